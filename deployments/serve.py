"""`make serve`: Prefect's server and pages, the four deployments and a worker, on this machine until Ctrl-C.

The workspace is the one named by COMMUNIQUE_WORKSPACE, else a copy of the example under out/. Its schedules are real:
give it a workspace of your own only when its channels may be used.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = int(os.environ.get("COMMUNIQUE_PORT", "4200"))
PATIENCE = 120.0


def main() -> int:
    workspace = Path(os.environ.get("COMMUNIQUE_WORKSPACE") or _copied_example()).resolve()
    prefect = [sys.executable, "-m", "prefect", "--no-prompt"]
    temporary = workspace / ".communique" / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        # A worker keeps its files in a folder of the system's temporary one that belongs to whoever came first.
        "TMPDIR": str(temporary),
        "COMMUNIQUE_WORKSPACE": str(workspace),
        "COMMUNIQUE_HOME": str(ROOT),
        "PREFECT_API_URL": f"http://127.0.0.1:{PORT}/api",
        "PREFECT_HOME": str(workspace / ".communique" / "prefect-server"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    }
    log = workspace / ".communique" / "serve.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    started: list[subprocess.Popen[bytes]] = []
    with log.open("ab") as lines:

        def start(*words: str) -> subprocess.Popen[bytes]:
            process = subprocess.Popen([*prefect, *words], env=environment, cwd=ROOT, stdout=lines, stderr=lines)
            started.append(process)
            return process

        try:
            server = start("server", "start", "--host", "127.0.0.1", "--port", str(PORT))
            if not _answers(server):
                print(f"Prefect's server did not start on port {PORT}; {log} says why. Choose another: COMMUNIQUE_PORT")
                return 1
            subprocess.run(
                [*prefect, "work-pool", "create", "communique", "--type", "process", "--overwrite"],
                env=environment, cwd=ROOT, stdout=lines, stderr=lines, check=True,
            )  # fmt: skip
            subprocess.run(
                [*prefect, "deploy", "--all", "--prefect-file", "deployments/prefect.yaml"],
                env=environment, cwd=ROOT, stdout=lines, stderr=lines, check=True,
            )  # fmt: skip
            worker = start("worker", "start", "--pool", "communique", "--type", "process")
            print(f"Prefect's pages   http://127.0.0.1:{PORT}")
            print(f"Workspace         {workspace}")
            print(f"Log               {log}")
            print("Ctrl-C stops everything.")
            while server.poll() is None and worker.poll() is None:
                time.sleep(0.5)
            print(f"A part has stopped; {log} says why.")
            return 1
        except subprocess.CalledProcessError as error:
            print(f"“{' '.join(error.cmd[3:5])}” failed; {log} says why.")
            return 1
        except KeyboardInterrupt:
            return 0
        finally:
            for process in reversed(started):
                if process.poll() is None:
                    process.send_signal(signal.SIGINT)
            for process in started:
                try:
                    process.wait(timeout=15)
                except subprocess.TimeoutExpired:
                    process.kill()


def _copied_example() -> Path:
    copy = ROOT / "out" / "served"
    if not copy.exists():
        left_out = shutil.ignore_patterns(".communique", "published", "drafts")
        shutil.copytree(ROOT / "examples" / "skills-network", copy, ignore=left_out)
    return copy


def _answers(server: subprocess.Popen[bytes]) -> bool:
    """Waits until the server answers; False when it ended or took too long."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/api/health", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    return False


if __name__ == "__main__":
    sys.exit(main())
