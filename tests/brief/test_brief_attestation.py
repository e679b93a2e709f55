"""On whose word a brief says something: said where it matters, and never hidden."""

from __future__ import annotations

import pytest

from tocsin.brief import compose
from tocsin.brief.attestation import Word
from tocsin.brief.page import lay_out
from tocsin.brief.sections.claims import balanced
from tocsin.brief.sections.signals import conditional
from tocsin.domain import (
    ActorKind,
    ActorMention,
    Assessment,
    Attribution,
    BlockKind,
    Claim,
    GaugeSeries,
    Signal,
    SignalKind,
    Standing,
    derive_id,
)

MOVED = "Arvia has moved 900 guns to the ford"
RAIDED = "Arvian riders raided two farms at Elm"
FLED = "Arvia burned the ferry at Osk"
DENIED = "no gun has left its depot"
PARTS = [
    (BlockKind.PARAGRAPH, f"{MOVED}, Borland's army said. Mira Halden said that {DENIED}."),
    (BlockKind.PARAGRAPH, f"{RAIDED}. {FLED}, two drovers said."),
    (BlockKind.PARAGRAPH, "Unless the ford is cleared, Arvia will shell it, and it demands tolls."),
    (BlockKind.PARAGRAPH, "Borland accused Arvia of draining the ponds."),
]
ACTORS = (
    ActorMention(code="ARV", name="Arvia", kind=ActorKind.STATE, mentions=5),
    ActorMention(code="BOR", name="Borland", kind=ActorKind.STATE, mentions=2),
)


@pytest.fixture(scope="module")
def report(make_report):
    return make_report("ford.txt", PARTS, source="Ford Gazette")


@pytest.fixture(scope="module")
def ford(report, event_of, statement_of, cite) -> Assessment:
    """A movement that one side reports and the other denies, and two acts besides."""
    army = {"attribution": Attribution.NAMED, "speaker": "Borland's army"}
    drovers = {"attribution": Attribution.ANONYMOUS, "speaker": "Two drovers"}
    material = ("actual", "material_conflict")
    moved = statement_of(report, MOVED, "Borland's army", "named", speaker_code="BOR")
    denied = statement_of(report, DENIED, "Mira Halden", "named", speaker_code="ARV", negated=True)
    accused = statement_of(
        report, PARTS[3][1], "Borland", "named", speaker_code="BOR", text="of draining the ponds"
    )
    ids = {name: derive_id("claim", name) for name in ("moved", "denied", "ponds")}
    claims = (
        Claim(id=ids["moved"], text=MOVED, standing=Standing.CONTESTED, grade="C4", sources=1,
              statements=(moved.id,), contradicts=(ids["denied"],)),
        Claim(id=ids["denied"], text=DENIED, standing=Standing.CONTESTED, grade="C4", sources=1,
              statements=(denied.id,), contradicts=(ids["moved"],)),
        Claim(id=ids["ponds"], text="of draining the ponds", standing=Standing.SINGLE_SOURCE,
              grade="C3", sources=1, statements=(accused.id,)),
    )  # fmt: skip
    said = cite(report, PARTS[2][1])
    signals = tuple(
        Signal(
            id=derive_id("signal", kind, *to), kind=kind, sender=("ARV",), receiver=to,
            condition=condition, consequence="that Arvia will shell it" if condition else None,
            evidence=said,
        )
        for kind, to, condition in (
            (SignalKind.THREAT, ("BOR",), "Unless the ford is cleared"),
            (SignalKind.DEMAND, (), None),
        )
    )  # fmt: skip
    bare = Signal(
        id=derive_id("signal", "bare"), kind=SignalKind.WARNING, sender=("BOR",), receiver=(),
        evidence=cite(report, PARTS[3][1]),
    )  # fmt: skip
    return Assessment(
        desk="ford", as_of="2031-05-01", generated_by="tocsin 0.1.0", reports=(report,),
        actors=ACTORS, statements=(moved, denied, accused), claims=claims,
        signals=(*signals, bare),
        events=(
            event_of(report, MOVED, "MOBILIZE", *material, target=(), **army),
            event_of(report, RAIDED, "ASSAULT", *material, intensity=-9.0),
            event_of(report, FLED, "COERCE", *material, **drovers),
        ),
        gauges=tuple(
            GaugeSeries(name="tension", subject=subject, unit="0-100", note="No act was found.",
                        points=(("2031-05-01", None, None, None),))
            for subject in ("ARV-BOR", "BOR-CAL")
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lead", "caution", "word", "objection"),
    [
        ("Arvia: mobilisation", "one side’s word", "according to Borland's army",
         "denied by Mira Halden (Arvia)"),
        ("Arvia → Borland: assault", "", "R1, Ford Gazette, in its own words", ""),
        ("Arvia → Borland: coercion", "anonymous", "according to two drovers", ""),
    ],
)  # fmt: skip
def test_the_bottom_line_says_on_whose_word_an_act_rests(ford, lead, caution, word, objection):
    [point] = [point for point in lay_out(ford).bottom_line if point.lead == lead]
    assert (point.caution, point.word, point.objection) == (caution, word, objection)
    assert bool(point.objected.numbers) == bool(objection)


def test_an_act_of_the_speakers_own_side_is_not_one_sided(ford, report, event_of):
    own = event_of(
        report, MOVED, "MOBILIZE", "actual", "material_conflict", target=(),
        attribution=Attribution.NAMED, speaker="Mira Halden",
    )  # fmt: skip
    [point] = [
        point
        for point in lay_out(ford.model_copy(update={"events": (own,)})).bottom_line
        if point.label == "Happened"
    ]
    assert point.caution == ""


def test_no_sentence_is_read_twice_in_the_bottom_line(ford, assessment):
    for one in (ford, assessment):
        texts = [point.text for point in lay_out(one).bottom_line if point.verbatim]
        assert len(texts) == len(set(texts)) > 2


@pytest.mark.parametrize(
    ("attribution", "speaker", "phrase"),
    [
        (Attribution.NAMED, "The ministry", "according to the ministry"),
        (Attribution.NAMED, "Mira Halden", "according to Mira Halden"),
        (Attribution.ANONYMOUS, "Internal sources", "according to internal sources"),
        (Attribution.ANONYMOUS, "Western officials", "according to Western officials"),
        (Attribution.ANONYMOUS, None, "according to unnamed sources"),
        (Attribution.ANONYMOUS, "not named (“reportedly”)", "speaker not named (“reportedly”)"),
        (Attribution.NONE, None, "unattributed"),
    ],
)
def test_a_line_says_on_whose_word_it_is(attribution, speaker, phrase):
    assert Word(attribution, speaker).phrase == phrase


def test_one_passage_signals_to_one_receiver_on_one_line(ford):
    board = lay_out(ford).signals
    assert board.total == 3
    threat, bare = (channel.lines[0] for channel in board.channels)
    assert [kind for kind, _ in threat.kinds] == ["threat", "demand"]
    assert (threat.opener, threat.condition) == ("unless", "the ford is cleared")
    assert threat.consequence == "Arvia will shell it"
    assert bare.receiver == ""
    assert "toward nobody named" in compose(ford)
    assert "### Borland toward nobody named" in compose(ford, form="md")


@pytest.mark.parametrize(
    ("condition", "read"),
    [
        ("if the bridge falls", ("if", "the bridge falls")),
        ("Once a truce holds", ("once", "a truce holds")),
        ("any gun is moved", ("if", "any gun is moved")),
        ("unless", ("if", "unless")),
    ],
)
def test_a_condition_keeps_the_word_that_opens_it(condition, read):
    assert conditional(condition) == read


def test_a_claim_reads_alone(ford):
    lines = [line for group in lay_out(ford).claims for line in group.lines.shown]
    assert sorted(line.text for line in lines) == [
        "Arvia has moved 900 guns to the ford.",
        "Borland accused Arvia of draining the ponds.",
    ]


def test_a_dispute_is_one_block_with_both_sides(ford):
    [contested] = [g for g in lay_out(ford).claims if g.standing is Standing.CONTESTED]
    [line] = contested.lines.shown
    assert line.text == "Arvia has moved 900 guns to the ford."
    assert [side.text for side in line.contradictions] == [
        "Mira Halden: no gun has left its depot."
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("“We hold the ford", "We hold the ford"),
        ('We hold the ford"', "We hold the ford"),
        ("“We hold” is all he said", "“We hold” is all he said"),
        ('"We hold" is all he said', '"We hold" is all he said'),
    ],
)
def test_a_quotation_mark_without_its_partner_goes(text, read):
    assert balanced(text) == read


def test_gauges_without_a_value_are_one_quiet_line(ford):
    [group] = lay_out(ford).gauges
    assert group.figures == ()
    assert group.silent == (("No act was found", ("Arvia – Borland", "Borland – CAL")),)
    for form in ("html", "md"):
        assert "Not measured: Arvia – Borland, Borland – CAL." in compose(ford, form=form)


def test_a_brief_shows_the_title_of_its_desk_and_else_its_name(ford):
    assert lay_out(ford).masthead.desk == "ford"
    titled = ford.model_copy(update={"title": "The ford at Elm"})
    assert lay_out(titled).masthead.desk == "The ford at Elm"
