"""Who to whom where the words alone do not say: organs, groups, the other party of a conflict."""

from __future__ import annotations

from datetime import date

import pytest


@pytest.mark.parametrize(
    ("subject", "code", "year"),
    [
        ("The UN refugee agency", "UN", 2025),
        ("The Security Council", "UN", 2025),
        ("Unicef", "UN", 2025),
        ("Frontex", "EU", 2025),
        ("The Sudanese Armed Forces", "SDN", 2025),
        ("The Revolutionary Guards", "IRN", 2025),
        ("The Taliban", "AFG", 2025),
        ("The Taliban", "TALIBAN", 2019),
        ("The IAEA", "IAEA", 2025),
        ("Hezbollah", "HEZBOLLAH", 2025),
    ],
)
def test_an_organ_counts_for_whom_it_serves(read_text, subject, code, year):
    reading = read_text(f"{subject} accused Mongolia of smuggling.", date(year, 3, 1))
    assert [event.source for event in reading.events] == [(code,)]
