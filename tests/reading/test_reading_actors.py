"""Who is meant: names, people by date, pronouns, groups and what merely names a place.

Every sentence makes one accusation, always invented and always the same, so that its
source is whom the words stand for.
"""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.domain import EventType

ACCUSED = "of breaking the truce"


def accusers(reading) -> list[str]:
    """Codes of all who accuse somebody in a reading, sorted."""
    return sorted(
        code for event in reading.events if event.type is EventType.ACCUSE for code in event.source
    )


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("Kenya", "KEN"),
        ("The Republic of Moldova", "MDA"),
        ("Great Britain", "GBR"),
        ("The UK", "GBR"),
        ("Downing Street", "GBR"),
        ("The White House", "USA"),
        ("Pyongyang", "PRK"),
        ("The Kremlin", "RUS"),
        ("The Elysée", "FRA"),
        ("The European Union", "EU"),
        ("The Arab League", "ARAB_LEAGUE"),
        ("Hezbollah", "HEZBOLLAH"),
        ("Côte d'Ivoire", "CIV"),
        ("Ivory Coast", "CIV"),
    ],
)
def test_a_name_stands_for_its_actor(read_text, subject, code):
    reading = read_text(f"{subject} accused Mongolia {ACCUSED}.")
    assert accusers(reading) == [code]


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("The Kenyan government", "KEN"),
        ("Kenyan officials", "KEN"),
        ("The Kenyan army", "KEN"),
        ("Kenya's foreign ministry", "KEN"),
        ("Kenya's deputy defence minister", "KEN"),
        ("The government of Kenya", "KEN"),
        ("The president of Kenya", "KEN"),
        ("The foreign ministry in Nairobi", "KEN"),
        ("The Kremlin spokesman", "RUS"),
        ("A Downing Street spokeswoman", "GBR"),
        ("A spokesman for the Kremlin", "RUS"),
        ("NATO's secretary general", "NATO"),
        ("The EU's foreign policy chief", "EU"),
        ("Kenya's ambassador to Chad", "KEN"),
        ("The Kenyan ambassador to the United Nations", "KEN"),
    ],
)
def test_an_office_or_organ_stands_for_whom_it_serves(read_text, subject, code):
    reading = read_text(f"{subject} accused Mongolia {ACCUSED}.")
    assert accusers(reading) == [code]


@pytest.mark.parametrize(
    ("sentence", "published", "code"),
    [  # offices as in tocsin/knowledge/data/offices.csv
        ("Angela Merkel accused Mongolia {}.", date(2015, 3, 1), "DEU"),
        ("Anders Fogh Rasmussen accused Mongolia {}.", date(2008, 3, 1), "DNK"),
        ("Anders Fogh Rasmussen accused Mongolia {}.", date(2012, 3, 1), "NATO"),
        ("Jens Stoltenberg accused Mongolia {}.", date(2010, 3, 1), "NOR"),
        ("Jens Stoltenberg accused Mongolia {}.", date(2019, 3, 1), "NATO"),
        ("Mark Rutte accused Mongolia {}.", date(2016, 3, 1), "NLD"),
        ("Mark Rutte accused Mongolia {}.", date(2025, 3, 1), "NATO"),
        ("Ursula von der Leyen accused Mongolia {}.", date(2017, 3, 1), "DEU"),
        ("Ursula von der Leyen accused Mongolia {}.", date(2023, 3, 1), "EU"),
        ("Donald Tusk accused Mongolia {}.", date(2010, 3, 1), "POL"),
        ("Donald Tusk accused Mongolia {}.", date(2017, 3, 1), "EU"),
        ("Donald Tusk accused Mongolia {}.", date(2025, 3, 1), "POL"),
    ],
)
def test_a_person_counts_for_whom_they_spoke_for_that_day(read_text, sentence, published, code):
    reading = read_text(sentence.format(ACCUSED), published)
    assert accusers(reading) == [code]


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("Former NATO Secretary General Jens Stoltenberg", "NOR"),
        ("Ex-NATO chief Jens Stoltenberg", "NOR"),
        ("Former German Chancellor Angela Merkel", "DEU"),
    ],
)
def test_who_is_former_no_longer_speaks_for_the_organisation(read_text, subject, code):
    reading = read_text(f"{subject} accused Mongolia {ACCUSED}.", date(2019, 3, 1))
    assert accusers(reading) == [code]


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("Then-NATO Secretary General Jens Stoltenberg", "NATO"),
        ("Then-Prime Minister Jens Stoltenberg", "NOR"),
        ("Jens Stoltenberg, then prime minister of Norway,", "NOR"),
        ("Then-German Defence Minister Ursula von der Leyen", "DEU"),
    ],
)
def test_then_gives_a_person_the_office_of_that_time(read_text, subject, code):
    reading = read_text(f"{subject} accused Mongolia {ACCUSED}.", date(2026, 3, 1))
    assert accusers(reading) == [code]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        # surnames
        ("Sergei Lavrov met reporters. Lavrov accused Mongolia {}.", ["RUS"]),
        ("Chad's envoy, Amina Zerbo, met reporters. Zerbo accused Mongolia {}.", ["TCD"]),
        ("Chad's deputy minister Amina Zerbo accused Mongolia {}.", ["TCD"]),
        ("Chadian Foreign Minister Amina Zerbo left. Zerbo accused Mongolia {}.", ["TCD"]),
        # he, she
        ("Emmanuel Macron met reporters. He accused Mongolia {}.", ["FRA"]),
        ("Emmanuel Macron met reporters in Rome. Later he accused Mongolia {}.", ["FRA"]),
        ("Ursula von der Leyen met reporters. She accused Mongolia {}.", ["EU"]),
        ("After he met Scholz in Berlin, Macron accused Mongolia {}.", ["FRA"]),
        # it, its, they
        ("Kenya closed its border. It accused Mongolia {}.", ["KEN"]),
        ("Kenya closed its border and its foreign minister accused Mongolia {}.", ["KEN"]),
        (
            "Kenya closed its border because it suspects smugglers, and it accused Mongolia {}.",
            ["KEN"],
        ),
        ("France and Italy closed the strait. They accused Mongolia {}.", ["FRA", "ITA"]),
        # the words for what has been named
        ("Kenya closed its border. The country accused Mongolia {}.", ["KEN"]),
        ("Kenya closed its border. The government accused Mongolia {}.", ["KEN"]),
        ("Emmanuel Macron met reporters. The president accused Mongolia {}.", ["FRA"]),
        ("Dmitry Peskov met reporters. The spokesman accused Mongolia {}.", ["RUS"]),
        ("NATO held a meeting. The alliance accused Mongolia {}.", ["NATO"]),
        ("The EU held a meeting. The bloc accused Mongolia {}.", ["EU"]),
        ("NATO held a meeting. Member states accused Mongolia {}.", ["NATO"]),
        ("NATO held a meeting. Several members of the alliance accused Mongolia {}.", ["NATO"]),
    ],
)
def test_what_refers_back_stands_for_what_was_named(read_text, text, codes):
    reading = read_text(text.format(ACCUSED), date(2022, 3, 1))
    assert accusers(reading) == codes


@pytest.mark.parametrize(
    ("subject", "codes"),
    [
        ("France and Italy", ["FRA", "ITA"]),
        ("France, Italy and Spain", ["ESP", "FRA", "ITA"]),
        ("Both Kenya and Chad", ["KEN", "TCD"]),
        ("The foreign ministers of France and Italy", ["FRA", "ITA"]),
        ("French and Italian officials", ["FRA", "ITA"]),
        ("Kenya, together with Chad,", ["KEN"]),
        ("Kenya, but not Chad,", ["KEN"]),
    ],
)
def test_coordinated_actors_act_together(read_text, subject, codes):
    reading = read_text(f"{subject} accused Mongolia {ACCUSED}.")
    assert accusers(reading) == codes


@pytest.mark.parametrize(
    ("subject", "codes"),
    [
        ("The Kenyan foreign minister, Alfred Okoth,", ["KEN"]),
        ("Alfred Okoth, the Kenyan foreign minister,", ["KEN"]),
        ("Kenya, a neighbour of Uganda,", ["KEN"]),
        ("Alfred Okoth, a spokesman for the Kenyan army,", ["KEN"]),
    ],
)
def test_an_apposition_says_whose_a_person_is(read_text, subject, codes):
    reading = read_text(f"{subject} accused Mongolia {ACCUSED}.")
    assert accusers(reading) == codes


@pytest.mark.parametrize(
    "sentence",
    [
        "Speaking in Paris, Kenya accused Mongolia {}.",
        "Kenya, in a statement released in Paris, accused Mongolia {}.",
        "At a meeting in Paris on Friday, Kenya accused Mongolia {}.",
        "Kenya accused Mongolia {}, its minister said in Paris.",
        "On the road to Paris, Kenyan officials accused Mongolia {}.",
    ],
)
def test_where_it_is_said_is_no_actor(read_text, sentence):
    reading = read_text(sentence.format(ACCUSED))
    assert accusers(reading) == ["KEN"]
    for event in reading.events:
        assert "FRA" not in (*event.source, *event.target)


@pytest.mark.parametrize(
    ("sentence", "absent"),
    [
        ("Somalia accused Mongolia {}.", "MLI"),
        ("Nigeria accused Mongolia {}.", "NER"),
        ("Papua New Guinea accused Mongolia {}.", "GIN"),
        ("South Sudan accused Mongolia {}.", "SDN"),
        ("The German chancellor served turkey before he accused Mongolia {}.", "TUR"),
    ],
)
def test_a_name_within_another_is_not_an_actor(read_text, sentence, absent):
    reading = read_text(sentence.format(ACCUSED))
    assert absent not in {actor.code for actor in reading.mentions}


def test_mentions_count_every_naming_most_often_first(read_text):
    reading = read_text("Kenya met Chad. Kenyan and Chadian envoys spoke. Nairobi was pleased.")
    assert [(actor.code, actor.mentions) for actor in reading.mentions] == [("KEN", 3), ("TCD", 2)]
