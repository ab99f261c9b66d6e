"""``deployments/`` tried for real: a server, a worker and the four deployments on this machine, then one run."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import zoneinfo
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests

from communique import config, pipeline
from tests.workspaces import EVENT, written

ROOT = Path(__file__).parents[2]
PATIENCE = 180.0


class Site:
    """A Prefect server and a worker, each a process of its own, with their own state and port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.api = f"http://127.0.0.1:{self.port}/api"
        self.processes: list[subprocess.Popen[bytes]] = []
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PREFECT_", "COMMUNIQUE_"))}
        self.environment = {
            **kept,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep),
            # A worker keeps its files in a folder of the system's temporary one that belongs to whoever came first.
            "TMPDIR": str(folder),
            "PREFECT_HOME": str(folder / "prefect"),
            "PREFECT_API_URL": self.api,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            "PREFECT_WORKER_QUERY_SECONDS": "1",
            # The scheduler looks once a minute; a test does not wait so long.
            "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "2",
            "COMMUNIQUE_HOME": str(ROOT),
            "COMMUNIQUE_WORKSPACE": str(folder / "workspace"),
        }

    def start(self, name: str, *words: str) -> None:
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "prefect", *words],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)

    def prefect(self, *words: str) -> str:
        """Runs one prefect command to its end; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "prefect", *words],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def post(self, path: str, **body: Any) -> Any:
        answer = requests.post(f"{self.api}/{path}", json=body, timeout=30)
        answer.raise_for_status()
        return answer.json()

    def await_health(self) -> None:
        def healthy() -> bool:
            try:
                return requests.get(f"{self.api}/health", timeout=5).status_code == 200
            except requests.ConnectionError:
                return False

        self.wait_until(healthy, "the server answers")

    def wait_until(self, done: Any, what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not done():
            ended = [process.args for process in self.processes if process.poll() is not None]
            assert not ended, f"{ended} ended while waiting until {what}:\n{self.logs()}"
            assert time.monotonic() < end, f"waited in vain until {what}:\n{self.logs()}"
            time.sleep(0.2)

    def logs(self) -> str:
        return "\n".join(path.read_text(errors="replace")[-4000:] for path in sorted(self.folder.glob("*.log")))

    def stop(self) -> None:
        """Ends what was started here, the worker first, with whatever they started themselves."""
        for process in reversed(self.processes):
            for sign, patience in ((signal.SIGTERM, 20), (signal.SIGKILL, 20)):
                if process.poll() is None:
                    os.killpg(process.pid, sign)
                    try:
                        process.wait(timeout=patience)
                    except subprocess.TimeoutExpired:
                        continue


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = Site(tmp_path_factory.mktemp("site"))
    written(made.folder / "workspace")
    try:
        made.start("server", "server", "start", "--host", "127.0.0.1", "--port", str(made.port))
        made.await_health()
        # As the unit does: the worker makes the pool that the deployments name.
        made.start("worker", "worker", "start", "--pool", "communique", "--type", "process", "--name", "test")
        made.wait_until(lambda: made.post("work_pools/filter"), "the worker has made its pool")
        made.prefect("--no-prompt", "deploy", "--all", "--prefect-file", "deployments/prefect.yaml")
        yield made
    finally:
        made.stop()


def test_the_four_deployments_are_there_with_their_limits(site: Site) -> None:
    listed = {one["name"]: one for one in site.post("deployments/filter")}
    limits = {
        name: (one["global_concurrency_limit"]["limit"], one["concurrency_options"]["collision_strategy"])
        for name, one in listed.items()
    }
    assert {name: (one["entrypoint"], *limits[name]) for name, one in listed.items()} == {
        "prepare": ("flows/prepare.py:prepare", 2, "ENQUEUE"),
        "publish": ("flows/publish.py:publish", 1, "ENQUEUE"),
        "sweep": ("flows/sweep.py:sweep", 1, "CANCEL_NEW"),
        "follow-up": ("flows/follow_up.py:follow_up", 1, "CANCEL_NEW"),
    }
    workspace = str(site.folder / "workspace")
    assert {one["parameters"]["workspace"] for one in listed.values()} == {workspace}
    assert {one["work_pool_name"] for one in listed.values()} == {"communique"}
    assert listed["prepare"]["parameter_openapi_schema"]["required"] == ["workspace", "event"]


def test_the_schedules_are_kept_in_their_time_zone_and_runs_are_planned(site: Site) -> None:
    listed = {one["name"]: [item["schedule"] for item in one["schedules"]] for one in site.post("deployments/filter")}
    assert {name: [(item["cron"], item["timezone"]) for item in found] for name, found in listed.items()} == {
        "prepare": [],
        "publish": [],
        "sweep": [("0 6 * * 1-5", "Asia/Phnom_Penh")],
        "follow-up": [("30 7 * * 1-5", "Asia/Phnom_Penh")],
    }
    assert zoneinfo.ZoneInfo("Asia/Phnom_Penh").key == "Asia/Phnom_Penh"

    def planned() -> set[str]:
        runs = site.post("flow_runs/filter", flow_runs={"state": {"type": {"any_": ["SCHEDULED"]}}})
        names = {one["id"]: one["name"] for one in site.post("deployments/filter")}
        return {f"{names[run['deployment_id']]} {run['expected_start_time'][11:16]}" for run in runs}

    # 06:00 and 07:30 in Phnom Penh are 23:00 and 00:30 in UTC. A server that plans nothing would never run them.
    site.wait_until(lambda: len(planned()) >= 2, "scheduled runs are planned")
    assert planned() == {"sweep 23:00", "follow-up 00:30"}


def test_a_worker_prepares_an_event(site: Site) -> None:
    printed = site.prefect("deployment", "run", "prepare/prepare", "--param", f"event={EVENT}", "--watch")
    assert "Completed" in printed, printed + site.logs()
    workspace = config.load(site.folder / "workspace", {})
    documents = [draft.document for draft in pipeline.dossier(workspace, EVENT).drafts]
    assert documents == ["news-release", "report", "task-list"]
    keys = {one["key"] for one in site.post("artifacts/latest/filter")}
    assert keys == {f"findings-{EVENT}", f"drafts-{EVENT}"}
