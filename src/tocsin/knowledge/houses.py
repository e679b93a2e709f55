"""Publishing houses by name and by host: nine feeds of one house are one source.

    "BBC News - World", feeds.bbci.co.uk, www.bbc.com -> BBC

Names are compared without case, accents, punctuation and a leading "The".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from tocsin.domain.origin import plain_name
from tocsin.domain.source import HouseKind
from tocsin.knowledge.hosts import registered_domain
from tocsin.knowledge.tables import read_table

_CUT: Final = re.compile(r"\s+[-–—|•·»›>/~]+\s+|\s*[|•»›]+\s*|\s*::?\s+|\s*[()\[\]]+\s*")
_HOST: Final = re.compile(r"\S+\.[a-z]{2,}", re.IGNORECASE)
_OPENINGS: Final = re.compile(
    r"^(?:latest (?:news |stories |articles |headlines )?(?:from|on|by)|top stories (?:from|on)"
    r"|headlines from|news from|(?:the )?(?:rss )?feed (?:of|from|for)|rss (?:of|from|for))\s+",
    re.IGNORECASE,
)
_HEADS: Final = (
    "agency broadcasting bulletin chronicle courier daily dispatch echo express gazette globe "
    "guardian herald independent inquirer institute journal magazine mail media ministry mirror "
    "monitor network news observer outlook post press radio record reporter review service "
    "standard star sun telegraph television times today tribune tv voice watch weekly wire world"
)
"""Words that end the names of papers and wires; tells "Kestrel Post" from "Arvia"."""

_FEED_WORDS: Final = frozenset({"rss", "feed", "feeds", "online", "english"})
"""End no name, with or without a dash before them."""


class House(NamedTuple):
    """A publishing house. hosts: its domains, with all below them."""

    name: str
    kind: HouseKind
    names: tuple[str, ...]
    hosts: tuple[str, ...]


class Houses:
    """The table of houses, and the words around their names in titles of feeds."""

    def __init__(self) -> None:
        self._all = tuple(_read_houses())
        self._by_name: dict[str, House] = {}
        for house in self._all:
            for name in (house.name, *house.names):
                self._by_name.setdefault(plain_name(name), house)
        self._by_host = {host: house for house in self._all for host in house.hosts}
        self._parts = frozenset(
            plain_name(phrase)
            for row in read_table("feed_words.csv")
            for phrase in row.words("phrases")
        )

    def __iter__(self) -> Iterator[House]:
        """All houses, in the order of the table."""
        return iter(self._all)

    def named(self, name: str) -> House | None:
        """The house that goes by exactly this name, or has this host."""
        house = self._by_name.get(plain_name(name))
        return self.at(name) if house is None and _HOST.fullmatch(name) else house

    def at(self, host: str) -> House | None:
        """The house whose host this is, or whose host it lies below."""
        labels = host.casefold().strip(".").split(".")
        return next(
            (
                self._by_host[known]
                for start in range(len(labels) - 1)
                if (known := ".".join(labels[start:])) in self._by_host
            ),
            None,
        )

    def behind(self, title: str) -> House | None:
        """The known house in the title of a feed or site; None where there is none.

        One word among others that are no sections ("Kestrel Post - Focus") is none.
        """
        title = _OPENINGS.sub("", title.strip())
        if whole := self._in_part(title):
            return whole
        parts = self._name_parts(title)
        for part in parts:
            found = self._in_part(part)
            if found and (len(parts) == 1 or " " in plain_name(part)):
                return found
        return None

    def plain_title(self, title: str) -> str:
        """The title of a feed without what names a part of it; "" where nothing is left.

        >>> houses().plain_title("World | The Kestrel Post - RSS"), houses().plain_title("World")
        ('The Kestrel Post', '')
        """
        parts = self._name_parts(_OPENINGS.sub("", title.strip()))
        if not parts:
            return ""
        ends_like_a_name = (
            part for part in parts if plain_name(part).split()[-1] in _HEADS.split()
        )
        return self._without_feed_words(next(ends_like_a_name, parts[0]))

    def is_part(self, words: str) -> bool:
        """Whether these words name a section, an edition or a feed, and no house."""
        return plain_name(words) in self._parts

    def _name_parts(self, title: str) -> list[str]:
        parts = [part.strip() for part in _CUT.split(title) if part and plain_name(part)]
        return [part for part in parts if not self._is_parts(part)]

    def _is_parts(self, part: str) -> bool:
        """Whether a stretch is made of section names alone ("World news, Europe")."""
        pieces = re.split(r"\s*[,&+]\s*", part)
        return self.is_part(part) or all(self.is_part(each) for each in pieces if plain_name(each))

    def _in_part(self, part: str) -> House | None:
        """The house that a stretch names, sections before or after it left away."""
        words = part.split()
        for count in range(len(words), 0, -1):
            for start in range(len(words) - count + 1):
                before, after = words[:start], words[start + count :]
                around = [" ".join(side) for side in (before, after) if side]
                if all(map(self._is_section, around)):
                    found = self.named(" ".join(words[start : start + count]))
                    if found:
                        return found
        return None

    def _is_section(self, words: str) -> bool:
        """Whether words fall into names of sections: "World news English"."""
        pieces = plain_name(words).split()
        reached = {0}
        for end in range(1, len(pieces) + 1):
            if any(" ".join(pieces[start:end]) in self._parts for start in reached):
                reached.add(end)
        return len(pieces) in reached

    def _without_feed_words(self, name: str) -> str:
        words = name.split()
        while len(words) > 1 and plain_name(words[-1]) in _FEED_WORDS:
            words.pop()
        return " ".join(words)


@lru_cache(maxsize=1)
def houses() -> Houses:
    """The table of houses; read once."""
    return Houses()


def spelled_by(host: str, title: str) -> str:
    """The words of a title that the host's domain spells; "" where none do.

    >>> spelled_by("feeds.kestrelpost.example", "Kestrel Post Arvia desk")
    'Kestrel Post'
    >>> spelled_by("dma.example", "The Daily Mirror of Arvia")
    'The Daily Mirror of Arvia'
    """
    label = registered_domain(host).split(".")[0].replace("-", "")
    words = [word for word in title.split() if plain_name(word)]
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            if plain_name(" ".join(words[start:end])).replace(" ", "") in (label, label + "the"):
                return " ".join(words[start:end])
    weighty = (word for word in plain_name(title).split() if word not in {"of", "the", "for"})
    initials = "".join(word[0] for word in weighty)
    return title if len(label) > 2 and label in (initials, "t" + initials) else ""


def _read_houses() -> Iterator[House]:
    for row in read_table("houses.csv"):
        yield House(row["name"], HouseKind(row["kind"]), row.words("names"), row.words("hosts"))
