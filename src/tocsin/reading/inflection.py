"""The forms that English words take, rather too many than too few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

VOWELS = "aeiou"


def forms(lemmas: Iterable[str]) -> frozenset[str]:
    """All forms of some verbs and nouns, the lemmas among them.

    More than there are ("speaked", "sayed"): for finding words, never for
    writing them. Irregular ones are those that the parser's lemmatizer knows.

    >>> sorted(forms(["deny"]))
    ['denied', 'denies', 'deny', 'denyed', 'denying', 'denys']
    >>> "told" in forms(["tell"]) and "men" in forms(["man"])
    True
    """
    irregular = _irregular()
    return frozenset(
        form
        for lemma in lemmas
        if " " not in lemma
        for form in (lemma, *_regular(lemma), *irregular.get(lemma, ()))
    )


def _regular(lemma: str) -> Iterator[str]:
    stems = [lemma]
    if lemma.endswith("e"):
        stems.append(lemma[:-1])
    elif lemma[-1] not in VOWELS and len(lemma) > 2 and lemma[-2] in VOWELS:
        stems.append(lemma + lemma[-1])  # "admitted"
    if lemma.endswith("ie"):
        stems.append(lemma[:-2] + "y")
    for ending in ("s", "es") if lemma[-1] in "sxzho" else ("s",):
        yield lemma + ending
    if lemma.endswith("y"):
        yield lemma[:-1] + "ies"
        yield lemma[:-1] + "ied"
    for stem in stems:
        yield stem + "ed"
        yield stem + "ing"
    if lemma.endswith("f"):
        yield lemma[:-1] + "ves"


@cache
def _irregular() -> dict[str, list[str]]:
    """Lemma -> its irregular forms, from the parser's own tables and ours."""
    from tocsin.reading.parser import load_parser

    table = load_parser().get_pipe("lemmatizer").lookups.get_table("lemma_exc")  # type: ignore[attr-defined]
    known: dict[str, list[str]] = {}
    for pos in ("verb", "noun"):
        for form, lemmas in table[pos].items():
            for lemma in lemmas:
                known.setdefault(lemma, []).append(form)
    return known
