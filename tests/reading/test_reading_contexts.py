"""Contexts: every one of the PLOVER codebook, told by the words of the act's own clause."""

from __future__ import annotations

import pytest

from tocsin.domain import EventType, KnowledgeError
from tocsin.knowledge.codebook import codebook
from tocsin.knowledge.modes import Term, context_terms, contexts_of_kind
from tocsin.reading.contexts import MOST

# The context named stands first: its word is the nearest to the act.
FIRST = [
    ("Uganda sheltered refugees from South Sudan.", "asylum"),
    ("Kenya praised Uganda's uranium policy.", "cbrn"),
    ("Kenya accused Uganda of bribery.", "corruption"),
    ("Kenya accused Uganda of smuggling.", "crime"),
    ("Kenya accused Uganda of hacking.", "cyber"),
    ("Norway praised the democratic opposition of Malawi.", "democracy"),
    ("Kenya summoned the Ugandan ambassador.", "diplomatic"),
    ("Norway helped Malawi after the earthquake.", "disaster"),
    ("Kenya granted Uganda a loan.", "economic"),
    ("Kenya condemned the election in Uganda.", "election"),
    ("Kenya blamed Uganda for pollution.", "environment"),
    ("Kenya criticised the austerity of Uganda.", "executive"),
    ("Kenya condemned violence against women in Uganda.", "gender"),
    ("Norway sent vaccines to Malawi.", "health"),
    ("Kenya condemned colonial rule by Belgium.", "historical"),
    ("Kenya accused Uganda of torture.", "human_rights"),
    ("Chad demolished homes in Sudan.", "human_security"),
    ("Norway sent famine relief to Malawi.", "humanitarian"),
    ("Kenya accused Uganda of growing opium.", "illegal_drugs"),
    ("Kenya blamed Uganda for poverty.", "inequality"),
    ("Mali sabotaged a pipeline in Niger.", "infrastructure"),
    ("Norway shared intelligence with Denmark.", "intelligence"),
    ("Chad arrested two Sudanese teachers.", "legal"),
    ("The parliament of Kenya condemned the bill of Uganda.", "legislative"),
    ("Kenya condemned gay marriage in Uganda.", "lgbt"),
    ("Ghana seized a trawler of Togo.", "maritime"),
    ("Kenya urged Uganda to stop migrants.", "migration"),
    ("Kenya attacked Uganda with missiles.", "military"),
    ("Chad spread disinformation about Sudan.", "misinformation"),
    ("Ghana sent peacekeepers to Togo.", "peacekeeping"),
    ("Ghana urged Togo to change its constitution.", "political_institutions"),
    ("Kenya condemned the dictatorship in Uganda.", "pro_autocracy"),
    ("Kenya condemned the burning of mosques in Uganda.", "religion_ethnicity"),
    ("Ghana accused Togo of stealing timber.", "resource"),
    ("Ghana condemned the censorship in Togo.", "rights_freedoms"),
    ("Iran annexed an enclave of Iraq.", "territory"),
    ("Kenya condemned terrorism in Uganda.", "terrorism"),
]


@pytest.mark.parametrize(("sentence", "context"), FIRST, ids=[row[1] for row in FIRST])
def test_the_nearest_word_tells_the_first_context(read_text, sentence, context) -> None:
    contexts = [event.contexts[:1] for event in read_text(sentence).events]
    assert (context,) in contexts


def test_the_table_has_every_context_of_the_codebook() -> None:
    assert [context for _, context in FIRST] == sorted(codebook().contexts)


@pytest.mark.parametrize(
    ("sentence", "contexts"),
    [
        # several, in the order of nearness
        ("Kenya accused Uganda of smuggling gold.", ("crime", "resource")),
        # a context that the codebook gives every act of the mode comes last
        ("Ghana returned a trawler to Togo.", ("maritime", "legal")),
        # longest term: "tear gas" is no fuel
        ("Kenyan police fired tear gas at Ugandan students.", ("legal", "pro_autocracy")),
        # computers attacked: unconventional, yet no matter of poison gas
        ("Iran hacked a bank in Israel.", ("cyber", "economic")),
        # nothing told, nothing given
        ("Kenya criticised Uganda.", ()),
        # an actor's name tells no context
        ("Kenya criticised the Islamic State.", ()),
    ],
)
def test_which_contexts_an_act_has(read_text, sentence, contexts) -> None:
    (event,) = read_text(sentence).events
    assert event.contexts == contexts


def test_each_clause_has_its_own_contexts(read_text) -> None:
    text = "Norway sent vaccines to Malawi while Kenya condemned the election in Uganda."
    told = {event.type: event.contexts for event in read_text(text).events}
    assert told == {EventType.AID: ("health",), EventType.ACCUSE: ("election",)}


def test_no_event_has_many(read_text) -> None:
    text = (
        "Kenya accused Uganda of smuggling gold, cocaine, oil, refugees, missiles and rifles "
        "through a hospital, a court, a church and a parliament."
    )
    assert [len(event.contexts) for event in read_text(text).events] == [MOST]


def test_a_kind_of_act_has_what_all_its_cameo_codes_have_in_common() -> None:
    # CAMEO 152 and 154 both convert to troops and military; 070 to 075 have nothing in common.
    assert contexts_of_kind(EventType.MOBILIZE, "troops") == ("military",)
    assert contexts_of_kind(EventType.AID, None) == ()


def test_there_are_many_terms_and_the_longest_is_tried_first() -> None:
    terms = context_terms()
    assert sum(map(len, terms.values())) > 1000
    assert terms["tear"] == (Term(("gas",), "pro_autocracy"),)
    for rows in terms.values():
        lengths = [len(row.rest) for row in rows]
        assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ([{"context": "weather", "terms": "rain"}], "no context 'weather'"),
        (
            [{"context": "cyber", "terms": "bot"}, {"context": "crime", "terms": "bot"}],
            "'bot' stands under cyber and crime",
        ),
    ],
)
def test_a_wrong_row_is_refused(monkeypatch, rows, complaint) -> None:
    monkeypatch.setattr("tocsin.knowledge.modes.rows_of", lambda _: rows)
    with pytest.raises(KnowledgeError, match=complaint):
        context_terms.__wrapped__()
