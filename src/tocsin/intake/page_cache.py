"""Pages kept on disk, so that an unchanged one is not sent again.

Kept are only pages whose server gave them an ETag or a date of last change:
each time, the server is asked whether that still holds. What is damaged or
cannot be written counts as not kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

MAX_BYTES: Final = 200_000_000
"""Of all kept pages; the longest unused go first."""

_MARK: Final = b"tocsin page 1\n"


class Kept(NamedTuple):
    """A page as it was sent. etag, last_modified: as the server stated them, "" if not."""

    url: str
    data: bytes
    content_type: str
    etag: str
    last_modified: str


class PageCache:
    """Kept pages in a folder, one file each; None: nothing is kept."""

    def __init__(self, folder: Path | None, max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._max_bytes = max_bytes

    def get(self, url: str) -> Kept | None:
        """The page kept under an address."""
        path = self._path(url)
        if path is None:
            return None
        try:
            kept = _unpack(path.read_bytes())
            os.utime(path)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return kept if kept.url == url else None

    def put(self, kept: Kept) -> None:
        """Keep a page; does nothing where the folder cannot be written to."""
        path = self._path(kept.url)
        if path is None or not (kept.etag or kept.last_modified):
            return
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_whole(path, _pack(kept))
            self._forget_oldest()

    def _path(self, url: str) -> Path | None:
        name = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / f"{name}.page" if self._folder else None

    def _forget_oldest(self) -> None:
        if self._folder is None:
            return
        pages = [(path.stat(), path) for path in self._folder.glob("*.page")]
        pages.sort(key=lambda page: (page[0].st_mtime, page[1].name))
        surplus = sum(status.st_size for status, _ in pages) - self._max_bytes
        for status, path in pages:
            if surplus <= 0:
                break
            path.unlink(missing_ok=True)
            surplus -= status.st_size


def default_folder(environment: Mapping[str, str]) -> Path | None:
    """Where pages are kept on this machine: below XDG_CACHE_HOME, else ~/.cache.

    None where there is no home either.
    """
    base = environment.get("XDG_CACHE_HOME", "")
    try:
        # The XDG specification says to ignore a relative path.
        folder = Path(base) if Path(base).is_absolute() else Path.home() / ".cache"
    except RuntimeError:
        return None
    return folder / "tocsin" / "pages"


def _pack(kept: Kept) -> bytes:
    head = {
        "url": kept.url,
        "content_type": kept.content_type,
        "etag": kept.etag,
        "last_modified": kept.last_modified,
        "sha256": hashlib.sha256(kept.data).hexdigest(),
    }
    return _MARK + json.dumps(head).encode() + b"\n" + kept.data


def _unpack(packed: bytes) -> Kept:
    """Raises ValueError or KeyError for anything but an undamaged page."""
    if not packed.startswith(_MARK):
        raise ValueError("no page")
    head_bytes, _, data = packed.removeprefix(_MARK).partition(b"\n")
    head = json.loads(head_bytes)
    if hashlib.sha256(data).hexdigest() != head["sha256"]:
        raise ValueError("damaged")
    return Kept(head["url"], data, head["content_type"], head["etag"], head["last_modified"])


def _write_whole(path: Path, data: bytes) -> None:
    """Write so that a reader, or a crash, never meets half a file."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".page-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
