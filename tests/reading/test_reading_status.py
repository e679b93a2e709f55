"""Did it happen? Only what the grammar presents as done is an actual event."""

from __future__ import annotations

import pytest

from tocsin.domain import Status

ACTUAL, FUTURE, CONDITIONAL = Status.ACTUAL, Status.FUTURE, Status.CONDITIONAL
HYPOTHETICAL, NEGATED = Status.HYPOTHETICAL, Status.NEGATED


@pytest.mark.parametrize(
    ("sentence", "type_", "status"),
    [
        # told as done
        ("Iraq attacked Kuwait.", "ASSAULT", ACTUAL),
        ("Iraq has attacked Kuwait.", "ASSAULT", ACTUAL),
        ("Iraq is attacking Kuwait.", "ASSAULT", ACTUAL),
        ("Iraq had attacked Kuwait before the talks began.", "ASSAULT", ACTUAL),
        ("Iraq began to attack Kuwait.", "ASSAULT", ACTUAL),
        ("Iraq managed to seize a Kuwaiti tanker.", "COERCE", ACTUAL),
        ("Iraq continued to shell Kuwait.", "ASSAULT", ACTUAL),
        ("Despite its attack on Kuwait, Iraq was invited.", "ASSAULT", ACTUAL),
        ("After attacking Kuwait, Iraq asked for a truce.", "ASSAULT", ACTUAL),
        ("Officials confirmed that Iraq had attacked Kuwait.", "ASSAULT", ACTUAL),
        # modals
        ("Iraq may attack Kuwait.", "ASSAULT", HYPOTHETICAL),
        ("Iraq might attack Kuwait.", "ASSAULT", HYPOTHETICAL),
        ("Iraq could attack Kuwait.", "ASSAULT", HYPOTHETICAL),
        ("Iraq would attack Kuwait.", "ASSAULT", HYPOTHETICAL),
        ("Iraq should attack Kuwait, the paper wrote.", "ASSAULT", HYPOTHETICAL),
        ("Iraq can attack Kuwait within hours.", "ASSAULT", HYPOTHETICAL),
        ("Iraq will attack Kuwait.", "ASSAULT", FUTURE),
        ("Iraq won't attack Kuwait.", "ASSAULT", NEGATED),
        ("Kuwait may be attacked by Iraq.", "ASSAULT", HYPOTHETICAL),
        ("Iraq may attack Kuwait and seize Kuwaiti tankers.", "COERCE", HYPOTHETICAL),
        ("Iraq will meet Jordan and attack Kuwait.", "ASSAULT", FUTURE),
        ("Iraq attacked Kuwait and will seize Kuwaiti tankers.", "ASSAULT", ACTUAL),
        ("Iraq attacked Kuwait and will seize Kuwaiti tankers.", "COERCE", FUTURE),
        # not done
        ("Iraq did not attack Kuwait.", "ASSAULT", NEGATED),
        ("Iraq has not attacked Kuwait.", "ASSAULT", NEGATED),
        ("Iraq never attacked Kuwait.", "ASSAULT", NEGATED),
        ("Iraq no longer attacks Kuwait.", "ASSAULT", NEGATED),
        ("Neither Iraq nor Iran attacked Kuwait.", "ASSAULT", NEGATED),
        ("Iraq failed to seize a Kuwaiti tanker.", "COERCE", NEGATED),
        ("Iraq refused to release the Kuwaiti prisoners.", "RETREAT", NEGATED),
        ("Iraq declined to release the Kuwaiti prisoners.", "RETREAT", NEGATED),
        ("Iraq stopped short of attacking Kuwait.", "ASSAULT", NEGATED),
        ("Iraq left the strait without attacking Kuwait.", "ASSAULT", NEGATED),
        ("Iraq refrained from attacking Kuwait.", "ASSAULT", NEGATED),
        ("Iraq held back from attacking Kuwait.", "ASSAULT", NEGATED),
        ("Iraq shied away from attacking Kuwait.", "ASSAULT", NEGATED),
        ("The truce prevented Iraq from attacking Kuwait.", "ASSAULT", NEGATED),
        ("Iraq has yet to attack Kuwait.", "ASSAULT", NEGATED),
        # ahead
        ("Iraq plans to attack Kuwait.", "ASSAULT", FUTURE),
        ("Iraq is planning to attack Kuwait.", "ASSAULT", FUTURE),
        ("Iraq threatened to attack Kuwait.", "ASSAULT", FUTURE),
        ("Iraq promised to release the Kuwaiti prisoners.", "RETREAT", FUTURE),
        ("Iraq is preparing to attack Kuwait.", "ASSAULT", FUTURE),
        ("Iraq is expected to release the Kuwaiti prisoners.", "RETREAT", FUTURE),
        ("Iraq is about to attack Kuwait.", "ASSAULT", FUTURE),
        ("Iraq is going to attack Kuwait.", "ASSAULT", FUTURE),
        ("Iraq agreed to release the Kuwaiti prisoners.", "RETREAT", FUTURE),
        ("Iraq decided to attack Kuwait.", "ASSAULT", FUTURE),
        ("Iraq's planned attack on Kuwait alarmed traders.", "ASSAULT", FUTURE),
        ("The upcoming talks between Iraq and Kuwait matter.", "CONSULT", FUTURE),
        # under a condition
        ("If Iraq attacks Kuwait, prices will rise.", "ASSAULT", CONDITIONAL),
        ("Prices will rise if Iraq attacks Kuwait.", "ASSAULT", CONDITIONAL),
        ("Unless Iraq attacks Kuwait, prices will fall.", "ASSAULT", CONDITIONAL),
        ("Should Iraq attack Kuwait, prices would rise.", "ASSAULT", CONDITIONAL),
        ("Were Iraq to attack Kuwait, prices would rise.", "ASSAULT", CONDITIONAL),
        ("In case Iraq attacks Kuwait, ships have been sent home.", "ASSAULT", CONDITIONAL),
        ("In the event of an Iraqi attack on Kuwait, prices would rise.", "ASSAULT", CONDITIONAL),
        ("Iraq will attack Kuwait if the talks fail.", "ASSAULT", CONDITIONAL),
        # thought, wished, feared
        ("Iraq is considering attacking Kuwait.", "ASSAULT", HYPOTHETICAL),
        ("Iraq wants to attack Kuwait.", "ASSAULT", HYPOTHETICAL),
        ("Iraq tried to seize a Kuwaiti tanker.", "COERCE", HYPOTHETICAL),
        ("Jordan called for Iraq to release the Kuwaiti prisoners.", "RETREAT", HYPOTHETICAL),
        ("Jordan urged Iraq to release the Kuwaiti prisoners.", "RETREAT", HYPOTHETICAL),
        ("Diplomats feared an Iraqi attack on Kuwait.", "ASSAULT", HYPOTHETICAL),
        ("Jordan warned of an Iraqi attack on Kuwait.", "ASSAULT", HYPOTHETICAL),
        ("A possible Iraqi attack on Kuwait worries traders.", "ASSAULT", HYPOTHETICAL),
        ("The threat of an Iraqi attack on Kuwait remains.", "ASSAULT", HYPOTHETICAL),
        ("Any Iraqi attack on Kuwait would be a mistake.", "ASSAULT", HYPOTHETICAL),
        ("An Iraqi attack on Kuwait could close the strait.", "ASSAULT", HYPOTHETICAL),
        ("An Iraqi envoy boarded a ship to meet the Jordanian king.", "CONSULT", HYPOTHETICAL),
        ("Perhaps Iraq attacked Kuwait.", "ASSAULT", HYPOTHETICAL),
        ("Will Iraq attack Kuwait?", "ASSAULT", HYPOTHETICAL),
        ("Iraq reportedly plans to attack Kuwait.", "ASSAULT", FUTURE),
    ],
)
def test_status_is_read_from_the_grammar(read_text, sentence, type_, status):
    assert {e.status for e in read_text(sentence).events if e.type == type_} == {status}


@pytest.mark.parametrize(
    "sentence",
    [  # which shade of unreal is a matter of taste, that it is unreal is not
        "Iraq moved its tanks in order to attack Kuwait.",
        "The tanks were moved so that Iraq can attack Kuwait.",
        "The army is able to attack Kuwait.",
        "Jordan asked whether Iraq attacked Kuwait.",
        "Attacking Kuwait would cost Iraq dearly.",
        "Iraq is in a position to attack Kuwait.",
        "It is too early for Iraq to attack Kuwait.",
        "Iraq is far from attacking Kuwait.",
        "Iraq almost attacked Kuwait.",
        "Iraq has no reason to attack Kuwait.",
        "Iraq lacks the ships to attack Kuwait.",
        "Nobody expects Iraq to attack Kuwait.",
        "The idea of attacking Kuwait was dropped by Iraq.",
        "Iraq was ready to attack Kuwait.",
        "A plan for an Iraqi attack on Kuwait was found.",
        "Fears that Iraq would attack Kuwait grew.",
        "Rumours of an Iraqi attack on Kuwait spread.",
        "Iraq pretended to attack Kuwait.",
        "Suppose that Iraq attacks Kuwait.",
        "As long as Iraq does not attack Kuwait, the strait stays open.",
        "Until Iraq attacks Kuwait, the strait stays open.",
        "An Iraqi attack on Kuwait is unlikely.",
        "An Iraqi attack on Kuwait was averted.",
        "There has been no Iraqi attack on Kuwait.",
        "The treaty forbids Iraq to attack Kuwait.",
        "Iraq's right to attack Kuwait is disputed.",
        "What would happen if Iraq attacked Kuwait?",
    ],
)
def test_what_the_grammar_keeps_unreal_is_not_told_as_done(read_text, acts, sentence):
    assert not [act for act in acts(read_text(sentence)) if " ASSAULT " in act]


@pytest.mark.parametrize(
    ("sentence", "expected", "status"),
    [
        ("Jordan accused Iraq of attacking Kuwait.", "IRQ ASSAULT KWT", HYPOTHETICAL),
        ("Iraq was accused by Jordan of attacking Kuwait.", "IRQ ASSAULT KWT", HYPOTHETICAL),
        ("Jordan alleged that Iraq had attacked Kuwait.", "IRQ ASSAULT KWT", HYPOTHETICAL),
        ("Iraq allegedly attacked Kuwait.", "IRQ ASSAULT KWT", HYPOTHETICAL),
        ("Iraq denied attacking Kuwait.", "IRQ ASSAULT KWT", NEGATED),
        ("Iraq denied that it had attacked Kuwait.", "IRQ ASSAULT KWT", NEGATED),
        (
            "Iraq denied Jordanian claims that it had attacked Kuwait.",
            "IRQ ASSAULT KWT",
            (NEGATED, HYPOTHETICAL),
        ),
    ],
)
def test_an_alleged_or_denied_act_is_kept_but_not_told_as_done(
    read_text, acts, sentence, expected, status
):
    reading = read_text(sentence)
    assert expected not in acts(reading)
    wanted = status if isinstance(status, tuple) else (status,)
    assert any(expected in acts(reading, one) for one in wanted)


@pytest.mark.parametrize(
    ("sentence", "accusation"),
    [
        ("Jordan accused Iraq of attacking Kuwait.", "JOR ACCUSE IRQ"),
        ("Jordan threatened to attack Kuwait.", "JOR THREATEN KWT"),
        ("Iraq refused to release the Kuwaiti prisoners.", "IRQ REJECT KWT"),
        ("Jordan urged Iraq to release the Kuwaiti prisoners.", "JOR REQUEST IRQ"),
    ],
)
def test_the_saying_itself_is_actual(read_text, acts, sentence, accusation):
    assert acts(read_text(sentence)) == [accusation]


@pytest.mark.parametrize(
    "sentence",
    [
        "No talks took place between Iraq and Kuwait.",
        "There were no talks between Iraq and Kuwait.",
        "Iraq held no talks with Kuwait.",
        "Talks between Iraq and Kuwait have not begun.",
        "Talks between Iraq and Kuwait are possible.",
        "Iraq ruled out talks with Kuwait.",
        "Iraq cancelled its talks with Kuwait.",
        "There is no agreement between Iraq and Kuwait.",
        "An agreement between Iraq and Kuwait remains out of reach.",
        "Iraq and Kuwait are far from an agreement.",
        "Hopes of an agreement between Iraq and Kuwait faded.",
        "Jordan proposed talks between Iraq and Kuwait.",
        "A proposal for talks between Iraq and Kuwait was made.",
        "Iraq is ready for talks with Kuwait.",
        "Iraq is willing to hold talks with Kuwait.",
        "It is unclear whether Iraq held talks with Kuwait.",
        "Iraq hopes for talks with Kuwait.",
        "The chances of talks between Iraq and Kuwait are slim.",
        "The sides have yet to agree on talks between Iraq and Kuwait.",
        "Iraq would rather not hold talks with Kuwait.",
        "Efforts to arrange talks between Iraq and Kuwait collapsed.",
        "The aim is an agreement between Iraq and Kuwait.",
        "Let Iraq hold talks with Kuwait.",
        "Talks between Iraq and Kuwait are planned for May.",
        "Talks between Iraq and Kuwait will begin in May.",
    ],
)
def test_talks_that_have_not_been_held_are_not_told_as_held(read_text, acts, sentence):
    found = acts(read_text(sentence))
    assert not [act for act in found if " CONSULT " in act or " AGREE " in act]
