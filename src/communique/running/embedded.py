"""Prefect's embedded server for one run: the same server Prefect would start itself, only started sooner.

Prefect starts its server when the first flow is called, and waits for it. Here the process is started before Prefect
is imported, so that both load at the same time, and migrations are left out when the database is known to be current
(half of the waiting, in all). Nothing here imports Prefect: the flow modules do.

The server ends with the program that started it, also when that is killed: it watches its standard input.
"""

from __future__ import annotations

import atexit
import http.client
import json
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

from communique.errors import StoreError

# Seconds. A first start migrates an empty database, which takes 10 s on a quiet machine.
PATIENCE = 180.0
MARK = "communique-server.json"
# The settings under which Prefect starts its own embedded server (prefect.server.api.server.SubprocessASGIServer).
_EMBEDDED = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}
_SKIPPED = {"PREFECT_SERVER_DATABASE_MIGRATE_ON_START": "false", "PREFECT_API_BLOCKS_REGISTER_ON_START": "false"}
# The child: a watcher that stops it when its parent is gone, then the server. Looking for garbage among freshly loaded
# classes, of which there is none, takes a tenth of the time.
_CHILD = """
import os, signal, sys, threading
def watch():
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
threading.Thread(target=watch, daemon=True).start()
import gc
gc.disable()
import uvicorn, prefect.server.api.server
gc.freeze()
gc.enable()
uvicorn.run("prefect.server.api.server:create_app", factory=True, host="127.0.0.1", port=int(sys.argv[1]),
            log_level="error", lifespan="on")
"""


class EmbeddedServer:
    """One server process. ``start`` returns at once; ``wait`` returns its address when it answers."""

    def __init__(self, environment: Mapping[str, str], home: Path) -> None:
        self._environment = {key: value for key, value in environment.items() if key != "PREFECT_API_URL"}
        self._home = home
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0

    @property
    def url(self) -> str:
        """The address that goes into ``PREFECT_API_URL``; known as soon as the server is started."""
        return f"http://127.0.0.1:{self._port}/api"

    def start(self) -> None:
        """Starts the process. It is stopped when this program ends, after Prefect's own last words."""
        self._home.mkdir(parents=True, exist_ok=True)
        settings = {**self._environment, **_EMBEDDED, "PREFECT_HOME": str(self._home)}
        if self._is_current():
            settings.update(_SKIPPED)
        self._port = _free_port()
        with (self._home / "server.log").open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _CHILD, str(self._port)],
                env=settings,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                # Ctrl-C is for the run, which then still has to tell the server how it ended.
                start_new_session=True,
            )
        # What is registered first runs last: Prefect registers its own when it is imported, later than this.
        atexit.register(self.stop)

    def wait(self) -> None:
        """Returns when the server answers. Raises ``StoreError`` when it ends first or takes too long."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self._answers():
                self._remember()
                return
            if self._process is None or self._process.poll() is not None:
                break
            time.sleep(0.02)
        self.stop()
        raise StoreError(
            f"Prefect's embedded server did not start; {self._home / 'server.log'} says why. Without Prefect, "
            "communique draft and communique publish do the same work.",
            permanent=False,
        )

    def stop(self) -> None:
        """Ends the process and waits for it; does nothing the second time."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdin is not None:
            process.stdin.close()

    def _answers(self) -> bool:
        with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=5)) as connection:
            try:
                connection.request("GET", "/api/health")
                return connection.getresponse().status == 200
            except (OSError, http.client.HTTPException):
                return False

    def _state(self) -> dict[str, str] | None:
        """The Prefect version and the revision its database is at; None when there is none, or it is elsewhere."""
        database = self._home / "prefect.db"
        if any("DATABASE" in key for key in self._environment if key.startswith("PREFECT_")) or not database.is_file():
            return None
        try:
            with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
                rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        except sqlite3.Error:
            return None
        return {"prefect": version("prefect"), "revision": ",".join(sorted(row[0] for row in rows))}

    def _is_current(self) -> bool:
        """Whether this very version of Prefect has already brought the database to the revision it has now."""
        state = self._state()
        try:
            return state is not None and bool(json.loads((self._home / MARK).read_text(encoding="utf-8")) == state)
        except (OSError, ValueError):
            return False

    def _remember(self) -> None:
        state = self._state()
        if state is not None:
            (self._home / MARK).write_text(json.dumps(state) + "\n", encoding="utf-8")


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
