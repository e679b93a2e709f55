"""On which line of a TOML file each key and each array element stands.

The standard library's parser gives values without positions, and so does
tomlkit (its issue 55 is open; CPython's 115516 was closed). This scanner does
not check anything: it runs over text that `tomllib` has accepted, so it only
has to know where strings, arrays and tables begin and end.
"""

from __future__ import annotations

import re
import tomllib

KeyPath = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_KEY_PART = re.compile(r"""[ \t]*("(?:\\.|[^"\\])*"|'[^']*'|[A-Za-z0-9_-]+)[ \t]*""")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}(?!")'
    r"|'''[\s\S]*?'{3,5}(?!')"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}#\r\n]+")


def locate(text: str) -> dict[KeyPath, int]:
    """The line, from 1, of every key, table and array element.

    text: valid TOML. Paths are as in the parsed value, array positions
    included: ("sources", 2, "match", 0). The empty path is line 1.

    >>> locate('name = "x"\\n\\n[[sources]]\\nname = "y"')[("sources", 0, "name")]
    4
    """
    scanner = _Scanner(text)
    scanner.run()
    return scanner.lines


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[KeyPath, int] = {(): 1}
        self._tables: dict[KeyPath, int] = {}  # how many entries an array of tables has so far
        self._counted_to, self._line = 0, 1

    def run(self) -> None:
        table: KeyPath = ()
        self._blank()
        while self.at < len(self.text):
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)
            self._blank()

    def _header(self) -> KeyPath:
        """`[a.b]` or `[[a.b]]`; returns the path that the following keys belong to."""
        start = self.at
        array = self.text.startswith("[[", self.at)
        self.at += 2 if array else 1
        parts = self._key()
        self.at += 2 if array else 1
        path: KeyPath = ()
        for number, part in enumerate(parts, start=1):
            path += (part,)
            self._note(path, start)
            if array and number == len(parts):
                self._tables[path] = self._tables.get(path, 0) + 1
            if path in self._tables:  # [a.b] after [[a]] means the last entry of a
                path += (self._tables[path] - 1,)
                self._note(path, start)
        return path

    def _pair(self, table: KeyPath) -> None:
        start = self.at
        path = table
        for part in self._key():
            path += (part,)
            self._note(path, start)
        self.at += 1  # the equals sign
        self._blank()
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        opening = self.text[self.at]
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        elif string := _STRING.match(self.text, self.at):
            self.at = string.end()
        elif bare := _BARE.match(self.text, self.at):
            self.at = bare.end()

    def _array(self, path: KeyPath) -> None:
        self.at += 1
        self._blank()
        index = 0
        while self.text[self.at] != "]":
            self._note((*path, index), self.at)
            self._value((*path, index))
            index += 1
            self._separator()
        self.at += 1

    def _inline_table(self, path: KeyPath) -> None:
        self.at += 1
        self._blank()
        while self.text[self.at] != "}":
            self._pair(path)
            self._separator()
        self.at += 1

    def _separator(self) -> None:
        self._blank()
        if self.text[self.at] == ",":
            self.at += 1
            self._blank()

    def _key(self) -> list[str]:
        parts: list[str] = []
        while part := _KEY_PART.match(self.text, self.at):
            written = part[1]
            quoted = written[0] in "\"'"
            parts.append(tomllib.loads(f"k = {written}")["k"] if quoted else written)
            self.at = part.end()
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
        return parts

    def _blank(self) -> None:
        if match := _BLANK.match(self.text, self.at):
            self.at = match.end()

    def _note(self, path: KeyPath, at: int) -> None:
        self._line += self.text.count("\n", self._counted_to, at)
        self._counted_to = at
        self.lines.setdefault(path, self._line)
