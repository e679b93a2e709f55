"""What becomes of a word: every test is a rule of docs/deeds.md."""

from __future__ import annotations

import pytest

from tocsin.domain import ConditionState, DeedState, Outcome, SignalKind

KEPT, BROKEN, PENDING, UNCLEAR = Outcome.KEPT, Outcome.BROKEN, Outcome.PENDING, Outcome.UNCLEAR

SHELLING = "Arvia would shell the port of Kest"


@pytest.fixture
def threat(world):
    """Arvia threatens Borland on 1 March."""
    return world.reading(
        1,
        f"{SHELLING}.",
        world.signal("threat", "ARV", "BOR", consequence=SHELLING),
        world.act("ASSAULT", "ARV", "BOR", status="future", trigger="shell"),
    )


@pytest.fixture
def pledge(world):
    """Halmark promises Borland 20 tanks by 1 April, on 1 March."""

    def make(words: str = "to deliver 20 tanks by 1 April", number: int = 1):
        return world.reading(
            number,
            f"Halmark promised Borland {words}.",
            world.signal("promise", "HAL", "BOR"),
            world.commitment("HAL", "BOR", words, "20 tanks" if "20 tanks" in words else None),
            world.act("AID", "HAL", "BOR", status="future", trigger="deliver"),
            world.statement(words, speech_act="promised", speaker="Halmark"),
        )

    return make


@pytest.fixture
def later(world):
    """Something that happens later, told by somebody; a report in June shows that time goes on."""

    def make(number, text, *items, by="Gazette", **fields):
        return [
            world.reading(number, text, *items, by=by, **fields),
            world.reading(100, "Arvia, Borland and Halmark held elections.", by="Courier"),
        ]

    return make


# --- the deed ---------------------------------------------------------------------------------


def test_a_threat_is_kept_by_the_same_actors_act_of_that_kind_toward_the_same_target(
    world, threat, later
):
    strike = world.act("ASSAULT", "ARV", "BOR")
    word = world.only_word([threat, *later(9, "Arvia shelled a depot in Borland.", strike)])
    assert (word.outcome, word.deed, word.deed_day) == (KEPT, DeedState.SEEN, world.day(9))
    assert len(word.deed_events) == 1


@pytest.mark.parametrize(
    ("number", "type_", "source", "target"),
    [
        (9, "ASSAULT", "BOR", "ARV"),  # by somebody else
        (9, "ASSAULT", "ARV", "OND"),  # toward somebody else
        (9, "CONSULT", "ARV", "BOR"),  # of another kind
        (1, "ASSAULT", "ARV", "BOR"),  # on the day of the threat, and told that day
    ],
)
def test_no_other_act_keeps_it(world, threat, later, number, type_, source, target):
    other = world.act(type_, source, target)
    word = world.only_word([threat, *later(number, "Arvia did something in Borland.", other)])
    assert (word.outcome, word.deed) == (PENDING, DeedState.NOT_SEEN)


@pytest.mark.parametrize("status", ["future", "conditional", "hypothetical", "negated"])
def test_what_did_not_happen_is_no_deed(world, threat, later, status):
    told = world.act("ASSAULT", "ARV", "BOR", status=status)
    assert world.only_word([threat, *later(9, "Arvia may shell Borland.", told)]).outcome is PENDING


def test_an_act_dated_before_the_word_is_not_its_deed(world, threat, later):
    old = world.act("ASSAULT", "ARV", "BOR", on=-3)
    word = world.only_word([threat, *later(20, "Arvia shelled Borland on 25 February.", old)])
    assert word.deed is DeedState.NOT_SEEN


def test_a_broad_kind_must_also_agree_in_words(world, pledge, later):
    tents = world.act("AID", "HAL", "BOR", trigger="sent")
    word = world.only_word([pledge(), *later(20, "Halmark sent Borland tents and food.", tents)])
    assert word.outcome is UNCLEAR
    assert "do not show that it is the one announced" in word.because
    tanks = world.act("AID", "HAL", "BOR", trigger="delivered")
    given = later(20, "Halmark delivered 20 tanks to Borland.", tanks)
    assert world.only_word([pledge(), *given]).outcome is KEPT


def test_a_vague_threat_is_kept_by_any_hostile_act(world, later):
    vague = world.reading(
        1,
        "Arvia warned Borland of harsh consequences.",
        world.signal("threat", "ARV", "BOR", consequence="harsh consequences"),
    )
    expulsion = world.act("SANCTION", "ARV", "BOR")
    word = world.only_word([vague, *later(5, "Arvia expelled Borland's envoys.", expulsion)])
    assert word.outcome is KEPT


# --- the deadline -----------------------------------------------------------------------------


def test_a_promise_is_pending_until_its_deadline_and_broken_after_it(world, pledge, later):
    quiet = later(40, "Halmark's parliament met.")
    word = world.only_word([pledge(), *quiet], until=32)  # 1 April
    assert (word.outcome, word.deadline, word.deadline_passed) == (PENDING, world.day(32), False)
    word = world.only_word([pledge(), *quiet], until=40)
    assert (word.outcome, word.deadline_passed) == (BROKEN, True)


def test_nobody_is_called_a_breaker_of_their_word_where_no_later_report_names_them(world, pledge):
    word = world.only_word([pledge()])
    assert word.outcome is UNCLEAR
    assert "No report after the deadline" in word.because


def test_what_was_promised_and_comes_late_is_broken(world, pledge, later):
    tanks = world.act("AID", "HAL", "BOR", on=50, trigger="delivered")
    word = world.only_word([pledge(), *later(50, "Halmark delivered 20 tanks.", tanks)])
    assert (word.outcome, word.deed) == (BROKEN, DeedState.SEEN)
    assert "18 days after the deadline" in word.because


def test_an_undated_report_just_after_the_deadline_may_be_of_an_act_in_time(world, pledge, later):
    tanks = world.act("AID", "HAL", "BOR", trigger="delivered")
    word = world.only_word([pledge(), *later(34, "Halmark delivered 20 tanks.", tanks)])
    assert word.outcome is KEPT


def test_without_a_deadline_a_promise_stays_pending(world, pledge, later):
    word = world.only_word([pledge("to deliver tanks"), *later(90, "Halmark's parliament met.")])
    assert (word.outcome, word.deadline_passed) == (PENDING, None)


def test_less_than_promised_is_unclear(world, pledge, later):
    tanks = world.act("AID", "HAL", "BOR", trigger="delivered")
    word = world.only_word([pledge(), *later(20, "Halmark delivered 5 tanks.", tanks)])
    assert word.outcome is UNCLEAR
    assert "5 of 20" in word.because


def test_a_promise_taken_back_is_broken_at_once(world, pledge, later):
    refusal = world.act("AID", "HAL", "BOR", status="negated", tense="future", trigger="deliver")
    word = world.only_word([pledge(), *later(9, "Halmark will not deliver 20 tanks.", refusal)], 12)
    assert word.outcome is BROKEN


# --- who says so ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "report", "reason"),
    [
        ({"attribution": "anonymous", "speaker": "officials"}, {}, "unnamed sources only"),
        ({}, {"grade": "E"}, "graded unreliable"),
    ],
)
def test_a_deed_on_doubtful_word_alone_is_unclear(world, threat, later, fields, report, reason):
    strike = world.act("ASSAULT", "ARV", "BOR", **fields)
    word = world.only_word([threat, *later(9, "Arvia shelled Borland.", strike, **report)])
    assert (word.outcome, word.deed) == (UNCLEAR, DeedState.UNCLEAR)
    assert reason in word.because


def test_one_contested_voice_is_not_enough_and_two_independent_ones_are(world, threat, later):
    strike = world.act("ASSAULT", "ARV", "BOR")
    denial = world.act("ASSAULT", "ARV", "BOR", status="negated", speaker="Arvia")
    told = [
        threat,
        *later(9, "Arvia shelled Borland.", strike),
        world.reading(10, "Arvia denied it.", denial, by="Herald"),
    ]
    word = world.only_word(told)
    assert word.outcome is UNCLEAR
    assert "denied" in word.because
    second = world.reading(10, "Arvia shelled Borland at dawn.", strike, by="Monitor")
    assert world.only_word([*told, second]).outcome is KEPT


def test_a_copy_is_no_second_voice(world, threat, later):
    strike = world.act("ASSAULT", "ARV", "BOR")
    denial = world.act("ASSAULT", "ARV", "BOR", status="negated", speaker="Arvia")
    first, *rest = later(9, "Arvia shelled Borland.", strike)
    copy = world.reading(
        10, "Arvia shelled Borland.", strike, by="Echo", duplicate_of=first.report.id
    )
    denied = world.reading(10, "Arvia denied it.", denial, by="Herald")
    assert world.only_word([threat, first, *rest, copy, denied]).outcome is UNCLEAR


def test_nobody_proves_their_own_promise_kept(world, pledge, later):
    own = world.act("AID", "HAL", "BOR", trigger="delivered", speaker="Sundal")
    text = "Halmark delivered 20 tanks, Sundal said."
    speaker = world.statement("Halmark delivered 20 tanks", speaker="Sundal", speaker_code="HAL")
    word = world.only_word([pledge(), *later(20, text, own, speaker)])
    assert word.outcome is UNCLEAR
    assert "only the doer itself" in word.because


# --- the condition ----------------------------------------------------------------------------


@pytest.fixture
def conditional(world):
    """Arvia threatens to cut the gas under a condition with a coded act in it."""

    def make(condition: str, *inside, text: str = ""):
        return world.reading(
            1,
            f"Arvia will cut the gas {condition}.",
            world.signal(
                "threat",
                "ARV",
                "BOR",
                condition=condition.removeprefix("if "),
                consequence="Arvia will cut the gas",
            ),
            world.act("SANCTION", "ARV", "BOR", status="conditional", trigger="cut"),
            *inside,
        )

    return make


def crossing(world, status="conditional", **fields):
    return world.act("ASSAULT", "BOR", "ARV", status=status, trigger="attacks", **fields)


def test_a_threat_whose_condition_never_came_was_not_put_to_the_test(world, conditional, later):
    word = world.only_word(
        [conditional("if Borland attacks", crossing(world)), *later(50, "Arvia was quiet.")]
    )
    assert (word.condition_state, word.tested, word.outcome) == (
        ConditionState.NOT_MET,
        False,
        PENDING,
    )
    assert "Not put to the test" in word.because


def test_condition_and_then_deed_keep_it_and_the_deed_alone_does_not(world, conditional, later):
    threat = conditional("if Borland attacks", crossing(world))
    attack = world.reading(5, "Borland attacks Arvia.", crossing(world, "actual"), by="Monitor")
    cut = world.act("SANCTION", "ARV", "BOR", trigger="cut")
    answer = later(7, "Arvia cut the gas to Borland.", cut)
    word = world.only_word([threat, attack, *answer])
    assert (word.condition_state, word.condition_day) == (ConditionState.MET, world.day(5))
    assert word.outcome is KEPT
    assert word.condition_events
    assert word.deed_events
    word = world.only_word([threat, *answer])
    assert word.outcome is UNCLEAR


def test_a_deed_before_its_condition_is_no_answer_to_it(world, conditional, later):
    cut = world.act("SANCTION", "ARV", "BOR", trigger="cut")
    attack = world.reading(9, "Borland attacks Arvia.", crossing(world, "actual"), by="Monitor")
    word = world.only_word(
        [
            conditional("if Borland attacks", crossing(world)),
            *later(4, "Arvia cut the gas to Borland.", cut),
            attack,
        ]
    )
    assert (word.condition_state, word.outcome) == (ConditionState.MET, PENDING)


def unless(world, conditional):
    leaving = world.act("RETREAT", "BOR", mode="withdraw", status="conditional", trigger="leaves")
    return conditional("unless Borland leaves by 15 March", leaving)


def test_an_ultimatum_is_put_to_the_test_when_its_time_is_up(world, conditional, later):
    threat = unless(world, conditional)
    quiet = later(40, "Borland stayed.")
    assert world.only_word([threat, *quiet], until=15).tested is False
    word = world.only_word([threat, *quiet])
    assert (word.condition_state, word.tested, word.outcome) == (ConditionState.MET, True, PENDING)
    cut = world.act("SANCTION", "ARV", "BOR", trigger="cut")
    word = world.only_word([threat, *later(17, "Arvia cut the gas to Borland.", cut)])
    assert word.outcome is KEPT


def test_an_ultimatum_that_is_obeyed_is_not_tested_and_broken_by_the_deed_all_the_same(
    world, conditional, later
):
    threat = unless(world, conditional)
    left = world.act("RETREAT", "BOR", mode="withdraw", trigger="left")
    obeyed = later(12, "Borland left.", left)
    word = world.only_word([threat, *obeyed])
    assert (word.outcome, word.tested) == (UNCLEAR, False)
    assert "what it demanded was done" in word.because
    cut = world.reading(
        20, "Arvia cut the gas to Borland.", world.act("SANCTION", "ARV", "BOR", trigger="cut")
    )
    assert world.only_word([threat, *obeyed, cut]).outcome is BROKEN


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("Borland's soldiers crossed the Tolm on Tuesday.", ConditionState.MET),
        ("Borland's soldiers held an exercise near the Tolm.", ConditionState.UNCLEAR),
        ("Borland's soldiers left the Tolm.", ConditionState.UNCLEAR),
        ("Arvia's soldiers crossed the Tolm on Tuesday.", ConditionState.UNCLEAR),
    ],
)
def test_a_condition_without_a_coded_act_is_met_by_what_is_told_in_like_words(
    world, conditional, told, state
):
    threat = conditional("if Borland's soldiers cross the Tolm")
    about = "BOR" if "Borland" in told else "ARV"
    word = world.only_word(
        [threat, world.reading(9, told, world.statement(told, about), by="Monitor")]
    )
    assert word.condition_state is state
    assert bool(word.condition_events) is (state is ConditionState.MET)


# --- the other kinds --------------------------------------------------------------------------


def reassurance(world, text="Arvia assured Borland that it would not attack."):
    return world.reading(
        1,
        text,
        world.signal("reassurance", "ARV", "BOR"),
        world.act("ASSAULT", "ARV", status="negated", tense="future", trigger="attack"),
    )


def test_a_word_to_refrain_is_broken_by_the_deed_and_kept_by_its_absence(world, later):
    word = world.only_word([reassurance(world)], until=20)
    assert (word.outcome, word.refrains) == (PENDING, True)
    assert world.only_word([reassurance(world), *later(40, "Arvia was quiet.")]).outcome is KEPT
    strike = world.act("ASSAULT", "ARV", "BOR")
    assert (
        world.only_word([reassurance(world), *later(9, "Arvia struck.", strike)]).outcome is BROKEN
    )


def test_a_ceasefire_binds_both_sides_and_is_broken_by_the_one_that_fires(world, later):
    signed = world.reading(
        1, "Arvia and Borland signed a ceasefire.", world.act("AGREE", "ARV BOR", "OND")
    )
    strike = world.act("ASSAULT", "ARV", "BOR")
    found = world.follow([signed, *later(9, "Arvia shelled Borland.", strike)]).followed
    assert {(word.sender, word.outcome) for word in found} == {
        (("ARV",), BROKEN),
        (("BOR",), KEPT),
    }


def demand(world):
    return world.reading(
        1,
        "Arvia demanded that Borland release the fishermen by 20 March.",
        world.signal(
            "demand",
            "ARV",
            "BOR",
            consequence="that Borland release the fishermen by 20 March",
        ),
        world.act("RETREAT", "BOR", mode="release", status="hypothetical", trigger="release"),
    )


@pytest.mark.parametrize(
    ("text", "type_", "fields", "outcome"),
    [
        ("Borland released the fishermen.", "RETREAT", {"mode": "release"}, KEPT),
        ("Borland rejected Arvia's demand.", "REJECT", {}, BROKEN),
        (
            "Borland refused to release the fishermen.",
            "RETREAT",
            {"mode": "release", "status": "negated"},
            BROKEN,
        ),
        ("Borland's parliament met.", "CONSULT", {}, BROKEN),  # the deadline passed
    ],
)
def test_a_demand_is_met_or_not_by_its_receiver(world, later, text, type_, fields, outcome):
    answer = world.act(type_, "BOR", "ARV", trigger="release", **fields)
    assert world.only_word([demand(world), *later(10, text, answer)]).outcome is outcome


def denial(world):
    return world.reading(
        6,
        "Arvia denied that it had shelled Kest.",
        world.signal("denial", "ARV", "BOR"),
        world.act("ASSAULT", "ARV", "BOR", status="negated", tense="past", trigger="shelled"),
    )


def test_a_denial_is_contradicted_by_later_well_attested_reports(world, later):
    strike = world.act("ASSAULT", "ARV", "BOR", on=5, trigger="shelled")
    one = later(7, "Arvia shelled Kest on 5 March.", strike)
    assert world.only_word([denial(world), *one]).outcome is UNCLEAR
    two = world.reading(8, "Arvia shelled Kest on 5 March.", strike, by="Monitor")
    assert world.only_word([denial(world), *one, two]).outcome is BROKEN


def test_a_later_act_does_not_contradict_a_denial_of_an_earlier_one(world, later):
    strike = world.act("ASSAULT", "ARV", "BOR", on=25, trigger="shelled")
    told = later(26, "Arvia shelled Kest on 25 March.", strike)
    second = world.reading(26, "Arvia shelled Kest.", strike, by="Monitor")
    assert world.only_word([denial(world), *told, second]).outcome is KEPT


def test_a_denial_stands_once_nobody_has_contradicted_it_for_a_month(world, later):
    quiet = later(30, "Arvia was quiet.")
    assert world.only_word([denial(world), *quiet], until=30).outcome is PENDING
    assert world.only_word([denial(world), *quiet]).outcome is KEPT


def test_an_offer_turned_down_is_not_put_to_the_test(world, later):
    offer = world.reading(
        1,
        "Ondria offered Arvia to host talks.",
        world.signal("offer", "OND", "ARV", consequence="to host talks"),
        world.act("CONSULT", "OND", "ARV", status="future", trigger="host"),
    )
    no = world.act("REJECT", "ARV", "OND", trigger="rejected")
    word = world.only_word([offer, *later(4, "Arvia rejected Ondria's offer of talks.", no)])
    assert word.outcome is UNCLEAR
    assert "turned down" in word.because


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("accusation", "announces no deed"), ("warning", "could not be read as an act")],
)
def test_what_announces_no_deed_is_listed_as_unclear(world, kind, reason):
    word = world.only_word(
        [world.reading(1, "Arvia spoke of Borland.", world.signal(kind, "ARV", "BOR"))]
    )
    assert word.outcome is UNCLEAR
    assert reason in word.because


def test_a_word_in_an_undated_report_cannot_be_followed(world):
    word = world.only_word(
        [world.reading(None, "Arvia will shell Kest.", world.signal("threat", "ARV", "BOR"))]
    )
    assert word.outcome is UNCLEAR
    assert "no date" in word.because


# --- one word, said again ---------------------------------------------------------------------


def test_a_promise_and_the_commitment_in_its_words_are_one_word(world, pledge):
    word = world.only_word([pledge()])
    assert word.kind is SignalKind.PROMISE
    assert [key[:2] for key in word.utterances] == ["sg", "cm"]


def test_a_threat_said_again_is_one_word_until_it_is_carried_out(world, threat, later):
    again = world.reading(
        4,
        f"{SHELLING}, it said again.",
        world.signal("threat", "ARV", "BOR", consequence=SHELLING),
        world.act("ASSAULT", "ARV", "BOR", status="future", trigger="shell"),
    )
    word = world.only_word([threat, again])
    assert len(word.utterances) == 2
    assert (word.first_said, word.last_said) == (world.day(1), world.day(4))
    strike = world.act("ASSAULT", "ARV", "BOR")
    between = world.reading(2, "Arvia shelled Borland.", strike, by="Gazette")
    outcomes = [word.outcome for word in world.follow([threat, again, between]).followed]
    assert outcomes == [KEPT, PENDING]


@pytest.mark.parametrize(
    ("sender", "receiver", "consequence"),
    [
        ("HAL", "BOR", SHELLING),
        ("ARV", "OND", SHELLING),
        ("ARV", "BOR", "Arvia would expel every diplomat"),
    ],
)
def test_other_sides_or_another_deed_make_another_word(
    world, threat, sender, receiver, consequence
):
    other = world.reading(
        4,
        f"{consequence}, it said.",
        world.signal("threat", sender, receiver, consequence=consequence),
    )
    assert len(world.follow([threat, other]).followed) == 2


def test_every_signal_and_commitment_finds_its_outcome(world, threat, pledge):
    readings = [threat, pledge(), demand(world), denial(world), reassurance(world)]
    found = world.follow(readings).by_utterance()
    said = {item.id for each in readings for item in (*each.signals, *each.commitments)}
    assert said <= found.keys()


def test_an_imported_word_without_a_quotation_is_followed_like_any_other(world, later):
    kept = world.reading(1, "Arvia threatens.", world.signal("threat", "ARV", "BOR"))
    bare = kept.signals[0].model_copy(update={"evidence": (), "consequence": "harsh measures"})
    strike = world.act("ASSAULT", "ARV", "BOR")
    told = [kept.model_copy(update={"signals": (bare,)}), *later(9, "Arvia struck.", strike)]
    assert world.only_word(told).outcome is KEPT
