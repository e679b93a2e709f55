"""The PLOVER codebook and its conversion from and to CAMEO."""

import os
import re
from pathlib import Path

import pytest

from tocsin.domain.errors import UsageError
from tocsin.domain.event import EventType, Quad
from tocsin.knowledge.codebook import codebook

BOOK = codebook()
PUBLISHED = Path(__file__).parents[3] / "shared" / "data" / "CAMEO2PLOVER-2021.txt"
CONFLICT = (Quad.VERBAL_CONFLICT, Quad.MATERIAL_CONFLICT)
ENTRIES = [pytest.param(entry, id=entry.type) for entry in BOOK.types.values()]


def test_the_sixteen_types_are_there_once_each() -> None:
    assert list(BOOK.types) == list(EventType)


@pytest.mark.parametrize(
    ("quad", "types"),
    [
        (Quad.VERBAL_COOPERATION, "AGREE CONSULT SUPPORT CONCEDE"),
        (Quad.MATERIAL_COOPERATION, "COOPERATE AID RETREAT"),
        (Quad.VERBAL_CONFLICT, "REQUEST ACCUSE REJECT THREATEN"),
        (Quad.MATERIAL_CONFLICT, "PROTEST SANCTION MOBILIZE COERCE ASSAULT"),
    ],
)
def test_each_type_has_its_quad_class(quad: Quad, types: str) -> None:
    assert [type_ for type_ in EventType if BOOK.quad(type_) is quad] == types.split()


@pytest.mark.parametrize("entry", ENTRIES)
def test_conflict_is_negative_and_cooperation_is_not(entry) -> None:
    values = [entry.intensity, *(mode.intensity for mode in entry.modes.values())]
    assert all(-10 <= value <= 10 for value in values)
    if entry.quad in CONFLICT:
        assert max(values) < 0
    else:
        assert min(values) >= 0


def test_accuse_is_negative_although_the_manual_prints_three() -> None:
    assert BOOK.intensity("ACCUSE") == -2.0


def test_intensity_of_a_mode_and_of_the_type_at_large() -> None:
    assert BOOK.intensity("ASSAULT", "heavy-weapons") == -10.0  # CAMEO 195
    assert BOOK.intensity("CONSULT", "visit") == 1.9  # CAMEO 042
    assert BOOK.intensity("THREATEN") == -6.0  # CAMEO 13


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_definition_is_a_sentence(entry) -> None:
    texts = [entry.definition, *(mode.definition for mode in entry.modes.values())]
    assert all(text.endswith(".") and text[0].isupper() for text in texts)


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_intensity_of_ours_says_why(entry) -> None:
    for row in (entry, *entry.modes.values()):
        from_cameo = row.cameo is not None and row.intensity == BOOK.cameo[row.cameo].goldstein
        assert from_cameo or row.note


def test_every_cameo_row_names_a_mode_and_contexts_of_the_codebook() -> None:
    for code, reading in BOOK.cameo.items():
        assert re.fullmatch(r"\d{3,4}", code)
        if reading.type is None:
            assert code.startswith("01")
            continue
        assert reading.mode is None or reading.mode in BOOK.types[reading.type].modes, code
        assert set(reading.contexts) <= BOOK.contexts.keys(), code


@pytest.mark.parametrize(
    ("code", "type_", "mode"),
    [
        ("0871", "RETREAT", "ceasefire"),
        ("163", "COERCE", "restrict"),  # sanctions are imposed, not merely a reduction
        ("1712", "ASSAULT", "seize"),
        ("0213", "REQUEST", "assist"),  # an appeal is a request like the demand 1013
        ("19", "ASSAULT", None),  # a bare family is its unspecified code
        ("010", None, None),  # statements are no PLOVER event
    ],
)
def test_from_cameo(code: str, type_: str | None, mode: str | None) -> None:
    reading = BOOK.from_cameo(code)
    assert (reading.type, reading.mode) == (type_, mode)


@pytest.mark.parametrize("code", ["", "21", "999", "42", "0", "abc"])
def test_a_code_cameo_does_not_have_is_refused(code: str) -> None:
    with pytest.raises(UsageError, match=re.escape(repr(code))):
        BOOK.from_cameo(code)


def test_a_mode_the_type_does_not_have_is_refused_with_those_it_has() -> None:
    with pytest.raises(UsageError, match="phone"):
        BOOK.intensity("CONSULT", "riot")


@pytest.mark.parametrize("entry", ENTRIES)
def test_there_and_back_again_keeps_type_and_mode(entry) -> None:
    cameo_has = {(reading.type, reading.mode) for reading in BOOK.cameo.values()}
    assert BOOK.from_cameo(BOOK.to_cameo(entry.type)).type is entry.type
    for mode in entry.modes.values():
        back = BOOK.from_cameo(BOOK.to_cameo(entry.type, mode.name))
        if mode.cameo:
            assert back.type is entry.type
            if (entry.type, mode.name) in cameo_has:
                assert back.mode == mode.name


def test_contexts_choose_the_narrower_code() -> None:
    assert BOOK.to_cameo("AID", contexts=("military",)) == "072"
    assert BOOK.to_cameo("ASSAULT", contexts=("military",)) == "190"
    assert BOOK.to_cameo("AID", contexts=("health",)) == "070"


def _published_rows() -> list[tuple[str, str, str, tuple[str, ...]]]:
    rows = []
    for line in PUBLISHED.read_text(encoding="utf-8").splitlines():
        match = re.match(r"(\d{3,4}):([^,]*),([^,]*),([^#]*)", line)
        if match:
            code, type_, mode, contexts = (part.strip() for part in match.groups())
            named = tuple(part.strip() for part in contexts.split(";") if part.strip())
            rows.append((code, type_, mode, named))
    return rows


@pytest.mark.shared
def test_the_mapping_is_the_published_one() -> None:
    if not PUBLISHED.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{PUBLISHED.name} is not beside the checkout")
        pytest.skip("no shared data beside the checkout")
    rows = _published_rows()
    assert len(rows) > 240
    for code, type_, mode, contexts in rows:
        ours = BOOK.cameo[code]
        assert ours.published
        if code == "175":  # its context stands in the place of the mode
            mode, contexts = "", (mode, *contexts)
        assert (ours.type, ours.mode or "", ours.contexts) == (type_, mode, contexts), code
    published = {code for code, reading in BOOK.cameo.items() if reading.published}
    assert published == {code for code, *_ in rows}
