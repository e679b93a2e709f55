"""Plain text has headings, lists, tables and paragraphs; every block knows where it lies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain.report import BlockKind
from tocsin.intake.broken_lines import join_broken_lines
from tocsin.intake.cleaning import clean, decode
from tocsin.intake.plain_text import read_plain_text
from tocsin.intake.registry import DraftBlock
from tocsin.intake.structure import lay_out, table_blocks

HEADING, PARAGRAPH, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM
QUOTE, HEADER, ROW = BlockKind.QUOTE, BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW

PROSE = (
    "Arvia closed both crossings on Monday. Its ministry spoke of a hostile act and promised an "
    "answer within days, while traders on either bank reported long queues of lorries."
)


def kinds(text: str) -> list[BlockKind]:
    return [block.kind for block in read_plain_text(text)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("What the Convoy Carried", HEADING),
        ("How both sides see it", HEADING),
        ("A River Between Two Armies: Who Holds the Bridges?", HEADING),
        ("What happens next?", HEADING),
        ("Next six months (to October):", HEADING),
        ("1. The Closed Crossings", HEADING),
        ("2.1. What was closed", HEADING),
        ("### The closed crossings", HEADING),
        ("**The closed crossings**", HEADING),
        ("THE CLOSED CROSSINGS", HEADING),
        ("Arvia closed both crossings.", PARAGRAPH),
        ("and nobody answered", PARAGRAPH),  # begins in the middle
        ("The minister said:", PARAGRAPH),  # what follows is what was said
        ("There were several reasons that the ministry gave for this step:", PARAGRAPH),
        ("Will the talks resume before the harvest on both banks is in?", PARAGRAPH),
        ("Is it over? Not yet, says Borland", PARAGRAPH),  # two sentences
        ("- Forty lorries wait.", ITEM),
        ("• Forty lorries wait.", ITEM),
        ("> We shall answer if it happens again.", QUOTE),
    ],
)
def test_a_line_above_prose_is_what_it_looks_like(line, kind):
    assert kinds(f"{line}\n{PROSE}") == [kind, PARAGRAPH]


def test_a_last_line_heads_nothing():
    assert kinds(f"{PROSE}\nWhat the Convoy Carried") == [PARAGRAPH, PARAGRAPH]


@pytest.mark.parametrize(
    ("text", "level"),
    [("# One\nprose follows here.", 1), ("One\n===\nprose.", 1), ("One\n---\nprose.", 2)],
)
def test_marked_headings_keep_their_level(text, level):
    first = read_plain_text(text)[0]
    assert (first.kind, first.text, first.level) == (HEADING, "One", level)


def test_items_under_a_line_with_a_colon_end_where_the_lines_change():
    text = f"""Three things stand in the way of talks, both ministries agree:
Arvia wants its prisoners back before it sits down at any table.
Borland asks that the bridges be opened to grain first.
Neither side trusts the harbour city as a host.
{PROSE}
What Happens Next
{PROSE}"""
    assert kinds(text) == [PARAGRAPH, ITEM, ITEM, ITEM, PARAGRAPH, HEADING, PARAGRAPH]


def test_headings_with_a_colon_each_have_their_own_items():
    text = """This may follow:
Soon (to October):
Arvia may reopen one crossing.
Borland could ask for mediators.
Later (1-2 years):
A lasting border treaty could be signed.
The river fleet may be disbanded.
Conclusion: Patience
That is all."""
    assert kinds(text) == [HEADING, HEADING, ITEM, ITEM, HEADING, ITEM, ITEM, HEADING, PARAGRAPH]


def test_sentences_after_a_colon_are_an_article_when_blank_lines_part_them():
    text = "This is what is known so far:\n\n" + "\n\n".join(
        f"Crossing number {number} was closed in the morning." for number in range(20)
    )
    assert ITEM not in kinds(text)


def test_a_quotation_after_a_colon_is_no_list():
    text = "The spokeswoman of the ministry said this about the convoy:\n“We wait.”\n“We hope.”"
    assert ITEM not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "| Side | Lorries |\n|---|---:|\n| Arvia | 40 |\n| Borland | |",
        "Side | Lorries\n--- | ---\nArvia | 40\nBorland |",
        "Side\tLorries\nArvia\t40\nBorland\t-",
    ],
)
def test_tables_keep_rows_and_cells(text):
    blocks = read_plain_text(f"{PROSE}\n\n{text}\n\n{PROSE}")
    last = "-" if "-" in text[-2:] else ""
    assert [(block.kind, block.cells, block.table) for block in blocks[1:-1]] == [
        (HEADER, ("Side", "Lorries"), 0),
        (ROW, ("Arvia", "40"), 0),
        (ROW, ("Borland", last), 0),
    ]


def test_a_row_of_links_is_no_table():
    assert kinds(f"Home | World | Sport\n{PROSE}")[0] is not ROW


def test_lines_broken_at_a_column_become_paragraphs_again():
    text = """What the Convoy Carried

Arvia closed both crossings on Monday after the expul-
sion of two of its diplomats, and its foreign ministry
promised an answer within days.

Traders on either bank of the Sel reported queues that
Borland's customs service had not seen since the war.
"""
    blocks = read_plain_text(text)
    assert [block.kind for block in blocks] == [HEADING, PARAGRAPH, PARAGRAPH]
    assert "the expulsion of two" in blocks[1].text
    assert blocks[2].text.endswith(
        "queues that Borland's customs service had not seen since the war."
    )


def test_a_dash_at_the_beginning_of_a_broken_line_is_no_bullet():
    text = """The mayor of the harbour city had thanked both sides
– though nobody had asked him to – for their patience and
named these two as hosts:

- the old customs house by the river
- the new court"""
    blocks = read_plain_text(text)
    assert [block.kind for block in blocks] == [PARAGRAPH, ITEM, ITEM]
    assert "sides – though" in blocks[0].text


def test_a_paragraph_to_a_line_is_left_alone():
    lines = [PROSE, PROSE, "", PROSE]
    assert join_broken_lines(lines) == lines


TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
BLOCKS = st.one_of(
    st.builds(DraftBlock, st.sampled_from((HEADING, PARAGRAPH, ITEM, QUOTE)), TEXTS),
    st.builds(
        DraftBlock,
        st.sampled_from((HEADER, ROW)),
        st.just(""),
        cells=st.lists(TEXTS, min_size=1, max_size=4).map(tuple),
        table=st.integers(0, 3),
    ),
)


@given(st.lists(BLOCKS, max_size=12))
def test_offsets_are_exact(drafts):
    text, blocks = lay_out(drafts)
    position = 0
    for block in blocks:
        assert not text[position : block.start].strip("\n")
        line = text[block.start : block.end]
        assert line == line.strip() != ""
        assert "\n" not in line
        inner = block.start
        for cell in block.cells:
            assert inner < cell.start <= cell.end < block.end
            words = text[cell.start : cell.end]
            assert words == words.strip()
            assert text[cell.start - 2 : cell.start] == "| "
            assert text[cell.end : cell.end + 2] == " |"
            inner = cell.end
        position = block.end
    assert position == len(text)


@given(st.lists(st.lists(st.text("ab1 |", max_size=5), min_size=1, max_size=4), max_size=5))
def test_every_word_of_a_table_is_in_its_cells(rows):
    text, blocks = lay_out(table_blocks(rows, table=0, headers=1))
    found = [[text[cell.start : cell.end] for cell in block.cells] for block in blocks]
    meant = [[" ".join(cell.split()).replace("|", "¦") for cell in row] for row in rows]
    assert found == [row for row in meant if any(row)]


@given(st.text(max_size=300))
def test_plain_text_loses_no_letters(text):
    text = clean(text)
    blocks = read_plain_text(text)
    kept = "".join("".join((block.text, *block.cells)) for block in blocks)
    lost = [c for c in text if c.isalpha() and c not in kept]
    # Item letters such as "a)" are marks, not words.
    assert len(lost) <= sum(block.kind is ITEM for block in blocks) * 4


@pytest.mark.parametrize(
    ("broken", "meant"),
    [
        ("Arviaâ€™s envoy", "Arvia’s envoy"),
        ("â€œNo,â€\x9d he said", "“No,” he said"),
        ("talks â€“ at last", "talks – at last"),
        ("ArviaÃ¢â‚¬â„¢s envoy", "Arvia’s envoy"),  # twice
        ('talks â€" at last', "talks — at last"),  # its last byte made a straight quote
        ("KrÃ¡lovice", "Královice"),
        ("Arvia’s “envoy” – here", "Arvia’s “envoy” – here"),  # nothing is wrong
        ("a\u00adbc\u200bd\ufeffe\x07f", "abcdef"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("Kra\u0301lovice", "Královice"),  # composed
        ("Arvia &amp; Borland", "Arvia & Borland"),
        ("oﬃcial", "official"),
    ],
)
def test_text_is_repaired(broken, meant):
    assert clean(broken) == meant


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text) or "&" in text


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_encodings_are_recognised(encoding):
    text = "Arvia’s envoy called it “a provocation” – and left for Královice at once."
    text = text.replace("á", "é")
    assert decode(text.encode(encoding)) == text


def test_a_declared_encoding_is_used_where_bytes_do_not_say():
    text = "Посол покинул переговоры."
    assert decode(text.encode("koi8-r"), "koi8-r") == text
    assert decode("Arvia’s".encode(), "koi8-r") == "Arvia’s"  # UTF-8 whatever the page says


def test_a_stray_byte_in_utf8_costs_nothing_else():
    assert decode("Arvia’s “envoy”".encode() + b" \x93left\x94") == "Arvia’s “envoy” “left”"


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "latin-1", "no-such-set", "idna"]))
def test_decoding_never_fails(data, declared):
    assert isinstance(decode(data, declared), str)
