"""The same name in other letters: without accents, in capitals, with hyphens, as a slug."""

from __future__ import annotations

import re
import unicodedata

# Letters that no decomposition takes apart.
_PLAIN = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ß": "ss",
        "æ": "ae",
        "ð": "d",
        "þ": "th",
    }
)
_THREE_PART_NAME = re.compile(r"(\w+) (\w+)-(\w+)")


def unaccented(name: str) -> str:
    """The name as newspapers without accents print it.

    >>> unaccented("Élysée"), unaccented("Yıldırım")
    ('Elysee', 'Yildirim')
    """
    if name.isascii():
        return name
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name.translate(_PLAIN))
        if not unicodedata.combining(letter)
    )


def spellings(name: str) -> tuple[str, ...]:
    """The name with straight apostrophes, and without accents where it has some.

    The scanner straightens the apostrophes of the text in the same way.

    >>> spellings("N’Djamena"), spellings("Besançon")
    (("N'Djamena",), ('Besançon', 'Besancon'))
    """
    if name.isascii():
        return (name,)
    straight = name.replace("’", "'")
    plain = unaccented(straight)
    return (straight,) if plain == straight else (straight, plain)


def personal_spellings(name: str) -> tuple[str, ...]:
    """A person's name, and where its last part is hyphenated the other ways to write it.

    >>> personal_spellings("Moon Jae-in")
    ('Moon Jae-in', 'Moon Jae In', 'Moon Jae-In')
    """
    found = spellings(name)
    parts = _THREE_PART_NAME.fullmatch(name)
    if parts is None:
        return found
    first, second, third = parts.groups()
    capital = third[0].upper() + third[1:]
    return tuple(
        dict.fromkeys((*found, f"{first} {second} {capital}", f"{first} {second}-{capital}"))
    )


def slug(name: str) -> str:
    """A readable code for a person.

    >>> slug("Emmanuel Macron"), slug("Siobhán O'Hara")
    ('emmanuel-macron', 'siobhan-ohara')
    """
    plain = unaccented(name.replace("'", "").replace("’", ""))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def folded(name: str) -> str:
    """The name for comparison: no accents, no case, no punctuation.

    >>> folded("Jean-Pierre  RAFFARIN"), folded("U.S.")
    ('jean pierre raffarin', 'us')
    """
    plain = unaccented(name).casefold().replace(".", "").replace("'", "").replace("’", "")
    return " ".join(re.findall(r"\w+", plain))
