"""A desk file is read, merged with what it extends, and written back."""

from datetime import date
from pathlib import Path

import pytest

from tocsin.desk import check, load, merge, render, shipped, template
from tocsin.domain import ActorKind, Bloc, DeskError, EventType, Reliability

RIVER = """
name = "river"
title = "The River Ista"
question = "Will the bridges stay open?"
focus = ["ARV", "BOR"]

[[blocs]]
name = "Upper states"
members = ["ARV", "BOR"]

[[blocs]]
name = "NATO"
of = "NATO"

[[actors]]
code = "ARV"
name = "Arvia"
aliases = ["Republic of Arvia"]
demonyms = ["Arvian"]

[[actors.people]]
name = "Ilse Maran"
office = "foreign minister"
start = 2029-05-01
end = 2031-02-28

[[actors.people]]
name = "Odo Kest"

[[actors]]
code = "BOR"
name = "Borland"
kind = "state"

[[sources]]
name = "Ista Courier"
match = ["courier.example"]
reliability = "C"
reason = "One reporter at the bridge."

[[watch]]
text = "A bridge is closed"
actors = ["ARV"]
events = ["SANCTION"]

[[scenarios]]
name = "Open bridges"
description = "Traffic crosses."
short = "Lorries cross daily."

[[questions]]
text = "Will the east bridge be open?"
by = 2031-12-31
"""


@pytest.fixture
def river(tmp_path: Path) -> Path:
    path = tmp_path / "river.toml"
    path.write_text(RIVER, encoding="utf-8")
    return path


def test_a_desk_file_says_everything_a_desk_holds(river):
    desk = load(river)
    assert (desk.name, desk.title, desk.question) == (
        "river",
        "The River Ista",
        "Will the bridges stay open?",
    )
    assert desk.focus == ("ARV", "BOR")
    assert desk.blocs == (
        Bloc(name="Upper states", members=("ARV", "BOR")),
        Bloc(name="NATO", of="NATO"),
    )
    arvia, borland = desk.actors
    assert (arvia.kind, arvia.demonyms) == (ActorKind.STATE, ("Arvian",))
    assert [person.name for person in arvia.people] == ["Ilse Maran", "Odo Kest"]
    assert arvia.people[0].end == date(2031, 2, 28)
    assert borland.people == ()
    assert desk.sources[0].reliability is Reliability.C
    assert desk.watch[0].events == (EventType.SANCTION,)
    assert desk.scenarios[0].short == "Lorries cross daily."
    assert desk.scenarios[0].long is None
    assert desk.questions[0].by == date(2031, 12, 31)


def test_a_file_without_a_name_is_named_after_the_file(tmp_path):
    path = tmp_path / "Red Sea 2.toml"
    path.write_text('question = "What next?"')
    desk = load(path)
    assert (desk.name, desk.title) == ("red-sea-2", "red-sea-2")


@pytest.mark.parametrize("name", shipped())
def test_a_desk_that_ships_has_all_a_brief_needs(name):
    desk = load(name)
    assert desk.name == name
    assert desk.question.endswith("?")
    assert 10 <= len(desk.sources) <= 25
    assert len(desk.watch) >= 10
    assert len(desk.scenarios) >= 4
    assert len(desk.questions) >= 3
    assert all(len(source.reason) > 30 for source in desk.sources)
    assert bool(desk.focus) == bool(desk.blocs) == (name != "general")


def test_the_desks_that_ship_are_those_the_documentation_names():
    assert shipped() == ("europe-east", "general", "gulf", "korea", "sahel", "taiwan-strait")


def extend(folder: Path, base: str, own: str):
    (folder / "base.toml").write_text(base)
    (folder / "own.toml").write_text('extends = "base.toml"\n' + own)
    return load(folder / "own.toml")


@pytest.mark.parametrize(
    ("base", "own", "read", "expected"),
    [
        # A scalar that stands in the file replaces; one that does not is inherited.
        ('title = "Base"', 'title = "Own"', lambda d: d.title, "Own"),
        ('title = "Base"', "", lambda d: d.title, "Base"),
        ('question = "Base?"', 'question = ""', lambda d: d.question, ""),
        # The name is the file's own, never the base's.
        ('name = "base-desk"', "", lambda d: d.name, "own"),
        # Lists extend, each entry once, the base's first.
        (
            'focus = ["ARV", "BOR"]',
            'focus = ["CEL", "ARV"]',
            lambda d: d.focus,
            ("ARV", "BOR", "CEL"),
        ),
        # An entry with the same key takes the place of the base's.
        (
            '[[watch]]\ntext = "a"\n[[watch]]\ntext = "b"',
            '[[watch]]\ntext = "a"\nactors = ["ARV"]',
            lambda d: [(item.text, item.actors) for item in d.watch],
            [("a", ("ARV",)), ("b", ())],
        ),
        (
            '[[blocs]]\nname = "x"\nmembers = ["ARV"]',
            '[[blocs]]\nname = "x"\nmembers = ["BOR"]',
            lambda d: [bloc.members for bloc in d.blocs],
            [("BOR",)],
        ),
    ],
)
def test_extending_a_desk(tmp_path, base, own, read, expected):
    assert read(extend(tmp_path, base, own)) == expected


def test_extending_reaches_through_several_files(tmp_path):
    (tmp_path / "a.toml").write_text('extends = "general"\nfocus = ["ARV"]')
    (tmp_path / "b.toml").write_text('extends = "a.toml"\nfocus = ["BOR"]')
    desk = load(tmp_path / "b.toml")
    assert desk.focus == ("ARV", "BOR")
    assert desk.sources == load("general").sources


@pytest.mark.parametrize("name", shipped())
def test_merging_twice_changes_nothing(name):
    desk, general = load(name), load("general")
    given = frozenset(type(desk).model_fields)
    assert merge(general, desk, given) == desk


def test_paths_in_extends_start_at_the_file_that_says_so(tmp_path, monkeypatch):
    folder = tmp_path / "deep"
    folder.mkdir()
    (tmp_path / "base.toml").write_text('title = "Base"')
    (folder / "own.toml").write_text('extends = "../base.toml"')
    monkeypatch.chdir("/")
    assert load(folder / "own.toml").title == "Base"


@pytest.mark.parametrize("name", shipped())
def test_what_desk_show_writes_loads_to_the_same_desk(name, tmp_path):
    desk = load(name)
    path = tmp_path / "shown.toml"
    path.write_text(render(desk), encoding="utf-8")
    assert load(path) == desk.model_copy(update={"extends": None})


def test_what_desk_show_writes_keeps_people_and_odd_characters(tmp_path, river):
    river.write_text(
        RIVER.replace("Ista Courier", r"Ista \"Courier\" é\u007f\t\\"), encoding="utf-8"
    )
    desk = load(river)
    path = tmp_path / "shown.toml"
    path.write_text(render(desk), encoding="utf-8")
    assert load(path) == desk
    assert desk.sources[0].name == 'Ista "Courier" é\x7f\t\\'


def test_desk_show_writes_what_a_person_would(river):
    assert render(load(river)).splitlines()[:8] == [
        'name = "river"',
        'title = "The River Ista"',
        'question = "Will the bridges stay open?"',
        'focus = ["ARV", "BOR"]',
        "",
        "[[blocs]]",
        'name = "Upper states"',
        'members = ["ARV", "BOR"]',
    ]


@pytest.mark.parametrize("base", shipped())
def test_the_starter_file_passes_the_check_and_adds_nothing(base, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(template("my-desk", base))
    assert check(path, known_codes=()) == () or base != "general"
    desk = load(path)
    assert desk.name == "my-desk"
    assert desk.sources == load(base).sources


@pytest.mark.parametrize("name", ["My Desk", "", "a/b", "-x"])
def test_no_starter_file_for_what_is_not_a_name(name):
    with pytest.raises(DeskError, match="is not a desk name; allowed: small letters"):
        template(name)


def test_every_example_in_the_starter_file_is_itself_right(tmp_path):
    lines = template("my-desk").splitlines()
    first = next(number for number, line in enumerate(lines) if line == "# [[blocs]]")
    examples = [
        line.removeprefix("#").removeprefix(" ")
        if line.startswith(("# [[", "#\n", "# ")) and ("=" in line or "[[" in line)
        else line
        for line in lines[first:]
    ]
    path = tmp_path / "mine.toml"
    path.write_text("\n".join([*lines[:first], *examples]))
    assert check(path) == ()
    desk = load(path)
    assert {bloc.name for bloc in desk.blocs} >= {"Baltic states", "NATO"}
    assert desk.actors[0].people[0].office == "commander"
    assert desk.questions[-1].by == date(2031, 12, 31)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    path = tmp_path / "windows.toml"
    path.write_bytes(b"\xef\xbb\xbf" + RIVER.replace("\n", "\r\n").encode())
    assert load(path).title == "The River Ista"


def test_a_wrong_desk_is_an_error_that_lists_all_its_problems(tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_text('titel = "x"\nfocus = "RUS"\n')
    with pytest.raises(DeskError) as caught:
        load(path)
    assert [line.split(": ")[0].split(", ")[1] for line in str(caught.value).splitlines()] == [
        "line 1",
        "line 2",
    ]


def test_desk_show_writes_feeds_and_alerts_as_they_were_given(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(
        'smtp = "smtp://desk@mail.example:587?from=desk@example.org"\n'
        '[[feeds]]\naddress = "https://wire.example/rss"\n'
        '[[alerts]]\nname = "Heat"\nwhen = "gauge"\nabove = 97.5\n'
        '[[alerts]]\nname = "First shot"\nwhen = "event"\nfirst = true\ndays = 2\n'
        'types = ["ASSAULT"]\nto = ["$OPS_HOOK", "mailto:ops@example.org", "out/alerts.jsonl"]\n'
    )
    desk = load(path)
    shown = tmp_path / "shown.toml"
    shown.write_text(render(desk))
    assert load(shown).model_copy(update={"name": "own"}) == desk
    assert "above = 97.5\n" in render(desk)
    assert "first = true\ndays = 2\n" in render(desk)
