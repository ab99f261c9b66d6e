"""Reads and writes files wherever fsspec can: a folder, a share, an object store. Whole files or nothing.

A write goes to a hidden name beside the file and is then moved over it, so that nobody ever reads half a file; object
stores, which show a file only when it is complete, are written directly.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from communique.errors import ConfigError, StoreError
from communique.secret import Secret

# File systems on which a file appears only when its last byte has arrived (fsspec's names of their protocols).
_WHOLE = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oci", "oss", "memory"})
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\:*?\"<>|]")


def safe_name(name: str) -> str:
    """The relative name, if it stays inside whatever folder it is put into. Raises ``StoreError`` if it could leave it.

    Characters that Windows shares refuse are refused everywhere: a folder that is a share today may be one tomorrow.
    """
    parts = name.split("/")
    if _UNSAFE.search(name) or any(part in ("", ".", "..") or part != part.strip() for part in parts):
        raise StoreError(
            f"The name {name!a} can't be used for a file: it would leave its folder or is refused by some systems. "
            "Rename it with plain letters, digits, dots and hyphens."
        )
    return name


def public_address(url: str) -> str:
    """The address without a user name or password in it, fit to be shown and stored."""
    if "://" not in url:
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment=""))


class Store:
    """A folder somewhere. Names are relative to it, with forward slashes. Every failure is a ``StoreError``.

    ``url`` is a path or any fsspec URL (``sftp://host/folder``, ``s3://bucket/folder``); ``options`` go to the file
    system as they are named there (``key``, ``username`` …), secrets revealed at the last moment.
    """

    def __init__(self, url: str | Path, options: Mapping[str, Any] | None = None) -> None:
        from fsspec.core import url_to_fs

        self.address = public_address(str(url))
        settings = {key: v.reveal() if isinstance(v, Secret) else v for key, v in (options or {}).items()}
        try:
            self._files, root = url_to_fs(str(Path(url).absolute()) if "://" not in str(url) else str(url), **settings)
        except ImportError as error:
            raise ConfigError(f"The folder {self.address} needs a package that is not installed: {error}.") from error
        except (ValueError, TypeError) as error:
            raise ConfigError(
                f"The folder {self.address} can't be used: {error}. Check the address and its options."
            ) from error
        except Exception as error:
            raise StoreError(
                f"The folder {self.address} can't be reached: {_reason(error)}.", permanent=False
            ) from error
        self._root = str(root).rstrip("/")
        protocols = self._files.protocol if isinstance(self._files.protocol, tuple) else (self._files.protocol,)
        self._local = "file" in protocols
        self._whole = not _WHOLE.isdisjoint(protocols)

    def where(self, name: str) -> str:
        """The full address of a file, without credentials."""
        return f"{self.address.rstrip('/')}/{safe_name(name)}"

    def read(self, name: str) -> bytes:
        """The file's bytes. Raises ``StoreError`` when there is no such file."""
        content = self.read_if_there(name)
        if content is None:
            raise StoreError(f"There is no file {self.where(name)}. It may have been moved or deleted by hand.")
        return content

    def read_if_there(self, name: str) -> bytes | None:
        """The file's bytes, or None when there is no such file."""
        path = self._path(name)
        with self._said("reading", name):
            try:
                return bytes(self._files.cat_file(path))
            except FileNotFoundError:
                return None

    def exists(self, name: str) -> bool:
        path = self._path(name)
        with self._said("looking for", name):
            return bool(self._files.exists(path))

    def save(self, name: str, content: bytes) -> str:
        """Writes the whole file or nothing; an existing one is replaced. Returns its address."""
        path = self._path(name)
        with self._said("writing", name):
            self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
            if self._whole:
                self._files.pipe_file(path, content)
            else:
                self._replace(path, content)
        return self.where(name)

    def clear_interrupted(self, name: str) -> None:
        """Deletes what a killed ``save`` of this name left behind. Only for a caller that alone writes this name."""
        path = self._path(name)
        folder, _, last = path.rpartition("/")
        with self._said("tidying", name):
            for left in self._files.glob(f"{_literal(folder)}/.{_literal(last)}.*.part"):
                self._files.rm_file(left)

    def names(self, prefix: str = "") -> tuple[str, ...]:
        """All files below the folder (or below ``prefix``, a folder in it), sorted; hidden ones are left out."""
        start = self._path(prefix) if prefix else self._root
        with self._said("listing", prefix or "."):
            self._files.invalidate_cache()
            found = self._files.find(start) if self._files.exists(start) else []
        names = [str(path)[len(self._root) + 1 :] for path in found]
        return tuple(sorted(n for n in names if not any(p.startswith(".") for p in PurePosixPath(n).parts)))

    def probe(self) -> str:
        """Writes, reads and deletes a small hidden file. Returns a sentence; raises ``StoreError`` when it can't."""
        name = f".communique-probe-{os.getpid()}"
        self.save(name, b"probe")
        self.read(name)
        with self._said("deleting", name):
            self._files.rm_file(self._path(name))
        return f"The folder {self.address} can be written and read."

    def _path(self, name: str) -> str:
        return f"{self._root}/{safe_name(name)}"

    def _replace(self, path: str, content: bytes) -> None:
        folder, _, last = path.rpartition("/")
        # Two processes may save the same name at once: each has a hidden file of its own, the last move wins.
        part = f"{folder}/.{last}.{os.getpid()}-{threading.get_ident()}.part"
        try:
            with self._files.open(part, "wb") as stream:
                stream.write(content)
                if self._local:
                    # Once a delivery is written down as done, the file must outlive a power cut.
                    stream.flush()
                    os.fsync(stream.fileno())
            if self._local:
                # The library's own move would put the file into a folder that has its name.
                Path(part).replace(path)
            else:
                self._files.mv(part, path)
        except BaseException:
            self._discard(part)
            raise

    def _discard(self, part: str) -> None:
        # The failure that brought us here is the one to report.
        with suppress(Exception):
            self._files.rm_file(part)

    @contextmanager
    def _said(self, doing: str, name: str) -> Iterator[None]:
        """Turns whatever the file system raises into one sentence that names the file."""
        place = f"{self.address.rstrip('/')}/{name}"
        try:
            yield
        except (StoreError, ConfigError):
            raise
        except PermissionError as error:
            raise StoreError(
                f"While {doing} {place}: not allowed. Ask for the right to write in this folder."
            ) from error
        except (ConnectionError, TimeoutError) as error:
            raise StoreError(f"While {doing} {place}: {_reason(error)}. Try again later.", permanent=False) from error
        except Exception as error:
            raise StoreError(f"While {doing} {place}: {_reason(error)}. Check the folder and try again.") from error


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")


def _literal(text: str) -> str:
    """The text for use in a glob, its brackets, stars and question marks meant as they stand."""
    return re.sub(r"([*?\[\]])", r"[\1]", text)
