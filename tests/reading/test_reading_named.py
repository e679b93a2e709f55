"""What is named in a sentence, and where each name begins and ends."""

import pytest

from tocsin.evaluation.tagged_file import spans_of
from tocsin.knowledge.named_things import is_noun, noun_kinds
from tocsin.reading.coder import tag_entities


def named(sentence):
    tokens = sentence.split()
    (tags,) = tag_entities([tokens])
    return [(span.kind, " ".join(tokens[span.start : span.end])) for span in spans_of(tags)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # A phrase is named whole: determiner, title and modifiers with it.
        (
            "The Norwegian foreign minister praised the navy .",
            [("Person", "The Norwegian foreign minister"), ("Organisation", "the navy")],
        ),
        (
            "The prime minister of Peru resigned on 4 March 2019 .",
            [("Person", "The prime minister of Peru"), ("Temporal", "4 March 2019")],
        ),
        # Pronouns stand for people; "it" may stand for anything.
        ("She thanked them for it .", [("Person", "She"), ("Organisation", "them")]),
        # A state that acts is an organisation; one where things happen, a place.
        (
            "Chile sent doctors .",
            [("Organisation", "Chile"), ("Organisation", "doctors")],
        ),
        ("The doctors landed in Chile .", [("Organisation", "The doctors"), ("Location", "Chile")]),
        # One soldier is a person, several are a body of people.
        ("A soldier left .", [("Person", "A soldier")]),
        ("Soldiers left .", [("Organisation", "Soldiers")]),
        # "of" goes on with a name.
        (
            "Trucks reached the city of Arequipa .",
            [("MilitaryPlatform", "Trucks"), ("Location", "the city of Arequipa")],
        ),
        # A number stands apart from what it counts.
        (
            "The rebels captured seven helicopters .",
            [
                ("Organisation", "The rebels"),
                ("Quantity", "seven"),
                ("MilitaryPlatform", "helicopters"),
            ],
        ),
        # Currency and magnitude belong to a sum, "more than" does not.
        (
            "Japan paid more than $ 7 . 5 million for the rifles .",
            [("Organisation", "Japan"), ("Money", "$ 7 . 5 million"), ("Weapon", "the rifles")],
        ),
        # A document is a certain one.
        (
            "They rejected Resolution 9041 .",
            [("Organisation", "They"), ("DocumentReference", "Resolution 9041")],
        ),
        # A phrase of no kind may still hold names.
        ("The Danish crisis deepened .", [("Nationality", "Danish")]),
    ],
)
def test_what_is_named(sentence, expected):
    assert named(sentence) == expected


@pytest.mark.parametrize(
    "sentence", ["Progress was slow .", "Reports matter .", "It rained daily .", ". . ."]
)
def test_what_names_nothing(sentence):
    assert named(sentence) == []


def test_what_is_named_does_not_depend_on_the_other_sentences():
    sentences = [row.split() for row in ("Ghana paid Togo .", "", "We met at the port of Lagos .")]
    alone = [tag_entities([tokens])[0] for tokens in sentences]
    assert tag_entities(sentences) == alone
    assert [len(row) for row in alone] == [4, 0, 8]


@pytest.mark.parametrize(
    ("word", "kind", "expected"),
    [
        ("Gunmen", "person", True),
        ("ministries", "body", True),
        ("fortresses", "place", True),
        ("idea", "weapon", False),
    ],
)
def test_nouns_are_found_in_both_numbers(word, kind, expected):
    assert is_noun(word, kind) is expected


def test_lists_of_nouns_hold_plain_lower_case_words():
    for words in noun_kinds().values():
        assert words
        assert all(word == word.lower() and word.isalpha() for word in words)
