"""Who belonged to what on which day."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.domain import UsageError
from tocsin.knowledge import gazetteer

GAZETTEER = gazetteer()


@pytest.mark.parametrize(
    ("member", "of", "first", "last"),
    [
        # NATO, EU: their lists of accessions
        ("FIN", "NATO", date(2023, 4, 4), None),
        ("SWE", "NATO", date(2024, 3, 7), None),
        ("POL", "NATO", date(1999, 3, 12), None),
        ("LTU", "NATO", date(2004, 3, 29), None),
        ("MKD", "NATO", date(2020, 3, 27), None),
        ("TUR", "NATO", date(1952, 2, 18), None),
        ("GBR", "EU", date(1973, 1, 1), date(2020, 1, 31)),
        ("HRV", "EU", date(2013, 7, 1), None),
        ("AUT", "EU", date(1995, 1, 1), None),
        ("BGR", "EUROZONE", date(2026, 1, 1), None),
        # the former Soviet space
        ("ARM", "CSTO", date(1994, 4, 20), None),
        ("GEO", "CSTO", date(1994, 4, 20), date(1999, 4, 2)),
        ("UZB", "CSTO", date(2006, 8, 16), date(2012, 12, 19)),
        ("GEO", "CIS", date(1993, 12, 3), date(2009, 8, 18)),
        ("KGZ", "EAEU", date(2015, 8, 12), None),
        # Asia
        ("IRN", "SCO", date(2023, 7, 4), None),
        ("BLR", "SCO", date(2024, 7, 4), None),
        ("IND", "SCO", date(2017, 6, 9), None),
        ("TLS", "ASEAN", date(2025, 10, 26), None),
        ("KHM", "ASEAN", date(1999, 4, 30), None),
        ("JPN", "QUAD", date(2017, 11, 12), None),
        ("AUS", "AUKUS", date(2021, 9, 15), None),
        # BRICS
        ("ZAF", "BRICS", date(2010, 12, 24), None),
        ("ETH", "BRICS", date(2024, 1, 1), None),
        ("IDN", "BRICS", date(2025, 1, 6), None),
        # Africa and the Arab states
        ("MAR", "AU", date(2017, 1, 31), None),
        ("SSD", "AU", date(2011, 7, 27), None),
        ("MLI", "ECOWAS", date(1975, 5, 28), date(2025, 1, 29)),
        ("BFA", "ECOWAS", date(1975, 5, 28), date(2025, 1, 29)),
        ("NER", "ECOWAS", date(1975, 5, 28), date(2025, 1, 29)),
        ("NER", "AES", date(2023, 9, 16), None),
        ("SYR", "ARAB_LEAGUE", date(1945, 3, 22), None),  # suspended 2011-2023, yet a member
        ("COM", "ARAB_LEAGUE", date(1993, 11, 20), None),
        ("QAT", "GCC", date(1981, 5, 25), None),
        ("QAT", "OPEC", date(1961, 1, 1), date(2018, 12, 31)),
        ("AGO", "OPEC", date(2007, 1, 1), date(2023, 12, 31)),
        ("ARE", "OPEC", date(1967, 1, 1), date(2026, 4, 30)),
        # the great powers
        ("CAN", "G7", date(1976, 6, 27), None),
        ("RUS", "G8", date(1997, 6, 20), date(2014, 3, 24)),
        ("AU", "G20", date(2023, 9, 9), None),
        ("RUS", "P5", date(1991, 12, 24), None),
        ("RUS", "COE", date(1996, 2, 28), date(2022, 3, 16)),
    ],
)
def test_a_member_from_the_first_day_to_the_last(
    member: str, of: str, first: date, last: date | None
) -> None:
    day_before = date.fromordinal(first.toordinal() - 1)
    assert member not in GAZETTEER.members(of, day_before)
    assert member in GAZETTEER.members(of, first)
    if last is None:
        assert member in GAZETTEER.members(of, None)
        assert of in GAZETTEER.belongs_to(member, None)
    else:
        day_after = date.fromordinal(last.toordinal() + 1)
        assert member in GAZETTEER.members(of, last)
        assert member not in GAZETTEER.members(of, day_after)
        assert member not in GAZETTEER.members(of, None)


@pytest.mark.parametrize(
    ("of", "on", "count"),
    [
        ("NATO", date(1990, 1, 1), 16),
        ("NATO", date(2022, 2, 24), 30),
        ("NATO", date(2025, 1, 1), 32),
        ("EU", date(1990, 1, 1), 12),
        ("EU", date(2004, 5, 1), 25),
        ("EU", date(2020, 1, 31), 28),
        ("EU", date(2020, 2, 1), 27),
        ("CSTO", date(2025, 1, 1), 6),
        ("SCO", date(2025, 1, 1), 10),
        ("BRICS", date(2009, 12, 31), 4),
        ("BRICS", date(2023, 12, 31), 5),
        ("BRICS", date(2025, 12, 31), 10),
        ("AU", date(2025, 1, 1), 55),
        ("ASEAN", date(2025, 1, 1), 10),
        ("ASEAN", date(2026, 1, 1), 11),
        ("ARAB_LEAGUE", date(2025, 1, 1), 22),
        ("ECOWAS", date(2024, 1, 1), 15),
        ("ECOWAS", date(2026, 1, 1), 12),
        ("GCC", date(2025, 1, 1), 6),
        ("AUKUS", date(2025, 1, 1), 3),
        ("QUAD", date(2025, 1, 1), 4),
        ("G7", date(2025, 1, 1), 7),
        ("G7", date(2010, 1, 1), 7),  # Russia belonged to the G8, never to the G7
        ("G8", date(2010, 1, 1), 8),
        ("G20", date(2025, 1, 1), 21),
        ("P5", date(1960, 1, 1), 5),
        ("P5", date(1991, 12, 24), 5),
        ("P5", date(2025, 1, 1), 5),
        ("FIVEEYES", date(2025, 1, 1), 5),
        ("OPEC", date(2026, 1, 1), 12),
        ("COE", date(2025, 1, 1), 46),
        ("JEF", date(2025, 1, 1), 10),
        ("CIS", date(2025, 1, 1), 10),
        ("EAEU", date(2025, 1, 1), 5),
        ("WARSAWPACT", date(1985, 1, 1), 7),
        ("UN", date(2025, 1, 1), 193),
        ("BALTIC", None, 3),
        ("NORDIC", None, 5),
        ("E3", None, 3),
        ("WBALKANS", None, 6),
    ],
)
def test_how_many_members_there_were(of: str, on: date | None, count: int) -> None:
    assert len(GAZETTEER.members(of, on)) == count


def test_the_groups_that_reports_name_have_their_states() -> None:
    assert GAZETTEER.members("BALTIC", None) == ("EST", "LTU", "LVA")
    assert GAZETTEER.members("AUKUS", None) == ("AUS", "GBR", "USA")
    assert GAZETTEER.members("BENELUX", None) == ("BEL", "LUX", "NLD")


def test_who_is_no_organisation_has_no_members_and_who_is_unknown_is_refused() -> None:
    assert GAZETTEER.members("FRA", None) == ()
    with pytest.raises(UsageError, match=r"'ATLANTIS'.*tocsin actors"):
        GAZETTEER.members("ATLANTIS", None)
