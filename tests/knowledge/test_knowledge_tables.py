"""Our tables keep their own rules: every code known, every date in order, nothing twice."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tocsin.domain import ActorKind, KnowledgeError
from tocsin.knowledge import tables
from tocsin.knowledge.ambiguity import name_classes, read_rules, read_stop_phrases
from tocsin.knowledge.catalogue import read_catalogue
from tocsin.knowledge.tables import parse_day, read_table

CATALOGUE = read_catalogue()
RULES = read_rules()
KNOWN = set(CATALOGUE.actors) | set(CATALOGUE.people)
TABLES = (
    "states.csv",
    "organisations.csv",
    "memberships.csv",
    "metonyms.csv",
    "ambiguous.csv",
    "stop_phrases.csv",
    "name_words.csv",
)


@pytest.mark.parametrize("name", TABLES)
def test_source_and_retrieval_date_stand_beside_each_table(name: str) -> None:
    with (tables.DATA / name).open(encoding="utf-8") as lines:
        comment = " ".join(line for line in lines if line.startswith("#"))
    assert "retrieved: 2026-11" in comment
    assert "source: " in comment or "SOURCES.md for sources" in comment
    assert name in (tables.DATA / "SOURCES.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TABLES)
def test_cells_have_no_stray_blanks_and_lists_no_empty_or_repeated_items(name: str) -> None:
    for row in read_table(name):
        for column, cell in row.items():
            assert cell == cell.strip(), row.where
            items = cell.split("|") if cell else []
            assert all(item == item.strip() != "" for item in items), (row.where, column)
            assert len(set(items)) == len(items), (row.where, column, Counter(items))


@pytest.mark.parametrize("name", ["states.csv", "organisations.csv"])
def test_a_code_stands_once(name: str) -> None:
    codes = [row["code"] for row in read_table(name)]
    assert [code for code, times in Counter(codes).items() if times > 1] == []


def test_no_code_is_a_state_and_an_organisation() -> None:
    states = {row["code"] for row in read_table("states.csv")}
    assert states.isdisjoint(row["code"] for row in read_table("organisations.csv"))


def test_there_are_at_least_150_organisations_alliances_and_armed_groups() -> None:
    kinds = Counter(row["kind"] for row in read_table("organisations.csv"))
    assert kinds["organisation"] + kinds["alliance"] + kinds["armed_group"] >= 150
    assert kinds["armed_group"] >= 60


def test_homes_and_metonyms_name_actors_we_know() -> None:
    for row in read_table("organisations.csv"):
        assert row["home"] == "" or row["home"] in CATALOGUE.actors, row.where
    for row in read_table("metonyms.csv"):
        assert row["code"] in CATALOGUE.actors, row.where
    for person in CATALOGUE.people.values():
        assert person.home in CATALOGUE.actors, person.code
        for row in person.held:
            assert row["for_code"] in CATALOGUE.actors, row.where


def test_memberships_join_known_actors_in_order_and_do_not_overlap() -> None:
    periods: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for row in read_table("memberships.csv"):
        assert row["of"] in CATALOGUE.actors, row.where
        assert row["member"] in CATALOGUE.actors, row.where
        start = row.day("start") or date.min
        end = row.day("end", last=True) or date.max
        assert start < end, row.where
        for other_start, other_end in periods.get((row["of"], row["member"]), []):
            assert end < other_start or other_end < start, row.where
        periods.setdefault((row["of"], row["member"]), []).append((start, end))


def test_every_name_of_two_actors_is_in_the_ambiguity_table() -> None:
    shared = {
        name
        for name, entry in CATALOGUE.entries.items()
        if entry and len({s.code for s in entry.senses if s.kind is not ActorKind.PERSON}) > 1
    }
    assert sorted(name for name in shared if not CATALOGUE.entries[name].rules) == []
    assert {"Congo", "Korea", "Korean", "Congolese", "Dominican", "Brussels"} <= shared


def test_every_name_of_a_person_and_a_place_is_in_the_ambiguity_table() -> None:
    assert [
        name
        for name, entry in CATALOGUE.entries.items()
        if entry and entry.surname and len({s.kind for s in entry.senses}) > 1 and not entry.rules
    ] == []


def test_every_rule_is_about_a_name_we_know_and_leaves_actors_we_know() -> None:
    for alias, rules in RULES.items():
        assert CATALOGUE.entries.get(alias) is not None, alias
        for rule in rules:
            assert set(rule.senses) <= KNOWN, rule.where
            assert bool(rule.words) == (rule.test != "else"), rule.where


def test_no_rule_stands_behind_one_that_always_fits() -> None:
    for alias, rules in RULES.items():
        always = [rule.test == "else" and not rule.unless and not rule.only_with for rule in rules]
        assert not any(always[:-1]), alias


def test_a_stop_phrase_holds_a_name_and_is_none_itself() -> None:
    names = {
        name
        for table, columns in (
            ("states.csv", ("other_names", "old_names", "demonyms", "people", "capitals")),
            ("organisations.csv", ("aliases", "acronyms")),
            ("metonyms.csv", ("words",)),
        )
        for row in read_table(table)
        for column in columns
        for name in row.words(column)
    }
    assert sorted(names & set(read_stop_phrases())) == []
    known = {name for name, entry in CATALOGUE.entries.items() if entry is not None}
    for phrase in read_stop_phrases():
        cuts = [place.start() for place in re.finditer(r"\b|(?= )", phrase)] + [len(phrase)]
        parts = {phrase[one:other] for one in cuts for other in cuts if one < other}
        assert parts & known, phrase


def test_word_classes_are_the_ones_the_code_asks_for() -> None:
    assert set(name_classes()) == {
        "given",
        "surname",
        "title",
        "common_surname",
        "everyday_surname",
        "everyday_word",
        "small",
        "watched",
    }


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("1994", date(1994, 1, 1), date(1994, 12, 31)),
        ("1996-02", date(1996, 2, 1), date(1996, 2, 29)),
        ("1996-02-28", date(1996, 2, 28), date(1996, 2, 28)),
    ],
)
def test_dates_known_to_the_year_or_month(cell: str, first: date, last: date) -> None:
    assert parse_day(cell, "here") == first
    assert parse_day(cell, "here", last=True) == last


@pytest.mark.parametrize("cell", ["94", "1994-13", "1994-02-30", "1994/02", "soon", "1994-00"])
def test_a_wrong_date_is_refused_with_its_place(cell: str) -> None:
    with pytest.raises(KnowledgeError, match=r"offices.csv, line 7: '.*' is no date"):
        parse_day(cell, "offices.csv, line 7")


def test_a_row_with_a_missing_cell_is_refused_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "towns.csv").write_text("# ours\ncode,name\nA,Arv\n\nB\n", encoding="utf-8")
    monkeypatch.setattr(tables, "DATA", tmp_path)
    with pytest.raises(KnowledgeError, match=r"towns.csv, line 5: 1 cells where 2 are needed"):
        list(read_table("towns.csv"))
