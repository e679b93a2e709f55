"""What a brief promises in every form: cited, escaped, repeatable, of bearable size."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html as lxml_html
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tocsin.brief import compose, forms
from tocsin.brief.page import lay_out
from tocsin.domain import (
    ActorKind,
    ActorMention,
    Assessment,
    Bargain,
    BlockKind,
    Driver,
    Horizon,
    Outlook,
    Position,
    Posture,
    Reliability,
    Signal,
    SignalKind,
    Status,
    Unread,
    UsageError,
)

LINES = "//li[contains(@class,'event') or contains(@class,'claim')] | //dl/div | //tr[.//button]"
HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)> & \'"'


class Page(SingleFileSnapshotExtension):
    """A snapshot that opens in a browser."""

    _write_mode = WriteMode.TEXT
    file_extension = "html"


class Markdown(SingleFileSnapshotExtension):
    """A snapshot that reads as Markdown."""

    _write_mode = WriteMode.TEXT
    file_extension = "md"


def without_pictures(page: str) -> str:
    """The page as read: charts by their text alternative, the style sheet left out."""
    page = re.sub(r"<style>.*?</style>", "<style></style>", page, flags=re.DOTALL)
    return re.sub(
        r'<svg class="chart"[^>]*aria-label="([^"]*)".*?</svg>',
        r"[chart: \1]",
        page,
        flags=re.DOTALL,
    )


def parsed(page: str) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(page)


def test_the_forms_are_html_json_and_md():
    assert forms() == ("html", "json", "md")


def test_an_unknown_form_is_named_with_those_there_are(assessment):
    with pytest.raises(UsageError, match=r"unknown form 'pdf'; there are: html, json, md"):
        compose(assessment, form="pdf")


def test_the_page_reads_as_before(assessment, snapshot):
    assert without_pictures(compose(assessment)) == snapshot(extension_class=Page)


def test_the_markdown_reads_as_before(assessment, snapshot):
    assert compose(assessment, form="md") == snapshot(extension_class=Markdown)


def test_every_line_opens_words_that_stand_in_its_report(assessment):
    page = parsed(compose(assessment))
    texts = {report.id: report.text for report in assessment.reports}
    lines = page.xpath(LINES)
    assert len(lines) > 25
    for line in lines:
        buttons = line.xpath(".//button[@class='n']")
        assert buttons, f"no footnote: {line.text_content()[:80]}"
        for button in buttons:
            [note] = page.xpath(f"//article[@id='{button.get('popovertarget')}']")
            report_id = note.xpath("string(./footer)").split(" · ")[-1]
            [mark] = note.xpath(".//mark")
            assert mark.text_content() in texts[report_id]


def test_a_footnote_shows_the_quotation_in_its_paragraph_and_where_it_stands(assessment):
    page = parsed(compose(assessment))
    [note] = [n for n in page.xpath("//article") if n.xpath(".//mark[contains(.,'expelled four')]")]
    assert note.xpath("string(.//blockquote)") == (
        "Borland expelled four Arvian diplomats on 11 March. Its foreign minister, Tomas Reke, "
        "said that the embassy would not be closed."
    )
    said = note.text_content()
    for part in ("Arvia shells Kest as river talks collapse", "Kestrel Post", "2031-03-12",
                 "grade B", "kestrel.txt"):  # fmt: skip
        assert part in said


def test_a_quoted_table_row_comes_with_its_header(assessment):
    page = parsed(compose(assessment))
    [note] = [n for n in page.xpath("//article") if n.xpath(".//mark[contains(.,'Romania')]")]
    assert note.xpath("string(.//span[@class='lead'])") == "State | Change | Equipment"


def test_the_same_words_are_one_footnote_however_often_they_are_cited(assessment):
    notes = lay_out(assessment).footnotes
    places = [(note.report_id, note.before, note.quote) for note in notes]
    assert len(places) == len(set(places))
    assert [note.number for note in notes] == list(range(1, len(notes) + 1))


def test_copies_of_a_report_do_not_make_an_act_better_attested(assessment):
    # The River Wire copies the Daily Ledger: three reports, two origins.
    first = lay_out(assessment).bottom_line[0]
    assert first.lead == "Arvia → Borland: assault (artillery), from 2 independent sources"


def test_what_did_not_happen_stands_apart_from_what_did(assessment):
    page = parsed(compose(assessment))
    happened = page.xpath("string(//section[@id='happened'])")
    announced = page.xpath("string(//section[@id='announced'])")
    for words in ("may impose a fuel embargo", "would not be closed", "pledged to send 40"):
        assert words not in happened
        assert words in announced
    assert "shelled the border town" in happened
    assert "shelled the border town" not in announced


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("happened", "according to Borland's interior ministry"),
        ("happened", "anonymous according to three witnesses"),
        ("happened", "unattributed"),
        ("announced", "anonymous according to officials"),
        ("bottom-line", "Borland 12,000 (the river line); Poland +10,000; Romania +4,000"),
        ("signals", "If a single foreign soldier crosses the Sarn then we will answer"),
        ("commitments", "League of Six → Borland Twelve states"),
        ("claims", "Denied by Mira Halden (Arvia); said by anonymous a spokesman in Arvia"),
        ("claims", "usually reliable source; probably true · 2 independent sources: Kestrel Post"),
        ("claims", "fairly reliable source; truth cannot be judged · 1 independent source"),
        ("claims", "Contradicted B3: Arvia's guns did not fire first."),
        ("gauges", "One measurement each, so no curve yet: 14 March 2031."),
        ("gauges", "Not measured: Eastern Pact. No act between members was found."),
        ("outlook", "Made by the reports, not by Tocsin."),
        ("outlook", "55–80 % “likely” · by R4, Three ways out for the Sarn"),
        ("outlook", "no word says how likely"),
        ("posture", "Not on the map: Borland 12,000"),
        ("sources", "copy of R2"),
        ("unread", "the file asks for a password"),
    ],
)
def test_sections_say(assessment, section, words):
    [found] = parsed(compose(assessment)).xpath(f"//section[@id='{section}']")
    for button in found.xpath(".//button"):
        button.drop_tree()
    assert words in " ".join(" ".join(found.itertext()).split())


def test_nothing_found_is_said_and_not_left_blank():
    empty = Assessment(desk="general", as_of="2031-03-14", generated_by="tocsin 0.1.0")
    page = parsed(compose(empty))
    for section in page.xpath("//section[@id and @id != 'notes' and @id != 'method']"):
        assert section.xpath(".//p[@class='quiet']"), section.get("id")
    assert "We looked" in compose(empty, form="md")


@pytest.fixture(scope="module")
def hostile(make_report, cite) -> Assessment:
    """A report, a desk and a name that try to become markup."""
    report = make_report(
        f"in{HOSTILE}.txt",
        [(BlockKind.PARAGRAPH, f"Arvia warned {HOSTILE} *not* to [cross](http://x) | the `line`.")],
        title=HOSTILE,
        source=HOSTILE,
        url="javascript:alert(1)",
    )
    return Assessment(
        desk=HOSTILE,
        question=HOSTILE,
        as_of="2031-03-14",
        generated_by="tocsin 0.1.0",
        reports=(report,),
        unread=(Unread(origin=HOSTILE, reason=HOSTILE),),
        actors=(ActorMention(code="POL", name=HOSTILE, kind=ActorKind.STATE, mentions=1),),
        posture=(
            Posture(
                id="fp-1", actor="POL", change=5, place=HOSTILE, evidence=cite(report, "Arvia")
            ),
        ),
        signals=(
            Signal(
                id="sg-1",
                kind=SignalKind.WARNING,
                sender=("POL",),
                receiver=(HOSTILE,),
                evidence=cite(report, report.text),
            ),
        ),
    )


def test_what_reports_and_desks_say_never_becomes_markup(hostile):
    written = compose(hostile)
    page = parsed(written)
    assert not page.xpath("//script | //img | //*[@onerror]")
    assert not [link for link in page.xpath("//a/@href") if not link.startswith("#")]
    assert "<script" not in written
    marks = [mark.text_content() for mark in page.xpath("//mark")]
    assert hostile.reports[0].text in marks


def test_markdown_shows_markup_as_it_stands(hostile):
    written = compose(hostile, form="md")
    assert "<script" not in written
    assert r"\*not\* to \[cross\](http://x) \| the \`line\`" in written


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_the_same_assessment_gives_the_same_bytes(assessment, form):
    assert compose(assessment, form=form) == compose(assessment, form=form)


def test_neither_clock_zone_nor_hash_seed_shows_in_the_page(assessment, tmp_path):
    data = tmp_path / "assessment.json"
    data.write_text(assessment.model_dump_json(), encoding="utf-8")
    program = (
        "import sys; from tocsin.domain import Assessment; from tocsin.brief import compose;"
        "text = open(sys.argv[1], encoding='utf-8').read();"
        "sys.stdout.buffer.write(compose(Assessment.model_validate_json(text)).encode())"
    )
    pages = {
        subprocess.run(
            [sys.executable, "-c", program, str(data)],
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for zone, seed in (("Pacific/Auckland", "1"), ("America/Lima", "2"))
    }
    assert pages == {compose(assessment).encode()}


def test_a_hundred_crowded_reports_stay_below_two_megabytes(crowded):
    written = compose(crowded(100))
    assert len(written.encode()) < 2_000_000
    assert "more lines in the JSON form" in written
    page = parsed(written)
    known = set(page.xpath("//article/@id"))
    assert set(page.xpath("//button[@class='n']/@popovertarget")) == known


def test_long_lists_show_the_weightiest_and_fold_the_rest(crowded):
    page = parsed(compose(crowded(12)))
    for section in ("happened", "signals", "posture", "commitments", "claims", "outlook"):
        assert page.xpath(f"//section[@id='{section}']//details/summary"), section


def test_markdown_footnotes_resolve_both_ways(assessment):
    written = compose(assessment, form="md")
    defined = re.findall(r"^\[\^(\d+)\]:", written, flags=re.MULTILINE)
    cited = re.findall(r"\[\^(\d+)\](?!:)", written)
    assert sorted(set(cited)) == sorted(defined)
    assert len(defined) == len(set(defined))


def test_the_page_asks_nothing_of_any_network(assessment):
    written = compose(assessment)
    page = parsed(written)
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    assert not page.xpath("//script | //iframe | //object | //@src | //@srcset | //@onclick")
    assert not re.search(r"url\((?!#)|@import|@font-face", written)
    assert all(h.startswith("data:") for h in page.xpath("//link/@href"))


def test_the_page_is_well_formed(assessment, crowded):
    for written in (compose(assessment), compose(crowded(3))):
        page = parsed(written)
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        for reference in page.xpath("//@aria-labelledby | //@popovertarget"):
            assert reference in ids
        for link in page.xpath("//a/@href[starts-with(., '#')]"):
            assert link[1:] in ids
        levels = [int(h.tag[1]) for h in page.xpath("//h1 | //h2 | //h3 | //h4")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b <= a + 1 for a, b in pairwise(levels))
        for chart in page.xpath("//*[local-name()='svg'][not(@aria-hidden)]"):
            assert chart.get("role") == "img"
            assert len(chart.get("aria-label")) > 20


def test_a_brief_is_written_without_importing_altair(assessment, tmp_path):
    # Its import alone would take a third of the time a cold start may.
    data = tmp_path / "assessment.json"
    data.write_text(assessment.model_dump_json(), encoding="utf-8")
    program = (
        "import sys; from tocsin.domain import Assessment; from tocsin.brief import compose;"
        "assert 'jinja2' not in sys.modules and 'vl_convert' not in sys.modules;"
        "compose(Assessment.model_validate_json(open(sys.argv[1], encoding='utf-8').read()));"
        "print('altair' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(data)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_templates_and_style_sheet_are_part_of_the_package():
    room = Path(__import__("tocsin.brief", fromlist=["brief"]).__file__).parent
    assert (room / "templates" / "brief.html.j2").is_file()
    assert (room / "assets" / "brief.css").is_file()


def test_estimates_of_our_own_stand_apart_from_predictions_found(assessment):
    own = assessment.model_copy(
        update={
            "outlook": (
                Outlook(
                    scenario="A truce holds",
                    horizon=Horizon.SHORT,
                    probability=0.62,
                    low=0.45,
                    high=0.77,
                    drivers=(Driver(name="talks", effect=0.4),),
                ),
            ),
            "bargaining": (
                Bargain(
                    issue="who patrols the Sarn",
                    positions=(Position(actor="ARV", position=80, salience=0.9, capability=0.6),),
                    settlement=55.5,
                    low=40,
                    high=70,
                ),
            ),
        }
    )
    [section] = parsed(compose(own)).xpath("//section[@id='outlook']")
    said = " ".join(" ".join(section.itertext()).split())
    found, _, estimated = said.partition("Tocsin’s own estimates")
    assert "A cease-fire along the river is likely" in found
    assert "A truce holds Short term 62 % 45–77 % talks +0.40" in estimated
    assert "settlement near 55.5 (80 %: 40.0 to 70.0)" in estimated
    assert "Arvia 80.0 0.9 0.6" in estimated
    assert section.xpath(".//figure//*[local-name()='svg'][@role='img']")
    markdown = compose(own, form="md")
    assert "| A truce holds | Short term | 62 % | 45–77 % |" in markdown
    assert "who patrols the Sarn" in markdown


def test_an_act_says_its_contexts_and_an_unsure_type(assessment):
    """Contexts stand beside the act, nearest first; a type we doubt is marked, others are not."""
    plainly = compose(assessment, form="md")
    first = next(event for event in assessment.events if event.status is Status.ACTUAL)
    told = first.model_copy(update={"contexts": ("human_rights", "legal"), "confidence": 0.55})
    others = tuple(told if event.id == first.id else event for event in assessment.events)
    changed = assessment.model_copy(update={"events": others})
    markdown, page = compose(changed, form="md"), parsed(compose(changed))
    assert "[human rights, legal] (type uncertain)" in markdown
    assert "type uncertain" not in plainly
    assert "human rights, legal" in page.xpath("//span[@class='contexts']/text()")


def test_what_was_due_before_the_brief_is_marked_and_not_at_the_top(assessment):
    eve = assessment.as_of - timedelta(days=1)
    past = tuple(one.model_copy(update={"due": eve}) for one in assessment.predictions)
    page = lay_out(assessment.model_copy(update={"predictions": past}))
    assert "Predicted" in [point.label for point in lay_out(assessment).bottom_line]
    assert "Predicted" not in [point.label for point in page.bottom_line]
    lines = [line for group in page.ahead.horizons for line in group.lines.shown]
    assert lines
    assert {line.due for line in lines} == {"was due by 13 March 2031"}


def test_a_figure_of_an_unreliable_source_does_not_lead(assessment):
    worst = tuple(
        report.model_copy(update={"grade": Reliability.E})
        if any(report.id == cited.report for cited in figure.evidence)
        else report
        for report in assessment.reports
        for figure in assessment.posture
        if figure.actor == "BOR"
    )
    page = lay_out(assessment.model_copy(update={"reports": worst}))
    [forces] = [point for point in page.bottom_line if point.label == "Forces"]
    assert forces.text.startswith("Poland +10,000")
