"""How a desk and the one it extends become one."""

from __future__ import annotations

from typing import Any

from tocsin.desk.model import LIST_KEYS, Desk, entry_key

_SCALARS = ("title", "question")


def merge(base: Desk, own: Desk, given: frozenset[str]) -> Desk:
    """`own` on top of `base`.

    given: the keys that stand in the file of `own`; the other scalars are
    inherited. `name`, `extends` and `ledger` are never inherited. A list begins with the
    entries of the base; an entry of `own` with the same key (blocs, sources and
    scenarios: name; actors: code; watch and questions: text; focus: the code
    itself) takes its place there, any other follows at the end. Merging twice
    therefore changes nothing, and nothing is removed by extending.
    """
    fields: dict[str, Any] = {
        name: getattr(own if name in given else base, name) for name in _SCALARS
    }
    for list_name in LIST_KEYS:
        by_key = {entry_key(list_name, entry): entry for entry in getattr(base, list_name)}
        by_key |= {entry_key(list_name, entry): entry for entry in getattr(own, list_name)}
        fields[list_name] = tuple(by_key.values())
    return own.model_copy(update=fields)
