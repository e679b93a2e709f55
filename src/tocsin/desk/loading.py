"""Desk files into desks: reading, checking, and merging with the desk they extend."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from tocsin.desk.checking import check_content
from tocsin.desk.lines import locate
from tocsin.desk.merging import merge
from tocsin.desk.model import Desk
from tocsin.desk.problems import (
    DeskProblem,
    ProblemList,
    add_schema_problems,
    display,
    guess,
)
from tocsin.domain import DeskError

SHIPPED = Path(__file__).parent / "desks"


class _Examined(NamedTuple):
    """One file and those below it. desk: merged, None when anything is wrong."""

    desk: Desk | None
    problems: tuple[DeskProblem, ...]


def shipped() -> tuple[str, ...]:
    """Names of the desks that come with Tocsin, in alphabetical order."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.toml")))


def load(name_or_path: str | Path, known_codes: Collection[str] | None = None) -> Desk:
    """The desk of that name, or in that file, with what it extends merged in.

    name_or_path: "sahel" names a desk that ships with Tocsin; anything with a
    slash or ending in .toml is a file. known_codes: every actor code that
    `knowledge` has; None leaves codes unchecked.
    Raises DeskError with one line per problem: file, line, what is wrong, what
    is allowed.
    """
    examined = _examine(_resolve(name_or_path, Path()), known_codes, ())
    if examined.desk is None or examined.problems:
        raise DeskError("\n".join(str(problem) for problem in examined.problems))
    return examined.desk


def check(
    name_or_path: str | Path, known_codes: Collection[str] | None = None
) -> tuple[DeskProblem, ...]:
    """Everything wrong with a desk file and with those it extends; empty when all is well.

    Takes the same arguments as `load` and raises nothing.
    """
    try:
        path = _resolve(name_or_path, Path())
    except DeskError as error:
        return (DeskProblem(file=str(name_or_path), line=None, wrong=str(error)),)
    return _examine(path, known_codes, ()).problems


def name_after(words: str) -> str:
    """A desk's name made of the words of a file or folder.

    >>> name_after("My crisis_2")
    'my-crisis-2'
    """
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-") or "desk"


def _resolve(name_or_path: str | Path, folder: Path) -> Path:
    """The file meant; `folder` is where relative paths start."""
    if isinstance(name_or_path, str) and not re.search(r"[/\\]|\.toml$", name_or_path):
        if name_or_path in shipped():
            return SHIPPED / f"{name_or_path}.toml"
        if not (folder / name_or_path).is_file():
            raise DeskError(
                f"there is no desk '{name_or_path}'{guess(name_or_path, shipped())}; "
                f"allowed: {', '.join(shipped())}, or the path of a .toml file"
            )
    return folder / name_or_path


def _examine(path: Path, known_codes: Collection[str] | None, above: tuple[Path, ...]) -> _Examined:
    """Read, check and merge one file. above: the files that extend it, for cycles."""
    label = display(path, SHIPPED)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return _broken(label, line, "is not UTF-8 text", "a text file saved as UTF-8")
    except OSError as error:
        reason = (error.strerror or "failed").lower()
        return _broken(label, None, f"cannot be read ({reason})", "a .toml file")
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _broken(label, *_toml_error(error, text))
    return _examine_content(path, raw, ProblemList(label, locate(text)), known_codes, above)


def _examine_content(
    path: Path,
    raw: dict[str, Any],
    problems: ProblemList,
    known_codes: Collection[str] | None,
    above: tuple[Path, ...],
) -> _Examined:
    base = _examine_base(path, raw, problems, known_codes, above)
    name = name_after(path.stem)
    try:
        own = Desk.model_validate({"name": name, "title": raw.get("name", name), **raw})
    except ValidationError as error:
        add_schema_problems(problems, error)
        return _Examined(None, (*problems.in_order(), *base.problems))
    desk = merge(base.desk, own, frozenset(raw)) if base.desk else own
    check_content(own, desk, problems, known_codes)
    found = (*problems.in_order(), *base.problems)
    return _Examined(None if found else desk, found)


def _examine_base(
    path: Path,
    raw: dict[str, Any],
    problems: ProblemList,
    known_codes: Collection[str] | None,
    above: tuple[Path, ...],
) -> _Examined:
    extends = raw.get("extends")
    if not isinstance(extends, str):  # absent, or of the wrong type, which the schema reports
        return _Examined(None, ())
    try:
        target = _resolve(extends, path.parent)
    except DeskError as error:
        wrong, _, allowed = str(error).partition("; allowed: ")
        problems.add(("extends",), f"extends: {wrong}", allowed)
        return _Examined(None, ())
    chain = (*above, path.resolve())
    if target.resolve() in chain:
        problems.add(
            ("extends",),
            f"extends '{extends}' comes back to a desk that extends this one",
            f"{', '.join(shipped())}, or a file further down",
        )
        return _Examined(None, ())
    if not target.is_file():
        problems.add(
            ("extends",),
            f"extends '{extends}', and there is no such file",
            f"{', '.join(shipped())}, or a path from this file's folder",
        )
        return _Examined(None, ())
    return _examine(target, known_codes, chain)


def _broken(label: str, line: int | None, wrong: str, allowed: str = "") -> _Examined:
    problem = DeskProblem(file=label, line=line, wrong=wrong, allowed=allowed)
    return _Examined(None, (problem,))


def _toml_error(error: tomllib.TOMLDecodeError, text: str) -> tuple[int, str]:
    """Line and wording of what the TOML parser said."""
    message = str(error)
    reason = re.sub(r" \(at .*\)$", "", message)
    if place := re.search(r"\(at line (\d+), column (\d+)\)$", message):
        return int(place[1]), f"is not TOML: {reason} at column {place[2]}"
    return text.rstrip("\n").count("\n") + 1, f"is not TOML: {reason} at the end of the file"
