"""Whose ship it is, by the letters that its navy puts before the name ("HMS", "USS")."""

from __future__ import annotations

from tocsin.domain import ActorCode

HULLS: dict[str, ActorCode] = {
    **{"USS": "USA", "USNS": "USA", "HMS": "GBR", "HMCS": "CAN", "HMAS": "AUS", "HMNZS": "NZL"},
    **{"INS": "IND", "PNS": "PAK", "BRP": "PHL", "ROKS": "KOR", "TCG": "TUR", "KRI": "IDN"},
    **{"HNLMS": "NLD", "HDMS": "DNK", "HNoMS": "NOR", "JS": "JPN", "FS": "FRA", "FGS": "DEU"},
}
"""States by their navies' prefixes, as those navies write them. INS is India's here, as in most
of the press; Israel's ships have it too, and its reports name the state beside it."""
