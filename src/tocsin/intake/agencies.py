"""News agencies: how a credit line names them."""

from __future__ import annotations

import re
from typing import Final

from tocsin.domain import HouseKind
from tocsin.knowledge.houses import houses

_ALSO_CREDITED = ("BBC", "CNA", "VOA", "RFE/RL")
"""Houses whose texts others print, though they are no agencies."""

_ALSO_WORDS = "apa ata cns geo ina map mena mia petra ria saba safa spa sta tap trend tt uni"
"""Names of agencies that are words as well, or names of something else."""

AGENCIES: Final[dict[str, str]] = {
    name.casefold(): house.name if house.kind is HouseKind.AGENCY else name
    for house in houses()
    if house.kind is HouseKind.AGENCY or house.name in _ALSO_CREDITED
    for name in (house.name, *house.names)
    if name.casefold() not in _ALSO_WORDS.split()
} | {"the associated press": "AP"}
"""Name in a credit line, in small letters: the name it gets as a source."""

AGENCY_PATTERN: Final = "|".join(
    re.escape(name) for name in sorted(AGENCIES, key=lambda name: (-len(name), name))
)
"""Any of these names, as part of a regular expression that ignores letter case."""


def agency_name(credit: str) -> str:
    """The name of a source as credited; its usual name if it is an agency.

    >>> agency_name("ASSOCIATED PRESS"), agency_name("Kestrel Post")
    ('AP', 'Kestrel Post')
    """
    credit = credit.strip()
    return AGENCIES.get(credit.casefold(), credit)
