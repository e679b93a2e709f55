"""The mode of an act: every one of the PLOVER codebook, and how the words about an act decide it.

Definitions: Open Event Data Alliance, PLOVER codebook 2021, in our words in
`knowledge/data/plover.toml`.
"""

from __future__ import annotations

import pytest

from tocsin.domain import EventType, KnowledgeError, Status
from tocsin.knowledge import frames as tables
from tocsin.knowledge.codebook import codebook
from tocsin.knowledge.modes import mode_words
from tocsin.reading.modes import mode_when_undone

MODES = {
    "CONSULT": [
        ("Vietnam's foreign minister visited Laos.", "visit"),
        ("The Greek president met his Turkish counterpart in Ankara.", "visit"),  # target's ground
        ("Talks between Greece and Turkey resumed in Vienna.", "third-party"),
        ("French and German ministers met in Vienna.", "third-party"),
        ("Greece, Turkey and Cyprus held talks.", "multilateral"),  # more than two
        ("Peru and Bolivia met at a conference.", "multilateral"),
        ("The Chilean president telephoned the president of Peru.", "phone"),
        ("Greece held talks with Turkey by video link.", "phone"),
        ("Brazil held talks with Argentina on Tuesday.", None),
    ],
    "RETREAT": [
        ("Ethiopia withdrew its troops from Somalia.", "withdraw"),
        ("Iran released two French prisoners.", "release"),
        ("France returned the bronzes to Benin.", "return"),
        ("The rebels of Mali surrendered to Niger.", "disarm"),
        ("Armenia declared a ceasefire with Azerbaijan.", "ceasefire"),
        ("Sudan allowed inspectors from Chad.", "access"),
        ("Canada lifted sanctions on Belarus.", "ease"),
        ("The president of Peru resigned.", "resign"),
    ],
    "REQUEST": [
        ("Ukraine asked Germany for ammunition.", "assist"),
        ("Ghana urged Togo to send blankets to Niger.", "assist"),
        ("Ghana urged Togo to reform its constitution.", "change"),
        ("Ghana demanded elections in Togo.", "change"),
        ("Ghana urged Togo to free the fishermen.", "yield"),
        ("Peru demanded that Chile withdraw its troops.", "yield"),
        ("Ghana urged Togo not to attack Benin.", "yield"),  # to leave an act undone is to yield
        ("Ghana urged Togo to stop shelling Benin.", "yield"),
        ("Ghana urged Togo to hold talks with Benin.", "meet"),
        ("Kenya called on Uganda to negotiate.", "meet"),
    ],
    "ACCUSE": [
        ("Kenya condemned Uganda.", "disapprove"),
        ("Kenya investigated Uganda over the crash.", "investigate"),
        ("Kenya accused Mongolia of breaking the truce.", "allege"),
    ],
    "REJECT": [
        ("Cuba refused to send troops to Haiti.", "assist"),
        ("Cuba rejected Spain's request for a loan.", "assist"),
        ("Cuba rejected Spain's call for elections.", "change"),
        ("Cuba refused to withdraw its troops from Haiti.", "yield"),
        ("Russia vetoed the draft of the United Kingdom.", "yield"),
        ("Hungary refused to meet Romania.", "meet"),
        ("Mali rejected Niger's peace plan.", "meet"),
    ],
    "THREATEN": [
        ("Iran threatened to impose sanctions on Bahrain.", "restrict"),
        ("Iran threatened to outlaw the opposition party of Bahrain.", "ban"),
        ("Iran threatened to arrest journalists from Bahrain.", "arrest"),
        ("Iran threatened to censor newspapers in Bahrain.", "political"),
        ("Iran threatened to break off relations with Bahrain.", "relations"),
        ("Iran threatened to expel the ambassador of Bahrain.", "expel"),
        ("Iran threatened to annex Bahrain.", "territory"),
        ("Iran threatened to bomb Bahrain.", "violence"),
        ("Iran threatened Bahrain with war.", "violence"),
        ("Iran threatened Bahrain.", None),
    ],
    "PROTEST": [
        ("Peruvian workers marched in Lima.", "demo"),
        ("Peruvian workers rioted in Lima.", "riot"),
        ("Peruvian workers went on strike.", "strike"),
        ("Peruvian workers staged a walkout.", "strike"),  # the object, not the verb
        ("Peruvian workers began a march in Lima.", "demo"),
        ("Peruvian workers refused food.", "hunger"),
        ("Peruvian workers boycotted the election.", "boycott"),
        ("Peruvian workers blocked a highway.", "obstruct"),
    ],
    "SANCTION": [
        ("A court in Ghana awarded damages against Togo.", "convict"),
        ("Poland expelled two Russian diplomats.", "expel"),
        ("Mali severed ties with Niger.", "withdraw"),
        ("Norway cut aid to Malawi.", "discontinue"),
    ],
    "MOBILIZE": [
        ("Chad massed soldiers near the border with Sudan.", "troops"),
        ("Chad gathered tanks near the border with Sudan.", "weapons"),
        ("North Korea tested a missile.", "weapons"),
        ("Chad deployed riot police along the border with Sudan.", "police"),
        ("Iran armed a militia against Iraq.", "militia"),
        ("Kenya sent a paramilitary brigade to the border with Somalia.", "militia"),
    ],
    "COERCE": [
        ("Chad seized a Sudanese truck.", "seize"),
        ("Chad imposed an embargo on Sudan.", "restrict"),
        ("Chad banned the party of Sudanese exiles.", "ban"),
        ("Chad censored a Sudanese newspaper.", "censor"),
        ("Chad blocked a Sudanese website.", "censor"),  # blocking words is not blocking roads
        ("Chad placed the town under curfew.", "curfew"),
        ("Chad imposed martial law in the north.", "martial-law"),
        ("Chad arrested two Sudanese officers.", "arrest"),
        ("Chad deported two Sudanese teachers.", "deport"),
        ("Chad delayed a shipment to Sudan.", "withhold"),
        ("Chad spread disinformation about Sudan.", "misinformation"),
    ],
    "ASSAULT": [
        ("Malian rebels kidnapped a doctor of Niger.", "abduct"),
        ("Sudanese soldiers beat up two prisoners of Chad.", "beat"),
        ("Mali tortured prisoners of Niger.", "torture"),
        ("Mali executed two prisoners of Niger.", "execute"),
        ("Sudanese soldiers raped women in Chad.", "sexual"),
        ("Mali assassinated a general of Niger.", "assassinate"),
        ("Mali killed a minister of Niger.", "assassinate"),  # a chosen person
        ("Mali attacked Niger with machetes.", "primitive"),
        ("Malian settlers hurled petrol bombs at Niger.", "primitive"),
        ("Malian soldiers hurled grenades at Niger.", "explosives"),
        ("Mali attacked Niger with rifles.", "firearms"),
        ("Mali's soldiers opened fire on Niger's border guards.", "firearms"),
        ("Mali blew up a bridge in Niger.", "explosives"),
        ("A suicide bomber from Chad attacked a market in Sudan.", "suicide-attack"),
        ("Kenya attacked Uganda with missiles.", "heavy-weapons"),
        ("Mali destroyed a bridge in Niger with rockets.", "heavy-weapons"),
        ("Mali shot down a drone of Niger.", "heavy-weapons"),  # its verb is no word of firearms
        ("Kenyan police fired tear gas at Ugandan students.", "crowd-control"),
        ("Sudanese troops slaughtered villagers in Chad.", "massacre"),
        ("Sudan cleansed Chad of its shepherds.", "cleansing"),
        ("Mali looted the embassy of Niger.", "seize"),
        ("Sudan used sarin gas in Chad.", "unconventional"),
        ("Sudan attacked Chad with nerve gas.", "unconventional"),
        ("Sudan attacked Chad.", None),
    ],
}
ROWS = [(EventType(type_), *row) for type_, rows in MODES.items() for row in rows]


@pytest.mark.parametrize(("type_", "sentence", "mode"), ROWS, ids=[row[1] for row in ROWS])
def test_the_words_decide_the_mode(read_text, type_, sentence, mode) -> None:
    events = [event for event in read_text(sentence).events if event.type is type_]
    assert [event.mode for event in events if event.status is Status.ACTUAL] == [mode]


def test_the_table_has_every_mode_of_the_codebook() -> None:
    told = {(type_, mode) for type_, _, mode in ROWS}
    entries = codebook().types.values()
    assert [(e.type, mode) for e in entries for mode in e.modes if (e.type, mode) not in told] == []


def test_intensity_is_that_of_the_mode(read_text) -> None:
    (event,) = read_text("Kenya attacked Uganda with missiles.").events
    assert event.intensity == codebook().intensity("ASSAULT", "heavy-weapons")


@pytest.mark.parametrize(
    ("type_", "below", "mode", "becomes"),
    [
        (EventType.REQUEST, EventType.RETREAT, "release", "yield"),
        (EventType.REJECT, EventType.CONSULT, "visit", "meet"),
        (EventType.THREATEN, EventType.COERCE, "arrest", "arrest"),
        (EventType.THREATEN, EventType.COERCE, "curfew", "restrict"),  # by the type's own row
        (EventType.THREATEN, EventType.AID, None, None),  # help held out is no threat
    ],
)
def test_what_is_asked_refused_or_threatened_gives_the_mode(type_, below, mode, becomes) -> None:
    assert mode_when_undone(type_, below, mode) == becomes


def test_a_threat_held_out_in_speech_has_the_mode_of_its_content(read_text) -> None:
    text = "Iran said it would bomb Bahrain if the convoy left the harbour."
    threats = [e.mode for e in read_text(text).events if e.type is EventType.THREATEN]
    assert threats == ["violence"]


def test_a_row_with_a_mode_that_there_is_not_is_refused(monkeypatch) -> None:
    row = dict.fromkeys(("trigger", "over"), "") | {"type": "ASSAULT", "mode": "brutal"}
    monkeypatch.setattr("tocsin.knowledge.modes.rows_of", lambda _: [row | {"where": "act"}])
    with pytest.raises(KnowledgeError, match=r"mode_words\.csv, row 1: modes of ASSAULT are"):
        mode_words.__wrapped__()


def test_the_table_of_words_stands_beside_the_frames() -> None:
    assert (tables.DATA / "mode_words.csv").exists()
    assert set(mode_words()) <= {e.type for e in codebook().types.values() if e.modes}
