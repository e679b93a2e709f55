"""robots.txt: what the owner of a site asks programs not to fetch (RFC 9309)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

MAX_BYTES: Final = 500_000
"""Read of a robots.txt; the standard asks for at least this much."""

_LINE: Final = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")


class Rule(NamedTuple):
    """One line of allow or disallow.

    parts: of the path between its stars, in which anything may stand. to_end:
    whether the path must end with the last of them.
    """

    allow: bool
    parts: tuple[str, ...]
    to_end: bool

    @property
    def length(self) -> int:
        """Code points; of two rules, the longer one is the more specific."""
        return sum(map(len, self.parts)) + len(self.parts) - 1 + self.to_end

    def matches(self, path: str) -> bool:
        """Whether the rule is about this path; in linear time, unlike a regular expression."""
        first, *others = self.parts
        if not path.startswith(first):
            return False
        position = len(first)
        for number, part in enumerate(others, start=1):
            if self.to_end and number == len(others):
                return len(path) - len(part) >= position and path.endswith(part)
            position = path.find(part, position)
            if position < 0:
                return False
            position += len(part)
        return not self.to_end or position == len(path)


class Robots(NamedTuple):
    """The rules for one program. delay: seconds between requests, None where not asked for."""

    rules: tuple[Rule, ...] = ()
    delay: float | None = None

    def allows(self, target: str) -> bool:
        """Whether a path, with its query, may be fetched.

        The longest matching pattern decides, "allow" where two are equal.

        >>> robots = read_robots("user-agent: *\\ndisallow: /\\nallow: /news/", "Tocsin")
        >>> robots.allows("/news/arvia"), robots.allows("/desk")
        (True, False)
        """
        if target == "/robots.txt":
            return True
        target = _same_spelling(target)
        matching = [rule for rule in self.rules if rule.matches(target)]
        return max(matching, key=lambda rule: (rule.length, rule.allow)).allow if matching else True


def read_robots(text: str, agent: str) -> Robots:
    """The rules of a robots.txt for the program named `agent`, else those for all."""
    groups: dict[str, list[Rule]] = {}
    delays: dict[str, float] = {}
    names: list[str] = []
    naming = False
    for line in text.splitlines():
        if not (found := _LINE.match(line)):
            continue
        key, value = found[1].lower(), found[2].strip()
        if key == "user-agent":
            names = [*names, value.lower()] if naming else [value.lower()]
            groups.setdefault(value.lower(), [])
            naming = True
            continue
        if key not in ("allow", "disallow", "crawl-delay"):
            continue
        naming = False
        for name in names:
            if key == "crawl-delay":
                delays.setdefault(name, _seconds(value))
            elif value:  # an empty "disallow:" forbids nothing
                groups[name].append(_rule(key == "allow", value))
    name = agent.lower() if agent.lower() in groups else "*"
    return Robots(tuple(groups.get(name, ())), delays.get(name) or None)


def _rule(allow: bool, path: str) -> Rule:
    """A path in which "*" stands for anything and a final "$" for the end."""
    to_end = path.endswith("$")
    path = _same_spelling(path.removesuffix("$"))
    return Rule(allow, tuple(path.split("*")), to_end)


def _same_spelling(path: str) -> str:
    """Percent-encoding in one form, so that /caf%C3%A9 and /café are one path."""
    return quote(
        unquote(path, errors="surrogateescape"), safe="/?&=*$:;,@!+~()'", errors="surrogateescape"
    )


def _seconds(value: str) -> float:
    try:
        return max(0.0, float(value))
    except ValueError:
        return 0.0
