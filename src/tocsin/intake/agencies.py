"""News agencies: how a credit line names them."""

from __future__ import annotations

import re
from typing import Final

AGENCIES: Final[dict[str, str]] = {
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "ap": "AP",
    "associated press": "AP",
    "the associated press": "AP",
    "afp": "AFP",
    "agence france-presse": "AFP",
    "dpa": "dpa",
    "upi": "UPI",
    "ani": "ANI",
    "pti": "PTI",
    "ians": "IANS",
    "tass": "TASS",
    "itar-tass": "TASS",
    "interfax": "Interfax",
    "interfax-ukraine": "Interfax-Ukraine",
    "ria novosti": "RIA Novosti",
    "sputnik": "Sputnik",
    "ukrinform": "Ukrinform",
    "unian": "UNIAN",
    "xinhua": "Xinhua",
    "kyodo": "Kyodo",
    "kyodo news": "Kyodo",
    "jiji press": "Jiji Press",
    "yonhap": "Yonhap",
    "kcna": "KCNA",
    "anadolu": "Anadolu",
    "anadolu agency": "Anadolu",
    "aa": "Anadolu",
    "irna": "IRNA",
    "bloomberg": "Bloomberg",
    "ansa": "ANSA",
    "efe": "EFE",
    "pa media": "PA Media",
    "cna": "CNA",
    "bbc news": "BBC News",
    "dow jones": "Dow Jones",
    "voa": "VOA",
    "rfe/rl": "RFE/RL",
}
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
