"""Each format gives the same report: its text, its structure and what it states of itself."""

import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tocsin.domain.report import BlockKind, Report, Unread
from tocsin.intake import JsonFields, collect
from tocsin.intake.registry import importers

TITLE = "Convoy halted at the Sel crossing"
FIRST = (
    "Arvia's border guard halted a relief convoy on Tuesday, its ministry said, and asked Borland "
    "for an explanation of what the lorries had carried across the river."
)
SECOND = (
    "Borland denied that its lorries held anything but grain, called the search a provocation, "
    "and said that it would bring the matter before the harbour court."
)
PUBLISHED = date(2031, 4, 2)


def read(tmp_path: Path, name: str, data: bytes | str, **options) -> list[Report | Unread]:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(collect([str(path)], **options))


def read_one(tmp_path: Path, name: str, data: bytes | str, **options) -> Report:
    (report,) = read(tmp_path, name, data, **options)
    assert isinstance(report, Report), report
    return report


def lines(report: Report, kind: BlockKind | None = None) -> list[str]:
    blocks = [block for block in report.blocks if kind in (None, block.kind)]
    return [report.text[block.start : block.end] for block in blocks]


def cells(report: Report) -> list[list[str]]:
    return [
        [report.text[cell.start : cell.end] for cell in block.cells]
        for block in report.blocks
        if block.cells
    ]


PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head>
<title>{TITLE} | Harbour Gazette</title>
<meta property="og:site_name" content="Harbour Gazette">
<meta property="article:published_time" content="2031-04-02T10:00:00Z">
<meta name="author" content="Ines Maro"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>{TITLE}</h1>
<p>{FIRST}</p>
<h2>What each side says</h2><p>{SECOND}</p>
<p><strong>Where the lorries wait</strong></p>
<ul><li>Forty of them stand at the north bank.</li><li>Two were searched.</li></ul>
<table><tr><th>Side</th><th>Lorries</th></tr><tr><td>Arvia</td><td>40</td></tr>
<tr><td>Borland</td><td></td></tr></table>
<blockquote><p>We shall answer if it happens again, and not with words alone.</p></blockquote>
<p>The next round of talks is planned in a neutral port, if the road there stays open.</p>
</article><footer><p>All rights reserved. Harbour Gazette.</p></footer></body></html>"""


def test_a_page_gives_its_article_and_what_its_head_states(tmp_path):
    report = read_one(tmp_path, "page.html", PAGE)
    assert report.title == TITLE
    assert report.byline == "Ines Maro"
    assert report.source == "Harbour Gazette"
    assert report.published == PUBLISHED
    assert lines(report, BlockKind.TITLE) == [TITLE]
    assert lines(report, BlockKind.HEADING) == ["What each side says", "Where the lorries wait"]
    assert lines(report, BlockKind.LIST_ITEM) == [
        "Forty of them stand at the north bank.",
        "Two were searched.",
    ]
    assert lines(report, BlockKind.QUOTE)[0].startswith("We shall answer")
    assert cells(report) == [["Side", "Lorries"], ["Arvia", "40"], ["Borland", ""]]
    assert "Home" not in report.text
    assert "rights reserved" not in report.text


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="date" content="2031-04-02">', PUBLISHED),
        ('<meta itemprop="datePublished" content="2031-04-02T23:59:00+09:00">', PUBLISHED),
        (
            '<script type="application/ld+json">{"@context": "https://schema.org", "@graph": '
            '[{"@type": "WebSite"}, {"@type": "NewsArticle", "datePublished": "2031-04-02"}]}'
            "</script>",
            PUBLISHED,
        ),
        ('<script type="application/ld+json">{broken</script>', None),
        ('<meta property="article:modified_time" content="2031-04-02">', None),
        ('<meta name="copyright" content="2031">', None),
    ],
)
def test_the_date_is_the_one_the_page_states(tmp_path, head, published):
    page = f"<html><head>{head}</head><body><p>{FIRST}</p><p>{SECOND} In 2029 it had.</p></body>"
    assert read_one(tmp_path, "page.html", page).published == published


def test_a_time_in_the_head_of_the_article_is_its_date_and_that_of_a_teaser_is_not(tmp_path):
    body = f'<article><h1>{TITLE}</h1><time datetime="2031-04-02">x</time><p>{FIRST}</p></article>'
    teaser = '<div><time datetime="2030-01-01">y</time><a href="/o">Other news</a></div>'
    dated = f"<html><body>{body}{teaser}</body></html>"
    undated = f"<html><body><article><p>{FIRST}</p></article>{teaser}</body></html>"
    assert read_one(tmp_path, "a.html", dated).published == PUBLISHED
    assert read_one(tmp_path, "b.html", undated).published is None


def test_a_page_with_one_short_line_is_read_all_the_same(tmp_path):
    report = read_one(tmp_path, "page.html", "<html><body><p>Arvia closed the road.</p></body>")
    assert report.text == "Arvia closed the road."


def test_spanned_cells_keep_the_columns_in_place(tmp_path):
    table = (
        "<table><tr><th>Side</th><th colspan=2>Forces</th></tr>"
        "<tr><td rowspan=2>Arvia</td><td>guards</td><td>40</td></tr>"
        "<tr><td>boats</td><td>3</td></tr></table>"
    )
    page = f"<html><body><article><p>{FIRST}</p>{table}<p>{SECOND}</p></article></body></html>"
    rows = cells(read_one(tmp_path, "page.html", page))
    assert rows == [["Side", "Forces", ""], ["Arvia", "guards", "40"], ["", "boats", "3"]]


def test_the_declared_character_set_of_a_page_is_used(tmp_path):
    page = f'<html><head><meta charset="iso-8859-2"></head><body><p>Královice. {FIRST}</p></body>'
    report = read_one(tmp_path, "page.html", page.encode("iso-8859-2"))
    assert report.text.startswith("Královice.")


def test_plain_text_is_read(tmp_path):
    report = read_one(tmp_path, "a.txt", f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n")
    assert report.title == TITLE
    assert lines(report) == [TITLE, FIRST, SECOND]
    assert report.published is None


MARKDOWN = f"""---
title: "{TITLE}"
author: Ines Maro
date: 2031-04-02
---

# {TITLE}

{FIRST}

## What each side says

- Arvia **waits**.
- Borland [complains](https://borland.example).

| Side | Lorries |
|---|---|
| Arvia | 40 |

> We shall answer.
"""


def test_markdown_keeps_structure_and_front_matter(tmp_path):
    report = read_one(tmp_path, "a.md", MARKDOWN)
    assert (report.title, report.byline, report.published) == (TITLE, "Ines Maro", PUBLISHED)
    assert [block.kind for block in report.blocks] == [
        BlockKind.TITLE,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.LIST_ITEM,
        BlockKind.LIST_ITEM,
        BlockKind.TABLE_HEADER,
        BlockKind.TABLE_ROW,
        BlockKind.QUOTE,
    ]
    assert lines(report, BlockKind.LIST_ITEM) == ["Arvia waits.", "Borland complains."]


@pytest.mark.parametrize("fence", ["```", "```html", "~~~markdown"])
@pytest.mark.parametrize("closing", ["", "\n```"])
def test_a_fence_around_all_of_a_markdown_file_hides_nothing(tmp_path, fence, closing):
    closing = closing.replace("```", fence[:3])
    text = f"{fence}\n# {TITLE}\n\n{FIRST}\n\n- Arvia waits.\n{closing}"
    report = read_one(tmp_path, "a.md", text)
    assert lines(report) == [TITLE, FIRST, "Arvia waits."]


RECORD = {
    "headline": TITLE,
    "body": f"{FIRST}\n\n{SECOND}",
    "date_published": "2031-04-02T08:00:00Z",
    "publisher": {"name": "Harbour Gazette"},
    "authors": [{"name": "Ines Maro"}],
    "URL": "https://gazette.example/sel",
}


@pytest.mark.parametrize(
    ("name", "text", "origin"),
    [
        ("a.jsonl", json.dumps(RECORD) + "\n", "a.jsonl"),
        ("a.jsonl", json.dumps(RECORD) + "\n\n{}\n", "a.jsonl, line 1"),
        ("a.json", json.dumps(RECORD, indent=1), "a.json"),
        ("a.json", json.dumps([RECORD]), "a.json, item 1"),
        ("a.json", json.dumps({"status": "ok", "articles": [RECORD]}), "a.json, item 1"),
        ("a.json", json.dumps(RECORD) + "\n" + json.dumps({}), "a.json, line 1"),
    ],
)
def test_json_is_read_in_its_usual_shapes(tmp_path, name, text, origin):
    report = next(iter(read(tmp_path, name, text)))
    assert isinstance(report, Report)
    assert report.origin == origin
    assert report.title == TITLE
    assert report.byline == "Ines Maro"
    assert report.source == "Harbour Gazette"
    assert report.published == PUBLISHED
    assert report.url == "https://gazette.example/sel"
    assert lines(report)[-2:] == [FIRST, SECOND]


def test_json_fields_can_be_named(tmp_path):
    row = {"t": TITLE, "inner": {"words": FIRST}, "when": 1_932_897_600, "text": "not this"}
    fields = JsonFields(text="inner.words", title="t", published="when", source="who", url="where")
    report = read_one(tmp_path, "a.jsonl", json.dumps(row), fields=fields)
    assert (report.text, report.title, report.published) == (FIRST, TITLE, PUBLISHED)
    assert (report.source, report.url) == (None, None)


def test_html_in_a_field_is_read_as_such(tmp_path):
    row = {"content": f"<h2>What each side says</h2><p>{FIRST}</p><ul><li>Arvia waits.</li></ul>"}
    report = read_one(tmp_path, "a.jsonl", json.dumps(row))
    assert lines(report) == ["What each side says", FIRST, "Arvia waits."]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_is_read_by_its_header(tmp_path, delimiter):
    rows = [
        ["Title", "Full Text", "Publication Date", "Source"],
        [TITLE, f'"{FIRST}\n\n{SECOND}"', "2031-04-02", "Harbour Gazette"],
        ["Second", f'"{SECOND}"', "", ""],
    ]
    text = "\n".join(delimiter.join(row) for row in rows)
    first, second = read(tmp_path, "a.csv", text)
    assert (first.origin, second.origin) == ("a.csv, line 2", "a.csv, line 5")
    assert (first.title, first.published, first.source) == (TITLE, PUBLISHED, "Harbour Gazette")
    assert lines(first)[-2:] == [FIRST, SECOND]
    assert (second.title, second.published, second.source) == ("Second", None, None)


RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Gazette</title>
<item><title>{TITLE}</title><link>https://gazette.example/sel</link>
<pubDate>Wed, 02 Apr 2031 10:00:00 +0200</pubDate>
<description><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></description></item>
<item><title>Only a link</title><link>https://gazette.example/link</link></item>
</channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>Harbour Gazette</title><entry><title>{TITLE}</title>
<link href="https://gazette.example/sel"/><published>2031-04-02T10:00:00Z</published>
<content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</content></entry>
<entry><title>Only a link</title><link href="https://gazette.example/link"/></entry></feed>"""


@pytest.mark.parametrize(("name", "text"), [("a.rss", RSS), ("a.atom", ATOM), ("a.xml", RSS)])
def test_feeds_give_their_entries(tmp_path, name, text):
    report, link = read(tmp_path, name, text)
    assert report.origin == f"{name}#1"
    assert report.url == "https://gazette.example/sel"
    assert (report.title, report.source) == (TITLE, "Harbour Gazette")
    assert report.published == PUBLISHED
    assert lines(report)[-2:] == [FIRST, SECOND]
    assert isinstance(link, Unread)
    assert link.origin == f"{name}#2"


MAIL = f"""From: Ines Maro <ines@gazette.example>
To: desk@tocsin.example
Subject: Fwd: {TITLE}
Date: Wed, 02 Apr 2031 23:30:00 -0700
MIME-Version: 1.0
"""


def test_mail_gives_subject_sender_date_and_text(tmp_path):
    wrapped = FIRST.replace("its ministry", "its\nministry").replace("what the", "what\nthe")
    body = f"Content-Type: text/plain; charset=utf-8\n\n{wrapped}\n\n-- \nInes Maro\nRoom 12\n"
    report = read_one(tmp_path, "a.eml", MAIL + body)
    assert (report.title, report.byline, report.published) == (TITLE, "Ines Maro", PUBLISHED)
    assert report.text == FIRST


def test_a_sender_that_cannot_be_read_costs_only_the_byline(tmp_path):
    mail = MAIL.replace("Ines Maro <ines@gazette.example>", "a:b@[, <;c:@>")
    report = read_one(tmp_path, "a.eml", f"{mail}\n{FIRST}")
    assert (report.title, report.published, report.text) == (TITLE, PUBLISHED, FIRST)


def test_mail_without_a_useful_plain_part_is_read_from_html(tmp_path):
    body = f"""Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain

View this letter in your browser.
--b
Content-Type: text/html; charset=utf-8

<html><body><table><tr><td><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></td></tr></table></body>
--b--
"""
    assert lines(read_one(tmp_path, "a.eml", MAIL + body)) == [TITLE, FIRST, SECOND]


def test_attachments_of_mail_are_read(tmp_path):
    body = f"""Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

{FIRST}
--b
Content-Type: text/plain; name=annex.txt
Content-Disposition: attachment; filename=annex.txt

{SECOND}
--b
Content-Type: image/png
Content-Disposition: inline; filename=logo.png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--b--
"""
    reports = read(tmp_path, "a.eml", MAIL + body)
    assert [(report.origin, report.text) for report in reports] == [
        ("a.eml", FIRST),
        ("a.eml/annex.txt", SECOND),
    ]


def word_document() -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.author = "Ines Maro"
    document.add_heading(TITLE, 0)
    document.add_paragraph(FIRST)
    document.add_heading("What each side says", 2)
    document.add_paragraph("Arvia waits.", style="List Bullet")
    document.add_paragraph().add_run("Where the lorries wait").bold = True
    table = document.add_table(3, 2)
    for row, texts in zip(
        table.rows, (("Side", "Lorries"), ("Arvia", "40"), ("", "12")), strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph(SECOND)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_word_documents_keep_headings_lists_and_tables(tmp_path):
    report = read_one(tmp_path, "a.docx", word_document())
    assert (report.title, report.byline) == (TITLE, "Ines Maro")
    assert report.published is None  # when the file was made is not when it was published
    assert lines(report, BlockKind.TITLE) == [TITLE]
    assert lines(report, BlockKind.HEADING) == ["What each side says", "Where the lorries wait"]
    assert lines(report, BlockKind.LIST_ITEM) == ["Arvia waits."]
    assert cells(report) == [["Side", "Lorries"], ["Arvia", "40"], ["", "12"]]
    assert [block.kind for block in report.blocks if block.cells] == [
        BlockKind.TABLE_HEADER,
        BlockKind.TABLE_ROW,
        BlockKind.TABLE_ROW,
    ]


def pdf(pages: Sequence[Sequence[str]], information: str = "") -> bytes:
    """A PDF of text lines, as small as the format allows (ISO 32000-1, 7.5)."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", font, f"<< {information} >>"]
    kids = []
    for texts in pages:
        escaped = [text.replace("(", "\\(").replace(")", "\\)") for text in texts]
        shown = " ".join(f"({text}) Tj T*" for text in escaped)
        content = f"BT /F1 11 Tf 14 TL 50 780 Td {shown} ET"
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    start = len(out)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{rows}".encode()
    out += f"trailer << /Size {size} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def test_pdf_pages_are_joined_without_running_heads(tmp_path):
    head, foot = "Harbour Gazette - Weekly Letter", "Page {} of 3"
    pages = [
        [
            head,
            TITLE,
            "Arvia's border guard halted a relief convoy on Tuesday, its ministry said, and",
            "asked Borland for an explanation of what the lorries had carried across the inter-",
            "national line. The convoy had been announced, Borland answered, three days before",
            "it came. Nobody in the harbour city had expected it to be halted, and the mayor had",
            foot.format(1),
        ],
        [
            head,
            "already thanked both sides for it.",
            "What Each Side Says",
            "Borland denied that its lorries held anything but grain. It called the search a",
            "provocation and will bring the matter before the harbour court.",
            foot.format(2),
        ],
        [head, "The court sits in June.", foot.format(3)],
    ]
    report = read_one(tmp_path, "a.pdf", pdf(pages, f"/Title ({TITLE}) /Author (Ines Maro)"))
    assert (report.title, report.byline, report.published) == (TITLE, "Ines Maro", None)
    assert [block.kind for block in report.blocks] == [
        BlockKind.TITLE,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
    ]
    assert "across the international line." in report.text
    assert "the mayor had already thanked both sides" in report.text
    assert "Weekly Letter" not in report.text
    assert "Page" not in report.text


@pytest.mark.parametrize(
    ("data", "first"),
    [
        (PAGE, TITLE),
        (json.dumps(RECORD), TITLE),
        (RSS, TITLE),
        (f"{TITLE}\n\n{FIRST}", TITLE),
        (word_document(), TITLE),
        (pdf([[TITLE, "Arvia's border guard halted a relief convoy on Tuesday."]]), TITLE),
    ],
    ids=["page", "json", "feed", "text", "word", "pdf"],
)
@pytest.mark.parametrize("name", ["april", "april.dat", "april.txt"])
def test_files_are_known_by_what_they_hold(tmp_path, name, data, first):
    report = next(iter(read(tmp_path, name, data)))
    assert isinstance(report, Report)
    assert report.title == first


def test_a_page_saved_under_the_name_of_a_pdf_is_read(tmp_path):
    assert read_one(tmp_path, "a.pdf", PAGE).title == TITLE


def test_every_importer_says_what_it_reads():
    for name, each in importers().items():
        assert each.label, name
        assert each.suffixes, name
        assert each.read.__doc__, name
