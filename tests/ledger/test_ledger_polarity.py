"""Whether a statement says that something is so: the words said and the verb of saying together."""

from __future__ import annotations

from typing import Any

import pytest

from tocsin.domain import Evidence, Reading, Report, Statement
from tocsin.ledger.profiles import Profile, profiles_of

SENTENCES = [
    # before what is said, what is said, speech act, says that it is not so
    ("", "Arvia has recalled its envoy from Dorn", "asserted", False),
    ("", "Arvia has not recalled its envoy from Dorn", "asserted", True),
    ("Verrin said that ", "Arvia had not recalled its envoy from Dorn", "denied", True),
    ("Verrin denied that ", "Arvia had recalled its envoy from Dorn", "denied", True),
    ("Verrin denied that ", "Arvia had not recalled its envoy from Dorn", "denied", False),
    ("Verrin dismissed talk that ", "Arvia had not recalled its envoy from Dorn", "denied", False),
]


@pytest.mark.parametrize(("before", "said", "act", "negative"), SENTENCES)
def test_a_no_counts_double_only_under_a_verb_that_denies(before, said, act, negative):
    assert profile_of(f"{before}{said}.", text=said, speech_act=act).negative is negative


def profile_of(sentence: str, **fields: Any) -> Profile:
    report = Report.make(origin="a.txt", text=sentence)
    statement = Statement(
        id="st-1",
        attribution="named",
        speaker="Arvia",
        negated=" not " in fields["text"],
        evidence=(Evidence.cite(report, 0, len(sentence)),),
        **fields,
    )
    (profile,) = profiles_of([Reading(report=report, statements=(statement,))])
    return profile
