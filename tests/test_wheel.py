"""A wheel built from the tree carries templates and flows: in an empty environment, from another folder, all works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from examples.mail_server import running_mail_server

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.xdist_group("wheel")
EVENT = "guangzhou-2023"


def ran(command: list[str], env: dict[str, str] | None = None, cwd: Path | None = None) -> None:
    """Runs it and shows everything it said when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, env=env, cwd=cwd)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an environment that holds the wheel and its dependencies, as pinned, and nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    environment = {**os.environ, "PIP_CONSTRAINT": str(ROOT / "constraints.txt")}
    # Built from a copy, so that nothing of the build is left in the tree.
    tree = folder / "tree"
    kept = shutil.ignore_patterns(".git", ".venv", "out", ".communique", "__pycache__", "tests", "build", "dist")
    shutil.copytree(ROOT, tree, ignore=kept)
    ran([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(tree)], env=environment)
    ran([sys.executable, "-m", "venv", str(folder / "venv")])
    binaries = folder / "venv" / "bin"
    wheel = next(folder.glob("*.whl"))
    ran([str(binaries / "python"), "-m", "pip", "install", "-q", str(wheel)], env=environment)
    return binaries


def test_wheel_does_the_whole_job(installed: Path, tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    left_out = shutil.ignore_patterns(".communique", "published", "drafts")
    shutil.copytree(ROOT / "examples" / "skills-network", workspace, ignore=left_out)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with running_mail_server(tmp_path / "mail", tmp_path) as server:
        command = [str(installed / "communique"), "run", str(workspace / "events" / EVENT)]
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), **server.environment}
        ran([*command, "--approve-as", "demo-reviewer"], cwd=elsewhere, env=environment)
    published = sorted(path.name for path in (workspace / "published" / EVENT).iterdir())
    assert published == [
        "news-release.en.html",
        "news-release.en.md",
        "news-release.en.txt",
        "report.en.docx",
        "task-list.en.csv",
        "task-list.en.ics",
        "task-list.en.xlsx",
    ]
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 2


def test_wheel_makes_a_workspace(installed: Path, tmp_path: Path) -> None:
    program = str(installed / "communique")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    ran([program, "init", "office"], cwd=tmp_path, env=environment)
    ran([program, "new", "phnom-penh-2026", "--title", "Exchange"], cwd=tmp_path / "office", env=environment)
    assert (tmp_path / "office" / "events" / "phnom-penh-2026" / "event.xlsx").is_file()
