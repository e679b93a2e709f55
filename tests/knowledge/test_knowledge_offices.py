"""offices.csv: who held which office on which day.

The table is read here with nothing but `csv`, so that these rules hold for the
file itself and not for what our loader makes of it.
"""

from __future__ import annotations

import calendar
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from tocsin import knowledge

DATA = Path(knowledge.__file__).parent / "data"
COLUMNS = ["person", "name", "aliases", "surname", "home", "office", "for_code", "start", "end"]
RETRIEVED = date(2026, 11, 22)

Row = dict[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))


def offices() -> tuple[Row, ...]:
    return table("offices.csv")


def label(row: Row) -> str:
    """The row as a failing test should print it."""
    return f"{row['person']}: {row['office']} for {row['for_code']} {row['start']}/{row['end']}"


def listed(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def first_day(written: str) -> date:
    """The earliest day that "1999", "1999-08" or "1999-08-16" can mean."""
    year, month, day = (*(int(part) for part in written.split("-")), 1, 1)[:3]
    return date(year, month, day)


def last_day(written: str) -> date:
    """The latest day that "1999", "1999-08" or "1999-08-16" can mean."""
    parts = [int(part) for part in written.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1]
    return date(parts[0], month, day)


def names(row: Row) -> list[str]:
    return [row["name"], *listed(row["aliases"])]


# --- the form of the table ---------------------------------------------------------------


def test_the_table_says_where_it_comes_from_and_of_when_it_is() -> None:
    comment = []
    for line in (DATA / "offices.csv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        comment.append(line)
    assert "Source:" in " ".join(comment)
    assert "2026-11" in " ".join(comment)


def test_every_row_has_every_column() -> None:
    assert list(offices()[0]) == COLUMNS
    may_be_empty = {"aliases", "end"}
    assert [
        label(row)
        for row in offices()
        # None as a key: more cells than columns; None as a value: fewer.
        if None in row or any(not row[c] and c not in may_be_empty for c in COLUMNS)
    ] == []


def test_the_table_covers_at_least_four_hundred_persons() -> None:
    assert len({row["person"] for row in offices()}) >= 400


def test_rows_are_sorted_by_home_person_and_start_and_none_stands_twice() -> None:
    keys = [(row["home"], row["person"], row["start"], row["office"]) for row in offices()]
    assert keys == sorted(keys)
    full = Counter(tuple(row.items()) for row in offices())
    assert [row for row, count in full.items() if count > 1] == []


def test_cells_have_no_stray_blanks_and_lists_no_empty_or_repeated_items() -> None:
    for row in offices():
        assert all(cell == " ".join(cell.split()) for cell in row.values()), label(row)
        for column in ("aliases", "surname"):
            items = listed(row[column])
            assert all(items), label(row)
            assert all(item == item.strip() for item in items), label(row)
            assert len(items) == len(set(items)), label(row)
        assert row["name"] not in listed(row["aliases"]), label(row)


def test_a_persons_code_is_a_slug_and_their_name_is_the_same_on_every_row() -> None:
    described: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in offices():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["person"]), label(row)
        described[row["person"]].add(tuple(row[c] for c in ("name", "aliases", "surname", "home")))
    assert [person for person, ways in described.items() if len(ways) > 1] == []


def test_home_is_a_state_and_for_code_a_state_or_an_organisation_we_know() -> None:
    states = {row["code"] for row in table("states.csv")}
    known = states | {row["code"] for row in table("organisations.csv")}
    # Some of the EU's own officials are known to us only as that.
    assert [label(row) for row in offices() if row["home"] not in states | {"EU"}] == []
    assert [label(row) for row in offices() if row["for_code"] not in known] == []


def test_dates_are_iso_as_far_as_known_in_order_and_not_in_the_future() -> None:
    for row in offices():
        for written in filter(None, (row["start"], row["end"])):
            assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", written), label(row)
            assert first_day(written) <= RETRIEVED, label(row)  # and that it is a day at all
        assert not row["end"] or first_day(row["start"]) <= last_day(row["end"]), label(row)
        # Offices since 1990, and earlier ones of somebody still spoken of then.
        assert first_day(row["start"]) >= date(1940, 1, 1), label(row)


def test_a_surname_is_part_of_one_of_the_names() -> None:
    """With or without its article: al-Sharaa is also reported as Sharaa."""
    for row in offices():
        texts = [f" {name} ".lower() for name in names(row)]
        for surname in listed(row["surname"]):
            ways = [f" {article}{surname.lower()} " for article in ("", "al-", "el-")]
            assert any(way in text for way in ways for text in texts), (surname, label(row))


# Father and son are both reported without their initials; the date decides.
SHARED_NAMES = {"George Bush"}


def test_a_full_name_belongs_to_one_person() -> None:
    holders: dict[str, set[str]] = defaultdict(set)
    for row in offices():
        for name in names(row):
            holders[name].add(row["person"])
    shared = {name for name, persons in holders.items() if len(persons) > 1}
    assert shared == SHARED_NAMES


@pytest.mark.parametrize(
    ("never", "instead"),
    [
        (r"\bdefense minister", "defence minister"),  # the Pentagon's own title stays
        (r"\bforeign affairs minister|minister of foreign affairs", "foreign minister"),
        (r"\bminister of defen[cs]e", "defence minister"),
        (r"spokes(man|woman)", "spokesperson"),
        (r"secretary general\b", "secretary-general"),
        (
            r"\b(prime minister|president|ambassador) to (the )?united nations",
            "ambassador to the UN",
        ),
        (r"^(President|Prime|Foreign|Minister|King|Chancellor|Premier)\b", "small letters"),
    ],
)
def test_offices_are_named_in_one_way(never: str, instead: str) -> None:
    allowed = (
        r"minister of state for foreign affairs"  # a junior minister, not the foreign minister
    )
    assert [
        label(row)
        for row in offices()
        if re.search(never, row["office"]) and not re.search(allowed, row["office"])
    ] == [], f"write: {instead}"


# --- one office, one holder --------------------------------------------------------------

# Offices that several persons hold at once.
SHARED_OFFICES = re.compile(
    r"spokesperson|senator|deputy|opposition|member of|vice[- ]chair|vice premier|advis[eo]r|aide"
    r"|^vice president$|executive vice-president|presidential candidate"
)

# Two holders at once, and that is how it was.
DELIBERATE = {
    # Two prime ministers after the UN-run election of 1993.
    ("prime minister", "KHM", "hun-sen", "norodom-ranariddh"),
    # Gbagbo did not yield after the election of 2010.
    ("president", "CIV", "alassane-ouattara", "laurent-gbagbo"),
    # Elected by the separatists; appointed, then elected, under Moscow.
    ("president of Chechnya", "RUS", "akhmad-kadyrov", "aslan-maskhadov"),
    # Myint Swe fell ill in July 2024; Min Aung Hlaing acted for him until and after his death.
    ("acting president", "MMR", "min-aung-hlaing", "myint-swe"),
}
HANDOVER_DAYS = 45


def sure_overlap_days(one: Row, other: Row) -> int:
    """Days both held it whatever day "1999" or "1999-08" stands for."""
    begin = max(last_day(one["start"]), last_day(other["start"]))
    end = min(first_day(row["end"]) if row["end"] else RETRIEVED for row in (one, other))
    return (end - begin).days


def same_office() -> Iterator[tuple[Row, Row]]:
    by_office: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in offices():
        by_office[row["office"], row["for_code"]].append(row)
    for rows in by_office.values():
        yield from combinations(rows, 2)


def test_no_two_persons_hold_an_office_for_one_at_the_same_time() -> None:
    together = {
        (one["office"], one["for_code"], *sorted((one["person"], other["person"])))
        for one, other in same_office()
        if one["person"] != other["person"]
        and not SHARED_OFFICES.search(one["office"])
        and sure_overlap_days(one, other) > HANDOVER_DAYS
    }
    assert together == DELIBERATE


def test_nobody_is_said_twice_to_hold_the_same_office_on_one_day() -> None:
    assert [
        (label(one), label(other))
        for one, other in same_office()
        if one["person"] == other["person"] and sure_overlap_days(one, other) > 0
    ] == []


# --- spot checks -------------------------------------------------------------------------


def held(office: str, for_code: str, on: date) -> set[str]:
    return {
        row["person"]
        for row in offices()
        if (row["office"], row["for_code"]) == (office, for_code)
        and first_day(row["start"]) <= on
        and (not row["end"] or on <= last_day(row["end"]))
    }


@pytest.mark.parametrize(
    ("office", "for_code", "on", "person"),
    [
        ("president", "USA", "1991-01-17", "george-h-w-bush"),  # Desert Storm begins
        ("president", "USA", "2003-03-20", "george-w-bush"),  # not his father
        ("president", "USA", "2018-06-12", "donald-trump"),
        ("president", "USA", "2022-02-24", "joe-biden"),
        ("president", "USA", "2025-08-15", "donald-trump"),  # again
        ("vice president", "USA", "2014-03-18", "joe-biden"),
        ("secretary of state", "USA", "2003-02-05", "colin-powell"),
        ("secretary of state", "USA", "2014-03-14", "john-kerry"),
        ("secretary of defense", "USA", "2004-05-07", "donald-rumsfeld"),
        ("national security adviser", "USA", "2019-03-01", "john-bolton"),
        ("ambassador to the UN", "USA", "2006-07-15", "john-bolton"),
        ("speaker of the House", "USA", "2022-08-02", "nancy-pelosi"),
        ("president", "RUS", "1996-07-03", "boris-yeltsin"),
        ("president", "RUS", "2008-08-08", "dmitry-medvedev"),  # the war in Georgia
        ("prime minister", "RUS", "2008-08-08", "vladimir-putin"),
        ("foreign minister", "RUS", "2014-03-01", "sergei-lavrov"),
        ("ambassador to the UN", "RUS", "2003-03-20", "sergei-lavrov"),
        ("defence minister", "RUS", "2022-02-24", "sergei-shoigu"),
        ("chief of the general staff", "RUS", "2014-02-27", "valery-gerasimov"),
        ("president", "UKR", "2013-11-21", "viktor-yanukovych"),
        ("president", "UKR", "2015-02-12", "petro-poroshenko"),  # Minsk II
        ("president", "UKR", "2022-02-24", "volodymyr-zelensky"),
        ("foreign minister", "UKR", "2022-03-10", "dmytro-kuleba"),
        ("premier", "CHN", "2008-08-08", "wen-jiabao"),
        ("general secretary of the Communist Party", "CHN", "2013-01-01", "xi-jinping"),
        ("president", "CHN", "2013-01-01", "hu-jintao"),  # the state office follows in March
        ("president", "TWN", "2022-08-02", "tsai-ing-wen"),
        ("supreme leader", "PRK", "2017-09-03", "kim-jong-un"),
        ("president", "KOR", "2010-11-23", "lee-myung-bak"),  # Yeonpyeong is shelled
        ("prime minister", "GBR", "2003-03-18", "tony-blair"),
        ("foreign minister", "GBR", "2017-06-01", "boris-johnson"),
        ("chancellor", "DEU", "2015-09-04", "angela-merkel"),
        ("president", "FRA", "2015-11-13", "francois-hollande"),
        ("secretary-general", "NATO", "1999-03-24", "javier-solana"),
        ("High Representative", "EU", "2003-12-12", "javier-solana"),
        ("secretary-general", "NATO", "2022-02-24", "jens-stoltenberg"),
        ("secretary-general", "UN", "1994-04-07", "boutros-boutros-ghali"),
        ("secretary-general", "UN", "2003-03-20", "kofi-annan"),
        ("director-general", "IAEA", "2003-03-07", "mohamed-elbaradei"),
        ("president of the Commission", "EU", "2020-02-01", "ursula-von-der-leyen"),
        ("prime minister", "ISR", "1993-09-13", "yitzhak-rabin"),
        ("prime minister", "ISR", "2023-10-07", "benjamin-netanyahu"),
        ("president", "IRN", "2015-07-14", "hassan-rouhani"),
        ("supreme leader", "IRN", "2015-07-14", "ali-khamenei"),
        ("president", "IRQ", "1990-08-02", "saddam-hussein"),
        ("president", "SYR", "2013-08-21", "bashar-al-assad"),
        ("president", "SYR", "2025-03-01", "ahmed-al-sharaa"),
        ("president", "EGY", "2011-01-25", "hosni-mubarak"),
        ("prime minister", "TUR", "2010-05-31", "recep-tayyip-erdogan"),
        ("president", "TUR", "2016-07-15", "recep-tayyip-erdogan"),
        ("president", "ZAF", "1995-06-24", "nelson-mandela"),
        ("prime minister", "IND", "2008-11-26", "manmohan-singh"),
        ("chief of the army staff", "PAK", "1999-05-26", "pervez-musharraf"),
        ("president of Serbia", "SRB", "1995-11-21", "slobodan-milosevic"),
    ],
)
def test_who_held_what_on_a_day_of_consequence(
    office: str, for_code: str, on: str, person: str
) -> None:
    assert held(office, for_code, date.fromisoformat(on)) == {person}


@pytest.mark.parametrize(
    ("office", "for_code", "on", "person"),
    [
        ("leader", "WAGNER", "2023-06-24", "yevgeny-prigozhin"),
        ("secretary-general", "HEZBOLLAH", "2006-07-12", "hassan-nasrallah"),
        ("head in Gaza", "HAMAS", "2023-10-07", "yahya-sinwar"),
        ("leader", "RSF", "2023-04-15", "mohamed-hamdan-dagalo"),
        ("leader", "HTS", "2020-01-01", "ahmed-al-sharaa"),  # before he was Syria's president
        ("spokesperson", "UN", "2022-02-24", "stephane-dujarric"),
    ],
)
def test_armed_groups_and_organisations_have_their_own_voices(
    office: str, for_code: str, on: str, person: str
) -> None:
    assert person in held(office, for_code, date.fromisoformat(on))


@pytest.mark.parametrize(
    ("form", "person"),
    [
        ("Volodymyr Zelenskiy", "volodymyr-zelensky"),
        ("Volodymyr Zelenskyy", "volodymyr-zelensky"),
        ("Sergey Viktorovich Lavrov", "sergei-lavrov"),
        ("MBS", "mohammed-bin-salman"),
        ("Recep Tayyip Erdogan", "recep-tayyip-erdogan"),
        ("Bibi Netanyahu", "benjamin-netanyahu"),
        ("Moammar Gadhafi", "muammar-gaddafi"),
        ("Abu Mohammad al-Jolani", "ahmed-al-sharaa"),
        ("Hemedti", "mohamed-hamdan-dagalo"),
        ("Aliaksandr Lukashenka", "alexander-lukashenko"),
        ("Gerhard Schroeder", "gerhard-schroder"),
        ("Lula", "luiz-inacio-lula-da-silva"),
    ],
)
def test_a_name_is_found_in_the_spellings_that_newspapers_use(form: str, person: str) -> None:
    assert {row["person"] for row in offices() if form in names(row)} == {person}


@pytest.mark.parametrize(
    ("person", "surname"),
    [
        ("xi-jinping", "Xi"),  # family name first
        ("kim-jong-un", "Kim"),
        ("mohammed-bin-salman", "bin Salman"),
        ("ursula-von-der-leyen", "von der Leyen"),
        ("marine-le-pen", "Le Pen"),
        ("bashar-al-assad", "Assad"),  # and al-Assad
        ("thaksin-shinawatra", "Thaksin"),  # Thais go by their given name
        ("abiy-ahmed", "Abiy"),  # Ethiopians too
        ("aung-san-suu-kyi", "Suu Kyi"),
    ],
)
def test_the_surname_is_the_word_that_reports_use_alone(person: str, surname: str) -> None:
    cells = {row["surname"] for row in offices() if row["person"] == person}
    assert [surname in listed(cell) for cell in cells] == [True]
