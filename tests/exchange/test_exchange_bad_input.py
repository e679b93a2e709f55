"""What is damaged, foreign or from another version is told in one message; the rest goes on."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tocsin.domain import InputError, Reading, Unread, UsageError
from tocsin.exchange import import_bundle


def sorted_out(path: Path) -> tuple[list[Reading], list[Unread]]:
    arrived = list(import_bundle(path))
    return (
        [each for each in arrived if isinstance(each, Reading)],
        [each for each in arrived if isinstance(each, Unread)],
    )


def judged(path: Path, form: str | None = None) -> tuple[list[Reading], list[Unread]]:
    """The same, where the whole may be refused."""
    read: list[Reading] = []
    unread: list[Unread] = []
    try:
        for arrived in import_bundle(path, form=form):
            (read if isinstance(arrived, Reading) else unread).append(arrived)
    except InputError as error:
        unread.append(Unread(origin=error.origin, reason=error.reason, remedy=error.remedy))
    return read, unread


@pytest.fixture
def crisis_of_two(crisis_of_one):
    """The one report, and a second one that says something else."""
    assessment, (first,) = crisis_of_one
    report = first.report.make(origin="wire.txt", text="Borland shelled Tolm, Arvia said.")
    quote = first.events[0].evidence[0].cite(report, 0, 20)
    event = first.events[0].model_copy(update={"id": "ev-000000000002", "evidence": (quote,)})
    said = first.statements[0].model_copy(
        update={"id": "st-000000000002", "evidence": (quote.cite(report, 22, 32),)}
    )
    second = Reading(report=report, mentions=first.mentions, events=(event,), statements=(said,))
    claim = assessment.claims[0].model_copy(
        update={"id": "cl-000000000002", "statements": (said.id,)}
    )
    claims = (*assessment.claims, claim)
    return assessment.model_copy(update={"claims": claims}), (first, second)


# Truncated

CUT = {
    "tocsin": "tocsin-bundle.jsonl",
    "plover": "plover.jsonl",
    "ftm": "entities.ftm.json",
    "polecat": "polecat-evidence.txt",
    "stix": "stix-bundle.json",
    "claimreview": "claims.jsonld",
    "parquet": "events.parquet",
}


@pytest.mark.parametrize("form", ["tocsin", "plover", "polecat"])
def test_what_came_before_the_cut_is_kept(exchange, crisis_of_two, form):
    path = exchange.out(crisis_of_two, form)
    whole = exchange.back(path)
    file = path / CUT[form] if path.is_dir() else path
    lines = file.read_bytes().splitlines(keepends=True)
    last = 2 if form == "tocsin" else len(lines) - 1
    file.write_bytes(b"".join(lines[:last]) + lines[last][: len(lines[last]) // 2])
    read, unread = sorted_out(path)
    assert read == whole[:1]
    assert f"line {last + 1}" in unread[0].origin
    assert "cut off" in unread[0].remedy


@pytest.mark.parametrize("form", ["stix", "claimreview"])
def test_one_json_object_is_whole_or_nothing(exchange, crisis_of_two, form):
    path = exchange.out(crisis_of_two, form)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(InputError, match=rf"{path.name}: is not JSON .*cut off"):
        list(import_bundle(path))


@pytest.mark.parametrize("cut", range(1, 400, 37))
@pytest.mark.parametrize("form", CUT)
def test_a_cut_anywhere_is_told_and_never_a_traceback(exchange, crisis_of_two, form, cut):
    path = exchange.out(crisis_of_two, form)
    file = path / CUT[form] if path.is_dir() else path
    file.write_bytes(file.read_bytes()[:-cut])
    _, unread = judged(path)
    # A cut that takes no more than the last line's end takes nothing.
    assert unread or cut == 1
    assert all(each.reason and each.remedy for each in unread)


def test_a_table_that_is_cut_off_does_not_take_the_others_along(exchange, crisis_of_two):
    path = exchange.out(crisis_of_two, "parquet")
    events = path / "events.parquet"
    events.write_bytes(events.read_bytes()[:-100])
    read, unread = sorted_out(path)
    assert [reading.statements for reading in read] == [
        reading.statements for reading in crisis_of_two[1]
    ]
    assert [each.origin for each in unread] == [str(events)]
    assert "cannot be read as Parquet" in unread[0].reason


def test_a_packed_bundle_that_is_cut_off_gives_what_can_be_unpacked(
    exchange, crisis_of_two, tmp_path
):
    packed = tmp_path / "bundle.gz"
    data = gzip.compress(exchange.out(crisis_of_two, "tocsin").read_bytes())
    packed.write_bytes(data[:-40])
    _, unread = sorted_out(packed)
    assert any("cut off" in each.reason for each in unread)


# Changed


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("form", "before", "after", "reason"),
    [
        ("tocsin", "Arvia shelled Kest, Borland", "Arvia spared Kest, Borland", "its digest says"),
        ("tocsin", '"kind":"reading"', '"kind":"rumour"', "is of the kind 'rumour'"),
        ("ftm", "Arvia shelled Kest, Borland", "Arvia spared Kest, Borland", "another text"),
        ("ftm", '\\"intensity\\":-10.0', '\\"intensity\\":-99.0', "greater than or equal to -10"),
        ("plover", '"event":["ASSAULT"]', '"event":["CRIME"]', "no root of PLOVER"),
        ("plover", '"code":"ARV"', '"name":"Arvia"', "an actor without `code`"),
        ("plover", '"end":18', '"end":19', "as the place of 18 characters"),
        ("plover", '"end":18', '"end":18000000', "beyond 1,000,000 characters"),
        ("plover", '"start":0', '"start":-1', "greater than or equal to 0"),
        ("plover", '"confidence":0.9', '"confidence":9', "less than or equal to 1"),
        ("plover", '"published":"2031-03-12"', '"published":"March"', "published: "),
        ("polecat", '""intensity"":-10.0', '""intensity"":""much""', "should be a valid number"),
        ("stix", '"intensity":-10.0', '"intensity":-99.0', "greater than or equal to -10"),
        ("stix", '"kind":"event"', '"kind":"rumour"', "'rumour'"),
        ("claimreview", '"identifier":"st-', '"other":"st-', "no appearance with a quotation"),
    ],
)  # fmt: skip
def test_what_was_changed_is_left_out_and_the_rest_goes_on(
    exchange, crisis_of_two, form, before, after, reason
):
    path = exchange.out(crisis_of_two, form)
    whole = exchange.back(path)
    change(path / CUT[form] if path.is_dir() else path, before, after)
    read, unread = sorted_out(path)
    assert any(reason in each.reason for each in unread), [each.reason for each in unread]
    assert all(each.origin.startswith(str(path)) and each.remedy for each in unread)
    assert read[-1] == whole[-1]
    assert read != whole


def test_two_records_that_give_one_place_two_words_are_told(exchange, crisis_of_one):
    assessment, (reading,) = crisis_of_one
    other = reading.events[0].model_copy(update={"id": "ev-000000000002"})
    reading = reading.model_copy(update={"events": (*reading.events, other)})
    path = exchange.out((assessment, (reading,)), "plover")
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace("Arvia shelled Kest", "Arvia spared  Kest")
    path.write_text("\n".join(lines), encoding="utf-8")
    read, unread = sorted_out(path)
    assert read == []
    assert "two different words for character 7" in unread[0].reason


def test_an_item_whose_report_is_missing_is_told(exchange, crisis_of_two, tmp_path):
    path = exchange.out(crisis_of_two, "parquet")
    assessment, read = crisis_of_two
    only = exchange.out((assessment, read[:1]), "parquet") / "reports.parquet"
    data = only.read_bytes()
    path = exchange.out(crisis_of_two, "parquet")
    (path / "reports.parquet").write_bytes(data)
    back, unread = sorted_out(path)
    assert back == list(read[:1])
    assert {each.reason for each in unread} == {
        "stands on a report that is not in reports.parquet."
    }


# From another version, or from somebody else


def test_a_bundle_of_another_form_says_which_and_what_to_do(exchange, crisis_of_one):
    path = exchange.out(crisis_of_one, "tocsin")
    change(path, '"tocsin_bundle":1', '"tocsin_bundle":2')
    with pytest.raises(InputError, match=r"line 1: is a bundle of form 2, written by Tocsin 0; "
                                         r"this Tocsin reads form 1. Update Tocsin"):  # fmt: skip
        list(import_bundle(path))


def test_lines_that_were_taken_out_are_missed(exchange, crisis_of_two):
    path = exchange.out(crisis_of_two, "tocsin")
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], *lines[2:]]), encoding="utf-8")
    read, unread = sorted_out(path)
    assert read == [crisis_of_two[1][1]]
    assert [each.reason for each in unread] == ["has 1 of the 2 lines that were written."]


FOREIGN_STIX = {
    "type": "bundle",
    "id": "bundle--00000000-0000-4000-8000-000000000000",
    "objects": [
        {"type": "malware", "id": "malware--00000000-0000-4000-8000-000000000001"},
        {"type": "identity", "id": "identity--00000000-0000-4000-8000-000000000002"},
    ],
}
FOREIGN_ENTITY = {"id": "q1", "schema": "Company", "properties": {"name": ["Sarn Mills"]}}
FOREIGN_REVIEW = {"@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": "X"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (FOREIGN_STIX, "holds 2 STIX objects, none of them written by Tocsin."),
        (FOREIGN_ENTITY, "holds 1 entities, none of them written by Tocsin."),
        (FOREIGN_REVIEW, "holds 1 reviews, none of them written by Tocsin."),
    ],
)
def test_what_others_wrote_is_told_once(tmp_path, content, reason):
    path = tmp_path / "foreign.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    read, (unread,) = sorted_out(path)
    assert read == []
    assert (unread.origin, unread.reason) == (str(path), reason)
    assert "tocsin add" in unread.remedy


@pytest.mark.parametrize("form", ["stix", "ftm"])
def test_what_others_added_to_ours_is_left_out_and_told(exchange, crisis_of_one, form):
    path = exchange.out(crisis_of_one, form)
    whole = exchange.back(path)
    if form == "stix":
        bundle = json.loads(path.read_text(encoding="utf-8"))
        bundle["objects"].append(FOREIGN_STIX["objects"][0])
        path.write_text(json.dumps(bundle), encoding="utf-8")
    else:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(FOREIGN_ENTITY) + "\n")
    read, (unread,) = sorted_out(path)
    assert read == whole
    assert "besides those written by Tocsin" in unread.reason


PLOVER_OF_OTHERS = {
    "id": "PHOX-1",
    "date": "2031-03-10",
    "source": [{"code": "ARV", "actor_text": "Arvia"}],
    "recipient": [{"code": "BOR"}],
    "event": ["AGREE", "CONSULT"],
    "mode": "",
    "text": "Arvia and Borland met and agreed.",
    "cite_info": {"url": "https://wire.example/1", "publication": "The Wire"},
}


def written(tmp_path: Path, *records: object) -> Path:
    path = tmp_path / "events.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    return path


def test_plover_of_others_is_taken_in_as_far_as_it_quotes(tmp_path):
    """The manual's `source` is our `actor`; several categories are several events."""
    ((reading,), unread) = sorted_out(written(tmp_path, PLOVER_OF_OTHERS))
    assert unread == []
    assert reading.report.source == "The Wire"
    assert reading.report.text == "Arvia and Borland met and agreed."
    assert reading.report.published is None  # when the act was is not when it was reported
    assert [(event.type, event.source, event.target) for event in reading.events] == [
        ("AGREE", ("ARV",), ("BOR",)),
        ("CONSULT", ("ARV",), ("BOR",)),
    ]
    assert [event.intensity for event in reading.events] == [4.0, 1.0]  # of the codebook
    assert {event.evidence[0].quote for event in reading.events} == {reading.report.text}
    assert [(each.code, each.name) for each in reading.mentions] == [
        ("ARV", "Arvia"), ("BOR", "BOR"),
    ]  # fmt: skip


def test_plover_without_a_text_is_not_taken_in(tmp_path):
    bare = {name: value for name, value in PLOVER_OF_OTHERS.items() if name != "text"}
    path = written(tmp_path, bare, PLOVER_OF_OTHERS)
    read, (unread,) = sorted_out(path)
    assert len(read) == 1
    assert unread.origin == f"{path}, line 1"
    assert "has no `text`, and Tocsin keeps no event without" in unread.reason


def test_polecat_without_its_quotations_is_not_taken_in(exchange, crisis_of_one):
    path = exchange.out(crisis_of_one, "polecat")
    (path / "polecat-evidence.txt").unlink()
    for given in (path, path / "polecat-events.txt"):
        with pytest.raises(InputError, match=r"gives no quotations.*Put polecat-evidence.txt"):
            list(import_bundle(given))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("notes.txt", b"Arvia shelled Kest.", r"is of no form that Tocsin takes in.*tocsin add"),
        ("empty.json", b"", r"is of no form that Tocsin takes in"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0", r"is of no form that Tocsin takes in"),
        ("deep.json", b"[" * 60_000, r"is of no form that Tocsin takes in"),
    ],
)
def test_what_is_no_exchange_at_all_is_told(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        list(import_bundle(path))


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputError, match=r"nowhere.jsonl: is not there"):
        list(import_bundle(tmp_path / "nowhere.jsonl"))


def test_an_empty_folder_is_told(tmp_path):
    with pytest.raises(InputError, match="is of no form"):
        list(import_bundle(tmp_path))


def test_an_unknown_form_is_told_which_there_are(tmp_path):
    with pytest.raises(UsageError, match="unknown form 'rdf'; there are: claimreview, ftm"):
        list(import_bundle(tmp_path, form="rdf"))


@pytest.mark.parametrize("form", CUT)
@pytest.mark.parametrize("line", ["null", "17", '"text"', "[]", "{}", '{"a": {"b": [null]}}'])
def test_odd_values_are_told_and_never_a_traceback(tmp_path, form, line):
    path = tmp_path / "odd.json"
    path.write_text(line + "\n", encoding="utf-8")
    read, unread = judged(path, form)
    assert read == []
    assert all(each.reason and each.remedy for each in unread)
