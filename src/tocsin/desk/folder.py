"""The desk folder: a desk file, and beside it the ledger of what was read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tocsin.desk.loading import load, name_after, shipped
from tocsin.desk.model import Desk
from tocsin.desk.writing import template
from tocsin.domain import UsageError

DESK_FILE, LEDGER_FILE = "desk.toml", "ledger.sqlite"


class DeskFolder(NamedTuple):
    """A desk and where its ledger is. path: of the folder. ledger: a file or an address.

    The addresses of folders and files that the desk follows are whole, so that the ledger knows
    each by one name, wherever it is opened from.
    """

    path: Path
    desk: Desk
    ledger: str

    def beside(self, place: str) -> str:
        """An address as it is, a path as seen from the folder."""
        return place if "://" in place else str(self.path / Path(place).expanduser())


def open_folder(name: str | None, settings: Mapping[str, str]) -> DeskFolder:
    """The desk folder meant by a user, and its ledger, which need not exist yet.

    name: a folder, a desk file, or None for the current folder if it has a desk file, else the
    folder that TOCSIN_DESK names. settings: the environment; TOCSIN_LEDGER goes before what the
    desk file says.
    Errors: UsageError where there is no such folder, DeskError where its file is wrong.
    """
    file = _desk_file(name or settings.get("TOCSIN_DESK") or ".", given=name is not None)
    desk = load(str(file.absolute()))
    place = settings.get("TOCSIN_LEDGER") or desk.ledger or LEDGER_FILE
    folder = DeskFolder(file.parent, desk, place)
    absolute = file.parent.absolute()
    feeds = tuple(
        feed.model_copy(update={"address": folder._replace(path=absolute).beside(feed.address)})
        for feed in desk.feeds
    )
    followed = desk.model_copy(update={"feeds": feeds})
    return folder._replace(desk=followed, ledger=folder.beside(place))


def make_folder(path: Path, *, name: str | None = None, extends: str = "general") -> Path:
    """Make a desk folder; its new desk file. The ledger is made by whoever opens it.

    name: of the desk, that of the folder if None.
    Errors: UsageError where there is a desk file already or none can be written.
    """
    if extends not in shipped():
        raise UsageError(f"unknown desk '{extends}'; there are: {', '.join(shipped())}.")
    file = path / DESK_FILE
    text = template(name or name_after(path.absolute().name), extends)
    try:
        path.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        raise UsageError(f"{file} exists already: this is a desk folder.") from None
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}.") from None
    return file


def _desk_file(name: str, *, given: bool) -> Path:
    path = Path(name).expanduser()
    file = path / DESK_FILE if path.is_dir() else path
    if file.is_file():
        return file
    if given:
        raise UsageError(
            f"there is no desk folder '{name}' (a folder with {DESK_FILE}). "
            f"Make one: `tocsin init {name}`."
        )
    raise UsageError(
        "this is no desk folder: it has no desk.toml. Go to one, name it with --desk or "
        "TOCSIN_DESK, or make one: `tocsin init`."
    )
