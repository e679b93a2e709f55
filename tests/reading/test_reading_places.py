"""Where an act happened, in the report's words."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Kenya's minister met Uganda's president in Kampala on Monday.", "Kampala"),
        ("Ethiopian jets struck Eritrean convoys near Adigrat in May.", "Adigrat"),
        ("Chad shelled Sudanese positions in the Darfur region.", "the Darfur region"),
        ("Kenya condemned Uganda in a statement.", None),  # a statement is no place
        ("Kenya condemned Uganda in March.", None),  # nor is a month
    ],
)
def test_an_act_keeps_the_place_that_its_clause_names(read_text, sentence, place) -> None:
    (event,) = read_text(sentence).events
    assert event.place == place
