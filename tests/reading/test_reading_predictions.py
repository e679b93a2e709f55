"""What a report says will or may come: when, how likely in its words, on whose word."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.domain import Attribution, BlockKind, Horizon

SHORT, MID, LONG, NONE = Horizon.SHORT, Horizon.MID, Horizon.LONG, Horizon.NONE


@pytest.mark.parametrize(
    ("heading", "horizon"),
    [  # up to a year, one to three years, beyond
        ("Short-Term (6-12 months):", SHORT),
        ("Short term", SHORT),
        ("The next six months", SHORT),
        ("Within a year", SHORT),
        ("Near-term outlook", SHORT),
        ("Mid-Term (1-3 years):", MID),
        ("Medium term", MID),
        ("In one to three years", MID),
        ("Over the next two years", MID),
        ("Long-Term (3+ years):", LONG),
        ("Longer-term outlook", LONG),
        ("The next decade", LONG),
        ("Five years ahead", LONG),
        ("In 10-15 years", LONG),
    ],
)
@pytest.mark.parametrize("kind", [BlockKind.LIST_ITEM, BlockKind.PARAGRAPH])
def test_a_heading_gives_its_lines_their_horizon(read_page, heading, horizon, kind):
    reading = read_page(
        (BlockKind.HEADING, heading),
        (kind, "The ferry between Chad and Sudan may return."),
        (kind, "Norway will close its consulate."),
        (BlockKind.HEADING, "What happened so far"),
        (kind, "Iraq may reopen the port."),
    )
    assert [prediction.horizon for prediction in reading.predictions] == [horizon, horizon, NONE]


@pytest.mark.parametrize(
    "heading", ["Conclusion", "Why it matters", "A decade of neglect", "What is the ferry?"]
)
def test_a_heading_without_a_look_ahead_gives_none(read_page, heading):
    reading = read_page(
        (BlockKind.HEADING, heading), (BlockKind.PARAGRAPH, "Norway may close its consulate.")
    )
    assert [prediction.horizon for prediction in reading.predictions] == [NONE]


@pytest.mark.parametrize(
    ("sentence", "horizon"),
    [
        ("Norway will close its consulate within six months.", SHORT),
        ("Norway may close its consulate in the coming weeks.", SHORT),
        ("Norway will soon close its consulate.", SHORT),
        ("In the near future, Norway may close its consulate.", SHORT),
        ("Norway could close its consulate in the next two years.", MID),
        ("In the medium term, Norway may close its consulate.", MID),
        ("Norway is likely to close its consulate within three years.", MID),
        ("Norway will close its consulate over the next decade.", LONG),
        ("In the long run, Norway may close its consulate.", LONG),
        ("The quarrel will last for years to come.", LONG),
        ("Norway is preparing for a war with Sweden within the next decade.", LONG),
        ("Norway may close its consulate.", NONE),
        ("Norway, which has waited for two years, may close its consulate.", NONE),
        ("After three decades in Sudan, Norway may close its consulate.", NONE),
    ],
)
def test_words_that_look_ahead_give_the_horizon(read_text, sentence, horizon):
    assert [prediction.horizon for prediction in read_text(sentence).predictions] == [horizon]


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [  # ranges of Intelligence Community Directive 203 where it has the word
        ("The truce is likely to hold.", 0.55, 0.80),
        ("The truce will likely hold.", 0.55, 0.80),
        ("The truce will probably hold.", 0.55, 0.80),
        ("The truce is very likely to hold.", 0.80, 0.95),
        ("The truce is unlikely to hold.", 0.20, 0.45),
        ("The truce is very unlikely to hold.", 0.05, 0.20),
        ("The truce will almost certainly hold.", 0.95, 0.99),
    ],
)
def test_likelihood_words_become_the_range_of_the_published_scale(read_text, sentence, low, high):
    (prediction,) = read_text(sentence).predictions
    assert (prediction.low, prediction.high) == (low, high)
    assert low <= prediction.probability <= high
    assert prediction.likelihood in sentence


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [  # the likelihood is that of the clause above, and there is one prediction
        ("It is unlikely that Norway will close its consulate in Chad.", 0.20, 0.45),
        ("It is not likely that Norway will close its consulate.", 0.20, 0.45),
        ("It is doubtful that the truce will hold.", 0.20, 0.45),
        ("It is far from certain that the truce will hold.", 0.30, 0.60),
        ("It is by no means certain that the truce will hold this year.", 0.30, 0.60),
        ("It is likely that the truce will hold.", 0.55, 0.80),
        ("It remains unclear whether the truce will hold.", 0.30, 0.70),
        ("There is little chance that the truce will hold.", 0.05, 0.20),
        ("There is a 20 % chance that the truce will hold.", 0.20, 0.20),
        ("There is no guarantee that Sweden will open its ports.", 0.30, 0.60),
        ("Hardly anyone expects that the truce will hold.", 0.05, 0.30),
        ("Nobody expects the truce will hold.", 0.05, 0.30),
        ("Few believe that the truce will hold.", 0.05, 0.30),
        ("Few in the capital believe the talks will succeed.", 0.05, 0.30),
        ("Analysts doubt that the truce will hold.", 0.15, 0.40),
        ("Norway does not expect that Sweden will close its ports.", 0.10, 0.35),
        ("Diplomats said it was unlikely that the truce will hold until March.", 0.20, 0.45),
        ("It is unlikely that Chad will open the border or that Sudan will leave.", 0.20, 0.45),
    ],
)
def test_what_is_judged_likely_or_not_is_one_prediction(read_text, sentence, low, high):
    (prediction,) = read_text(sentence).predictions
    assert (prediction.text, prediction.low, prediction.high) == (sentence, low, high)


def test_what_stands_beside_a_judgement_is_not_judged(read_text):
    reading = read_text(
        "It is unlikely that Chad will leave the pact, and Mali will keep its posts."
    )
    assert [(p.low, p.high) for p in reading.predictions] == [(0.20, 0.45), (0.80, 0.98)]


def test_weaker_words_are_read_as_less_likely(read_text):
    ordered = [
        "The truce is very unlikely to hold.",
        "The truce is unlikely to hold.",
        "The truce may hold.",
        "The truce is likely to hold.",
        "The truce will almost certainly hold.",
    ]
    read = [read_text(sentence).predictions[0].probability for sentence in ordered]
    assert read == sorted(set(read))


@pytest.mark.parametrize(
    "sentence",
    [
        "The truce will not hold.",
        "The truce cannot last and will collapse.",
        "If the talks fail, the truce would collapse.",
        "The truce is expected to hold.",
        "The truce could collapse if Chad leaves the talks.",
        "Analysts expect the truce to hold.",
    ],
)
def test_what_looks_ahead_is_a_prediction(read_text, sentence):
    (prediction,) = read_text(sentence).predictions
    assert prediction.text == sentence
    assert prediction.evidence[0].quote == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        # questions
        "Will the truce hold?",
        "Could Chad leave the talks within a year?",
        # threats and promises are signals
        "Iran will attack Bahrain unless the tankers are released.",
        "Iran said it would strike Bahrain if its tankers were seized.",
        "Norway promised that it would rebuild the school in Malawi.",
        # the past and the present
        "Chad left the talks in May.",
        "The truce could not be saved in time.",
        "The fire may have started in the harbour.",
        "The general said in 2019 that he would retire.",
        "The rule would later become famous.",
        "You can share this page with your friends.",
    ],
)
def test_questions_threats_and_the_past_are_no_predictions(read_text, sentence):
    assert read_text(sentence).predictions == ()


@pytest.mark.parametrize(
    ("sentence", "speaker", "attribution"),
    [
        ("Norway may close its consulate.", None, Attribution.NONE),
        ("Emmanuel Macron said that the truce may collapse.", "Emmanuel Macron", Attribution.NAMED),
        (
            "Some analysts believe that the truce may collapse.",
            "Some analysts",
            Attribution.ANONYMOUS,
        ),
        (
            "According to diplomats, the truce is likely to hold.",
            "diplomats",
            Attribution.ANONYMOUS,
        ),
    ],
)
def test_a_prediction_keeps_who_made_it(read_text, sentence, speaker, attribution):
    (prediction,) = read_text(sentence).predictions
    assert (prediction.speaker, prediction.attribution) == (speaker, attribution)


def test_every_bullet_under_a_horizon_counts_even_without_a_modal(read_page):
    reading = read_page(
        (BlockKind.HEADING, "Mid-term (1-3 years)"),
        (BlockKind.LIST_ITEM, "A slow thaw between Chad and Sudan."),
        (BlockKind.LIST_ITEM, "If trade grows, a customs union."),
        (BlockKind.LIST_ITEM, "Norway is likely to return."),
        (BlockKind.LIST_ITEM, "Will Sweden follow?"),
    )
    assert [prediction.horizon for prediction in reading.predictions] == [MID, MID, MID]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A new quarrel is a real possibility.", ["A new quarrel is a real possibility."]),
        ("A return to the talks seems conceivable.", ["A return to the talks seems conceivable."]),
        ("A mutiny is more likely than not.", ["A mutiny is more likely than not."]),
        ("A mutiny can no longer be ruled out.", ["A mutiny can no longer be ruled out."]),
        (
            "Should the truce fail, both towns would be drawn in.",
            ["Should the truce fail, both towns would be drawn in."],
        ),
        (
            "The truce is likely to hold, and prices will fall.",
            ["The truce is likely to hold", "prices will fall."],
        ),
        (
            "If the rains fail, the truce could collapse, and Chad might leave the talks.",
            ["If the rains fail, the truce could collapse", "Chad might leave the talks."],
        ),
        (
            "Diplomats say that a raid is likely, whereas an invasion is improbable.",
            ["Diplomats say that a raid is likely", "an invasion is improbable."],
        ),
    ],
)
def test_each_clause_that_looks_ahead_is_a_prediction(read_text, sentence, expected):
    assert [prediction.text for prediction in read_text(sentence).predictions] == expected


@pytest.mark.parametrize(
    ("sentence", "horizon"),
    [
        ("The truce may collapse before Christmas.", SHORT),
        ("The truce will probably hold until the rains.", SHORT),
        ("A vote may be held in December.", SHORT),
        ("A strike is likely before summer.", SHORT),
    ],
)
def test_times_of_the_year_are_the_next_ones(read_text, sentence, horizon):
    assert [prediction.horizon for prediction in read_text(sentence).predictions] == [horizon]


@pytest.mark.parametrize(
    "sentence",
    ['"We will not leave the town," Chad said.', "Chad said that it would be there."],
)
def test_a_plan_of_ones_own_is_no_prediction(read_text, sentence):
    assert read_text(sentence).predictions == ()


def test_years_and_more_lie_far_ahead(read_page):
    reading = read_page(
        (BlockKind.PARAGRAPH, "Three years and more: Chad may leave the talks. Togo could follow.")
    )
    assert [prediction.horizon for prediction in reading.predictions] == [LONG, LONG]


@pytest.mark.parametrize(
    ("text", "horizons"),
    [
        # a term at the head of a sentence holds for what follows, until another
        ("By 2027 Chad may split. Sudan could follow.", [MID, MID]),
        (
            "In the next six months Chad may split. Sudan could follow. "
            "Over the next decade Libya may join.",
            [SHORT, SHORT, LONG],
        ),
        ("With the rains due in June, Chad may flood and Sudan could starve.", [SHORT, SHORT]),
        # a term within a clause is that clause's
        ("A war between Chad and Sudan within weeks is likely. Libya may join.", [SHORT, NONE]),
        ("Over the next few years Chad may split.", [MID]),
        ("In the coming years Chad may split.", [MID]),
        ("Chad will hardly recover this decade.", [LONG]),
        ("Chad may strike by early summer.", [SHORT]),
        ("Chad may strike by Sunday.", [SHORT]),
        ("Chad may strike, in weeks rather than months.", [SHORT]),
        ("By the early 2030s Chad may have split.", [LONG]),
    ],
)
def test_how_far_a_term_reaches(read_text, text, horizons):
    found = read_text(text, date(2025, 10, 1)).predictions
    assert [prediction.horizon for prediction in found] == horizons


@pytest.mark.parametrize(
    "sentence",
    [
        "Within three years Chad will have split.",
        "A war between Chad and Sudan can practically be excluded.",
        "A war between Chad and Sudan is thought to be imminent.",
        "If Chad falls, Sudan may follow. Libya would be next.",
    ],
)
def test_what_else_looks_ahead(read_text, sentence):
    assert read_text(sentence, date(2025, 10, 1)).predictions


@pytest.mark.parametrize(
    "sentence",
    [
        "The council of Chad will convene on Monday.",
        "Norway will train pilots of Chad.",
        "On 10 May our team met people from Chad.",
        "Chad said that its ban would be lifted.",
    ],
)
def test_what_is_announced_or_past_is_no_forecast(read_text, sentence):
    assert read_text(sentence, date(2025, 10, 1)).predictions == ()


def test_a_sentence_with_a_colon_is_no_label(read_text):
    reading = read_text("Anyone could see it in the next week: Chad is dry. Sudan has left.")
    assert not [p for p in reading.predictions if "Sudan" in p.text]


@pytest.mark.parametrize(
    ("sentence", "due"),
    [  # the report is of 12 September 2031
        ("The truce will hold until October.", date(2031, 10, 31)),
        ("The truce will hold until March.", date(2032, 3, 31)),
        ("The truce will probably collapse within three weeks.", date(2031, 10, 3)),
        ("The truce may collapse this year.", date(2031, 12, 31)),
        ("The truce may collapse by 2035.", date(2035, 12, 31)),
        ("The truce may collapse by 3 October.", date(2031, 10, 3)),
        ("The truce will not hold.", None),
        ("If the talks fail by October, the truce will collapse.", None),
    ],
)
def test_a_prediction_is_due_by_the_last_day_it_names(read_text, sentence, due):
    found = read_text(sentence, date(2031, 9, 12)).predictions
    assert [prediction.due for prediction in found] == [due]
