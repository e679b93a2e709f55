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
_ARTICLE = re.compile(r"\b([ae]l)-(?=\w)")
_MOHAMMEDS = ("Mohammed", "Mohamed", "Mohammad", "Muhammad")
_MOHAMMED = re.compile(rf"\b(?:{'|'.join(_MOHAMMEDS)})\b")
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
    """A person's name as other newspapers write its article, hyphen or Mohammed.

    >>> personal_spellings("Moon Jae-in")
    ('Moon Jae-in', 'Moon Jae In', 'Moon Jae-In')
    >>> personal_spellings("Omar al-Bashir")
    ('Omar al-Bashir', 'Omar Al-Bashir', 'Omar al Bashir', 'Omar Al Bashir')
    """
    if "-" not in name and "oham" not in name and "uham" not in name:
        return spellings(name)
    found = list(spellings(name))
    if "oham" in name or "uham" in name:
        found += [_MOHAMMED.sub(other, one) for one in tuple(found) for other in _MOHAMMEDS]
    if "-" in name:
        found += [other for one in tuple(found) for other in _without_hyphen(one)]
    return tuple(dict.fromkeys(found))


def _without_hyphen(name: str) -> tuple[str, ...]:
    article = _ARTICLE.search(name)
    if article is not None:
        small, capital = article[1], article[1].capitalize()
        return tuple(
            _ARTICLE.sub(other, name) for other in (f"{capital}-", f"{small} ", f"{capital} ")
        )
    parts = _THREE_PART_NAME.fullmatch(name)
    if parts is None:
        return ()
    first, second, third = parts.groups()
    capital = third[0].upper() + third[1:]
    return (f"{first} {second} {capital}", f"{first} {second}-{capital}")


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
