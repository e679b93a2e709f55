"""What an act becomes when it is announced, refused, demanded or told of another."""

import pytest

from tocsin.reading.coder.framed import Fit, frame_votes
from tocsin.reading.coder.marked import Marked


def marked(before: str, source: str, between: str, target: str, after: str) -> Marked:
    text = before + source + between + target + after
    start = len(before)
    second = len(before + source + between)
    return Marked(text, (start, start + len(source)), (second, second + len(target)))


@pytest.mark.parametrize(
    ("sentence", "type_", "mode"),
    [
        # done
        (("", "Norway", " lifted its embargo on ", "Iceland", "."), "RETREAT", "ease"),
        # refused
        (("", "Norway", " will not lift its embargo on ", "Iceland", "."), "REJECT", "yield"),
        (("", "Norway", " refused to release ", "Icelandic sailors", "."), "REJECT", None),
        (("", "Norway", " is not ready to withdraw from ", "Iceland", "."), "REJECT", "yield"),
        # announced
        (("", "Norway", " said it would send tents to ", "Iceland", "."), "AGREE", None),
        (("", "Norway", " said it would blockade ", "Iceland", "."), "THREATEN", "restrict"),
        (("", "Norway", " threatened to expel ", "Icelandic diplomats", "."), "THREATEN", None),
        # a stop is an act of its own
        (("", "Norway", " stopped funding ", "Iceland", "."), "SANCTION", "discontinue"),
        # harm told of another
        (
            ("", "Norway", " said that ", "Iceland", " had shelled its trawlers."),
            "ACCUSE",
            "allege",
        ),
        # whom a protest means
        (("", "Students", " marched to stop the dam of ", "Iceland", "."), "PROTEST", "demo"),
        (
            ("", "Students", " rallied, demanding that ", "the premier", " resign."),
            "PROTEST",
            "demo",
        ),
        # a wish needs somebody else to fulfil it
        (("", "Norway", " hopes that ", "Iceland", " will send nurses."), "REQUEST", None),
    ],
)
def test_what_is_announced_refused_or_told_votes_as_such(sentence, type_, mode) -> None:
    (vote,) = frame_votes([marked(*sentence)])
    assert vote is not None
    assert (vote.type, vote.fit) == (type_, Fit.BOTH)
    assert mode in (None, vote.mode)


@pytest.mark.parametrize(
    "sentence",
    [
        ("", "Norway", " hopes to sell herring, a trade that ", "Iceland", " envies."),
        ("", "Norway", " ruled ", "Iceland", " for four centuries."),
    ],
)
def test_what_only_looks_like_a_request_or_a_ruling_is_none(sentence) -> None:
    (vote,) = frame_votes([marked(*sentence)])
    assert vote is None or vote.type not in ("REQUEST", "ACCUSE")
