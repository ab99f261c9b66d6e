"""Finds and starts the servers of the live tests: real programs, on loopback, ended by their process id.

A missing program fails the test where everything is supposed to be installed (``CI`` is set) and is a loud skip
elsewhere. Nothing is installed from here.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

_FURTHER = ("/usr/sbin", "/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/17/bin")


def need(program: str, package: str) -> str:
    """The program's path; fails or skips when it isn't installed."""
    path = os.pathsep.join([os.environ.get("PATH", ""), *_FURTHER])
    found = shutil.which(program, path=path)
    if found is None:
        _missing(f"LIVE TEST NOT RUN: {program} is not installed. Install it with: apt-get install {package}")
    return str(found)


def need_root(what: str) -> None:
    """For servers that start as root and change their user themselves."""
    if os.geteuid() != 0:
        _missing(f"LIVE TEST NOT RUN: {what} can only be started by root.")


def _missing(sentence: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(ready: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Asks until it is so; fails the test with what was waited for."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if ready():
            return
        time.sleep(0.05)
    pytest.fail(f"{what} did not happen within {seconds:.0f} seconds", pytrace=False)


def greets(port: int, greeting: bytes) -> bool:
    """Whether a server on that port opens with these bytes."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            return connection.recv(200).startswith(greeting)
    except OSError:
        return False


def quietly(command: list[str], log: Path, check: bool = True) -> int:
    """Runs a start or stop step. A daemon keeps what it inherits open, so it inherits a file, never a pipe."""
    with log.open("ab") as stream:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream, start_new_session=True, check=False
        )
    if check and done.returncode:
        pytest.fail(
            f"{' '.join(command)} ended with {done.returncode}:\n{log.read_text(errors='replace')}", pytrace=False
        )
    return done.returncode


def end(pid_file: Path) -> None:
    """Ends the one process whose id is in the file, and waits until it has gone."""
    try:
        pid = int(pid_file.read_text().split()[0])
        os.kill(pid, signal.SIGTERM)
    except (OSError, ValueError, IndexError):
        return

    def gone() -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        return False

    wait_until(gone, f"the end of process {pid}")
