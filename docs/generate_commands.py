"""Writes docs/commands.md from the program's own help, so that the two cannot differ.

`make docs` and `make commands` run it; a test in tests/house names a command whose
help has changed since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

PAGE = Path(__file__).parent / "commands.md"

HEAD = """\
# Commands

*Written by `make commands` from `tocsin --help`; change the help, not this page.*

Exit codes: 0 all was read; 1 nothing was, or the command could not be carried out; 2 the command
line is wrong; 3 some items could not be read, and the rest was.
"""


def document(app: typer.Typer) -> str:
    """The page for every command of `app`, groups included, in the order they are listed."""
    parts = [HEAD]
    for path, command, context in _commands(typer.main.get_command(app), "tocsin", None):
        parts.append(f"## {path}\n\n" + _describe(command, context))
    return "\n".join(parts)


def _commands(command: Any, path: str, parent: Any) -> Iterator[tuple[str, Any, Any]]:
    """Every command below `command`, depth first; Typer's classes, which it keeps to itself."""
    context = command.context_class(command, info_name=path.split()[-1], parent=parent)
    children = getattr(command, "commands", {})
    if not children or command.params:
        yield path, command, context
    for name, child in children.items():
        if not child.hidden:
            yield from _commands(child, f"{path} {name}", context)


def _describe(command: Any, context: Any) -> str:
    usage = command.get_usage(context).removeprefix("Usage:").split()
    parts = [f"```text\n{' '.join(usage)}\n```\n", _paragraphs(command.help)]
    for title, kind in (("argument", "argument"), ("option", "option")):
        rows = [
            record
            for parameter in command.get_params(context)
            if parameter.param_type_name == kind and (record := parameter.get_help_record(context))
        ]
        if rows:
            parts.append(f"| {title} | |\n| --- | --- |")
            parts += [f"| {_cell(name, code=True)} | {_cell(text)} |" for name, text in rows]
            parts[-1] += "\n"
    return "\n".join(part for part in parts if part)


def _paragraphs(text: str | None) -> str:
    blocks = re.split(r"\n\s*\n", (text or "").replace("\f", "").strip())
    return "\n\n".join(" ".join(block.split()) for block in blocks if block.strip()) + "\n"


def _cell(text: str, *, code: bool = False) -> str:
    words = " ".join(text.split()).replace("|", "\\|")
    return f"`{words}`" if code else words


def main() -> None:
    """Write the page, if it has changed."""
    from tocsin.cli import app

    text = document(app)
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        PAGE.write_text(text, encoding="utf-8")
        print(f"wrote {PAGE.name}")


if __name__ == "__main__":
    main()
