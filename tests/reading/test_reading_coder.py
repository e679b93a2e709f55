"""The coder: marks as word pieces, frames and model joined, tags in order, any batch alike."""

import math
import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain import EventType, KnowledgeError
from tocsin.evaluation.marked_file import read_marks
from tocsin.knowledge.codebook import codebook
from tocsin.reading.coder import Marked, Parts, code_marked, tag_entities, tag_sides
from tocsin.reading.coder.combining import combine, vote_names
from tocsin.reading.coder.framed import Fit, FrameVote
from tocsin.reading.coder.model import MODEL, card, score_pairs, score_sides
from tocsin.reading.coder.paths import likeliest_path
from tocsin.reading.coder.pieces import FIRST, LAST, LONGEST, MARKS, marked_pieces, token_pieces

NOWHERE = (0, 0)
S, END_S, T, END_T = MARKS
MEGABYTES = 30


# Marks


def outline(sentence: str) -> str:
    """The pieces of a marked sentence, marks shown as they are written, each other one as a dot."""
    shown = {FIRST: "[", LAST: "]", S: "<s>", END_S: "</s>", T: "<t>", END_T: "</t>"}
    return "".join(shown.get(piece, ".") for piece in marked_pieces(read_marks(sentence)).ids)


@pytest.mark.parametrize(
    ("sentence", "pieces"),
    [
        ("<s>Mali</s> left <t>Chad</t>", "[<s>.</s>.<t>.</t>]"),
        ("<t>Chad</t> was left by <s>Mali</s>", "[<t>.</t>...<s>.</s>]"),
        ("<s>Mali</s> left", "[<s>.</s>.]"),
        ("there was <t>Chad</t>", "[..<t>.</t>]"),
        ("nobody left", "[..]"),
        # one side inside the other; where two marks meet, what ends stands first, then the source
        ("<s>envoys of <t>Chad</t> here</s> left", "[<s>...<t>.</t>.</s>.]"),
        ("<s>the army of <t>Chad</t></s> left", "[<s>...<t>.</s></t>.]"),
        ("<t><s>Mali</s> rebels</t> left", "[<s><t>.</s>.</t>.]"),
        ("<s>Mali</s><t>, Chad</t> left", "[<s>.</s><t>..</t>.]"),
    ],
)
def test_marks_stand_where_the_sides_begin_and_end(sentence, pieces):
    assert outline(sentence) == pieces


def test_an_unmarked_side_has_the_place_of_the_first_piece():
    pieces = marked_pieces(Marked("Mali left", (0, 4), NOWHERE))
    assert (pieces.ids[pieces.source], pieces.ids[pieces.target]) == (S, FIRST)


FILLER = "rain fell on the quay and nobody came "  # eight pieces


@pytest.mark.parametrize(
    ("before", "between", "after"),
    [(40, 0, 0), (0, 0, 40), (40, 0, 40), (40, 12, 0), (0, 12, 40), (40, 12, 40), (3, 14, 40)],
)
def test_a_long_sentence_is_cut_on_the_sides_where_nobody_is_marked(before, between, after):
    sentence = f"{FILLER * before}<s>Mali</s> {FILLER * between}left <t>Chad</t> {FILLER * after}"
    pieces = marked_pieces(read_marks(sentence.strip()))
    assert len(pieces.ids) == LONGEST
    assert (pieces.ids[pieces.source], pieces.ids[pieces.target]) == (S, T)
    assert END_T in pieces.ids


def test_of_two_sides_too_far_apart_the_first_is_kept():
    pieces = marked_pieces(read_marks(f"<t>Chad</t> saw {FILLER * 40}<s>Mali</s>"))
    assert len(pieces.ids) == LONGEST
    assert (pieces.target, pieces.ids[pieces.source]) == (1, FIRST)


words = st.sampled_from(["Mali", "Oslo's", "4,000", "sea-lane", "left.", "", "Ærø", "’", "北京"])
sides = st.tuples(st.integers(0, 300), st.integers(0, 40))


@st.composite
def marked(draw) -> Marked:
    """A sentence of any length with sides anywhere, of any length, empty ones included."""
    text = " ".join(draw(st.lists(words, max_size=150)))
    (first, long), (second, wide) = draw(sides), draw(sides)
    first, second = min(first, len(text)), min(second, len(text))
    return Marked(
        text, (first, min(first + long, len(text))), (second, min(second + wide, len(text)))
    )


@given(marked())
def test_pieces_are_never_more_than_the_model_takes(sentence):
    ids = marked_pieces(sentence).ids
    assert len(ids) <= LONGEST
    assert (ids[0], ids[-1]) == (FIRST, LAST)
    for mark in MARKS:
        assert ids.count(mark) <= 1


@given(marked())
def test_all_marks_are_kept_where_what_lies_between_them_fits(sentence):
    text, *ends = sentence
    marked_ends = [(start, end) for start, end in ends if end > start]
    if not marked_ends:
        return
    first, last = min(start for start, _ in marked_ends), max(end for _, end in marked_ends)
    moved = [(start - first, end - first) if end > start else NOWHERE for start, end in ends]
    alone = marked_pieces(Marked(text[first:last], *moved)).ids
    if len(alone) < LONGEST:
        whole = marked_pieces(sentence).ids
        assert [id_ for id_ in whole if id_ in MARKS] == [id_ for id_ in alone if id_ in MARKS]
        assert len([id_ for id_ in whole if id_ in MARKS]) == 2 * len(marked_ends)


@given(st.lists(words, max_size=200))
def test_every_token_that_is_read_begins_at_a_piece_of_its_own(tokens):
    pieces = token_pieces(tokens)
    places = [place for place in pieces.first if place >= 0]
    assert len(pieces.ids) <= LONGEST
    assert len(pieces.first) == len(tokens)
    assert places == sorted(set(places))
    assert all(0 < place < len(pieces.ids) - 1 for place in places)


# Frames and model together

TYPES = tuple(EventType)
NAMES = [str(type_) for type_ in TYPES]
WEIGHTS = {name: 0.5 + place for place, name in enumerate(vote_names())}

votes = st.none() | st.builds(
    FrameVote,
    st.sampled_from(TYPES),
    st.sampled_from([None, "restrict", "seize"]),
    st.sampled_from(Fit),
    st.just("trigger"),
    st.just("frame"),
)
logits = st.lists(st.floats(-30, 0, width=32), min_size=len(TYPES), max_size=len(TYPES))
batches = st.lists(st.tuples(logits, votes), min_size=1, max_size=6)


def joined(batch, temperature=1.5):
    logs = np.array([logs for logs, _ in batch], np.float32)
    said = [vote for _, vote in batch]
    return combine(logs, said, NAMES, temperature=temperature, weights=WEIGHTS)


@given(batches, st.floats(0.2, 5))
def test_every_row_is_a_distribution(batch, temperature):
    shares = joined(batch, temperature)
    assert shares.shape == (len(batch), len(TYPES))
    assert (shares >= 0).all()
    assert shares.sum(axis=1) == pytest.approx(1)


@given(batches)
def test_a_vote_raises_its_type_and_no_other(batch):
    alone = joined([(logs, None) for logs, _ in batch])
    for before, after, (_, vote) in zip(alone, joined(batch), batch, strict=True):
        if vote is None:
            assert (before == after).all()
            continue
        own = NAMES.index(vote.type)
        assert after[own] > before[own] or before[own] == pytest.approx(1)
        others = np.arange(len(TYPES)) != own
        assert (after[others] <= before[others]).all()


@given(batches.flatmap(lambda batch: st.tuples(st.just(batch), st.permutations(range(len(batch))))))
def test_the_order_of_a_batch_does_not_matter(batch_and_order):
    batch, order = batch_and_order
    assert (joined(batch)[list(order)] == joined([batch[at] for at in order])).all()


def test_by_hand():
    """Two types equally likely, one vote of weight ln 3: three to one."""
    logs = np.log(np.array([[0.5, 0.5]], np.float32))
    vote = FrameVote(EventType.CONSULT, None, Fit.BOTH, "met", "meet")
    names, weights = ["AGREE", "CONSULT"], {"BOTH": math.log(3)}
    shares = combine(logs, [vote], names, temperature=1.0, weights=weights)
    assert shares == pytest.approx(np.array([[0.25, 0.75]]))


# Tags in order

TAGS = ["O", "B-S", "I-S", "B-T", "I-T"]
tag_scores = st.lists(
    st.lists(st.floats(-20, 0, width=32), min_size=len(TAGS), max_size=len(TAGS)), max_size=12
)


@given(tag_scores)
def test_nothing_goes_on_that_has_not_begun(rows):
    path = likeliest_path(np.array(rows, np.float32).reshape(-1, len(TAGS)), TAGS)
    assert len(path) == len(rows)
    for before, tag in pairwise(["O", *path]):
        if tag.startswith("I-"):
            assert before in (f"B-{tag[2:]}", f"I-{tag[2:]}")


@given(tag_scores)
def test_where_the_best_tags_can_follow_one_another_they_are_taken(rows):
    best = [TAGS[int(np.argmax(row))] for row in rows]
    apart = all(sorted(row)[-1] - sorted(row)[-2] > 0.01 for row in rows)
    legal = all(b[0] != "I" or a[1:] == b[1:] for a, b in pairwise(["O", *best]))
    if apart and legal:
        path = likeliest_path(np.array(rows, np.float32).reshape(-1, len(TAGS)), TAGS)
        assert path == best


# The committed model


def test_the_file_is_small():
    size = sum(path.stat().st_size for path in MODEL.iterdir())
    assert size <= MEGABYTES * 1_000_000


def test_the_outputs_are_those_of_the_codebook():
    labels = card().labels
    book = codebook()
    assert labels["types"] == (*NAMES, "NONE")
    assert set(labels["contexts"]) == set(book.contexts)
    assert set(labels["modes"]) == {
        *NAMES,
        *(f"{type_}/{mode}" for type_, entry in book.types.items() for mode in entry.modes),
    }
    assert labels["sides"] == tuple(TAGS)
    assert {"O", "B-Person", "B-Organisation", "B-Location"} <= set(labels["entities"])
    assert set(card().votes) == set(vote_names())
    assert card().temperature > 0


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({}, "No such file"),
        ({"coder.json": '{"labels": '}, "Expecting value"),
        ({"coder.json": '{"labels": {}}'}, "'combination'"),
    ],
)
def test_a_model_that_is_missing_or_broken_is_one_line(tmp_path, files, problem):
    for name, words_ in files.items():
        (tmp_path / name).write_text(words_)
    with pytest.raises(KnowledgeError, match=r"coder\.json is missing or broken: .+ anew\.") as why:
        card(tmp_path)
    assert problem in str(why.value)


ANY = [
    read_marks(sentence)
    for sentence in (
        "<s>Mali</s> left <t>Chad</t>.",
        "<s>Peru</s> left <t>Laos</t>.",
        "<t>Laos</t>, <s>Peru</s> said, had no right to close the river to its grain barges.",
        "<s>Oman</s> waited.",
        "Nobody came.",
        f"{FILLER * 30}<s>Mali</s> shelled <t>Chad</t>.",
    )
]


def test_what_is_said_of_a_sentence_does_not_depend_on_its_neighbours():
    alone = [score_pairs([sentence]) for sentence in ANY]
    for batch in (ANY, ANY[::-1], ANY * 7):
        together = score_pairs(batch)
        for at, sentence in enumerate(batch):
            for apart, among in zip(alone[ANY.index(sentence)], together, strict=True):
                assert apart[0].tobytes() == among[at].tobytes()


def test_nor_do_its_tags():
    batch = [sentence.text.split() for sentence in ANY]
    alone = [score_sides([tokens])[0] for tokens in batch]
    for apart, among in zip(alone, score_sides(batch), strict=True):
        assert apart.tobytes() == among.tobytes()


def test_scores_are_log_probabilities():
    scores = score_pairs(ANY)
    assert np.exp(scores.types).sum(axis=1) == pytest.approx(1, abs=1e-4)
    assert np.exp(scores.modes).sum(axis=1) == pytest.approx(1, abs=1e-4)


def test_nothing_asked_nothing_answered():
    assert code_marked([]) == []
    assert tag_sides([]) == tag_entities([]) == []
    assert tag_sides([[]]) == tag_entities([[]]) == [[]]


def test_a_token_beyond_what_the_model_reads_is_no_side():
    tokens = ["Norway", "bombed", "Denmark", *["then"] * 300]
    (tags,) = tag_sides([tokens])
    assert len(tags) == len(tokens)
    assert set(tags[LONGEST:]) == {"O"}


@pytest.mark.parametrize(
    ("sentence", "sides_"),
    [
        ("Norway bombed Denmark on Monday .", "B-S O B-T O O O"),
        ("Denmark was invaded by Norway .", "B-T O O O B-S O"),
        ("Peru accused Chile of spying .", "B-S O B-T O O O"),
    ],
)
def test_who_does_it_to_whom(sentence, sides_):
    assert tag_sides([sentence.split()]) == [sides_.split()]


SENTENCE = "Prime Minister Amina Bello said that the Ministry of Defence had sent men to Syria."
NAMED = [*SENTENCE[:-1].split(), "."]


@pytest.mark.parametrize(
    ("word", "kind"), [("Bello", "Person"), ("Ministry", "Organisation"), ("Syria", "Location")]
)
def test_what_is_named(word, kind):
    (tags,) = tag_entities([NAMED])
    assert tags[NAMED.index(word)].endswith(f"-{kind}")


# The whole coder, on sentences that leave no doubt

PLAIN = [
    ("<s>Norway</s> promised to help <t>Iceland</t> rebuild its harbours.", "AGREE"),
    ("<s>Finland</s> agreed to sell <t>Estonia</t> a hundred buses.", "AGREE"),
    ("<s>Peru's president</s> met with <t>the Chilean foreign minister</t> in Arica.", "CONSULT"),
    ("<s>Oman</s> held talks with <t>Yemen</t> on Thursday.", "CONSULT"),
    ("<s>Ghana</s> praised <t>Togo</t> for its handling of the vote.", "SUPPORT"),
    ("<s>Japan</s> voiced its support for <t>Mongolia</t>.", "SUPPORT"),
    ("<s>Malaysia</s> shared intelligence with <t>Brunei</t>.", "COOPERATE"),
    ("<s>Egypt</s> held joint military exercises with <t>Jordan</t>.", "COOPERATE"),
    ("<s>Canada</s> sent food and medicine to <t>Haiti</t>.", "AID"),
    ("<s>Sweden</s> gave <t>Moldova</t> a grant of 40 million euros.", "AID"),
    (
        "<s>The government</s> gave in to <t>the strikers</t> and raised their pay.",
        "CONCEDE",
    ),
    ("<s>Nigeria</s> lifted its curfew on <t>the people of Jos</t>.", "RETREAT"),
    ("<s>Ethiopia</s> withdrew its troops from <t>Somalia</t>.", "RETREAT"),
    ("<s>The rebels</s> released <t>nine Kenyan hostages</t>.", "RETREAT"),
    ("<s>Lebanon</s> appealed to <t>France</t> for help.", "REQUEST"),
    ("<s>Uruguay</s> urged <t>Paraguay</t> to open its archives.", "REQUEST"),
    ("<s>Armenia</s> accused <t>Azerbaijan</t> of lying.", "ACCUSE"),
    ("<s>Brazil</s> strongly condemned <t>Bolivia</t> over the raid.", "ACCUSE"),
    ("<s>Serbia</s> rejected a proposal by <t>Kosovo</t>.", "REJECT"),
    ("<s>India</s> refused to meet <t>Pakistani</t> envoys.", "REJECT"),
    ("<s>North Korea</s> threatened to attack <t>South Korea</t>.", "THREATEN"),
    ("<s>Eritrea</s> warned <t>Djibouti</t> that it would retaliate with force.", "THREATEN"),
    ("<s>Thousands of farmers</s> protested against <t>the government</t>.", "PROTEST"),
    ("<s>Miners</s> went on strike against <t>the state company</t>.", "PROTEST"),
    ("<s>Poland</s> expelled three <t>Belarusian</t> diplomats.", "SANCTION"),
    ("<s>Qatar</s> broke off diplomatic relations with <t>Chad</t>.", "SANCTION"),
    ("<s>Turkey</s> massed tanks and troops on its border with <t>Syria</t>.", "MOBILIZE"),
    ("<s>Taiwan</s> put its army on high alert against <t>China</t>.", "MOBILIZE"),
    ("<s>Police</s> arrested <t>forty opposition activists</t>.", "COERCE"),
    ("<s>The junta</s> banned <t>the main opposition party</t>.", "COERCE"),
    ("<s>Norwegian jets</s> bombed <t>a Danish village</t>, killing six.", "ASSAULT"),
    ("<s>Gunmen from the militia</s> shot dead <t>two aid workers</t>.", "ASSAULT"),
]


@pytest.fixture(scope="module")
def codings():
    return code_marked([read_marks(sentence) for sentence, _ in PLAIN])


@pytest.mark.parametrize("at", range(len(PLAIN)), ids=[sentence for sentence, _ in PLAIN])
def test_a_plain_act_is_coded_as_what_it_is(codings, at):
    assert codings[at].type == PLAIN[at][1], codings[at].because


def test_every_type_has_a_plain_act():
    assert {type_ for _, type_ in PLAIN} == set(NAMES)


def test_a_coding_is_the_likeliest_of_its_scores_with_a_mode_of_its_type(codings):
    for coding in codings:
        assert sum(coding.scores.values()) == pytest.approx(1)
        assert coding.confidence == coding.scores[coding.type] == max(coding.scores.values())
        assert coding.mode is None or coding.mode in codebook().types[coding.type].modes


@pytest.mark.parametrize(
    ("sentence", "type_", "mode"),
    [
        ("<s>Poland</s> expelled three <t>Belarusian</t> diplomats.", "SANCTION", "expel"),
        ("<s>Police</s> arrested <t>forty activists</t>.", "COERCE", "arrest"),
        ("<s>The rebels</s> released <t>nine hostages</t>.", "RETREAT", "release"),
    ],
)
def test_the_frame_names_the_mode(sentence, type_, mode):
    (coding,) = code_marked([read_marks(sentence)])
    assert (coding.type, coding.mode) == (type_, mode)


BOMBED = read_marks("<s>Norway</s> bombed <t>Denmark</t>.")
WORDLESS = read_marks("<s>Norway</s>, <t>Denmark</t>.")


@pytest.mark.parametrize(
    ("parts", "sentence", "because"),
    [
        (Parts.FRAMES, BOMBED, r"frame bomb on “bombed”: ASSAULT/heavy-weapons"),
        (Parts.MODEL, BOMBED, r"model: ASSAULT \d\.\d\d"),
        (Parts.BOTH, BOMBED, r"frame bomb on “bombed”: ASSAULT/heavy-weapons; model: [A-Z]+ .+"),
        (Parts.FRAMES, WORDLESS, r"neither frame nor model: the commonest type"),
        (Parts.BOTH, WORDLESS, r"model: [A-Z]+ \d\.\d\d"),
    ],
)
def test_because_names_the_frame_its_words_and_what_the_model_says(parts, sentence, because):
    (coding,) = code_marked([sentence], parts=parts)
    assert re.fullmatch(because, coding.because), coding.because


@pytest.mark.parametrize("parts", Parts)
@pytest.mark.parametrize(
    "sentence",
    [
        Marked("Norway bombed Denmark.", NOWHERE, (14, 21)),
        Marked("Norway bombed Denmark.", (0, 6), NOWHERE),
        Marked("Norway bombed Denmark.", NOWHERE, NOWHERE),
        Marked("Norway", (0, 6), (0, 6)),
        Marked(".", NOWHERE, NOWHERE),
        Marked("", NOWHERE, NOWHERE),
    ],
)
def test_sides_may_be_missing_and_sentences_odd(parts, sentence):
    (coding,) = code_marked([sentence], parts=parts)
    assert coding.type in EventType
    assert 0 < coding.confidence <= 1


@pytest.mark.parametrize("parts", Parts)
def test_codings_do_not_depend_on_the_batch(parts):
    alone = [code_marked([sentence], parts=parts)[0] for sentence in ANY]
    assert code_marked(ANY, parts=parts) == alone
    assert code_marked(ANY[::-1], parts=parts) == alone[::-1]
