"""The root element is found whatever stands before it, and is looked for once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.intake.sniff import is_feed, sniff_text
from tocsin.intake.web_page import is_whole_page
from tocsin.intake.xml_safety import root_element


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("<rss version='2.0'>", "rss"),
        ("  \n<RSS>", "rss"),
        ("<rdf:RDF xmlns='x'>", "rdf:rdf"),
        ("<atom:feed>", "atom:feed"),
        ("<feed\n>", "feed"),
        ("<feeding>", "feeding"),
        ("<br/>", "br"),
        ("<?xml version='1.0'?><?xml-stylesheet href='a'?><!-- wire --><rss>", "rss"),
        ("<!DOCTYPE rss PUBLIC '-//K//DTD' 'https://kestrel.example/rss.dtd'><rss>", "rss"),
        ("<!doctype HTML>\n<p>", "html"),
        ("<!doctype html", "html"),
        ("<!-- <rss> --><html lang='en'>", "html"),
        ("<!---->" * 10_000 + "<rss>", "rss"),
        ("<?x?>" * 10_000 + "<html>", "html"),
        ("<!doctype x>" * 10_000 + "<feed>", "feed"),
        # Nothing that begins a page.
        ("<!---->" * 10_000, ""),
        ("<!---->" * 10_000 + "<", ""),
        ("<!--" * 10_000, ""),
        ("<?" * 10_000, ""),
        ("<!doctype x" * 10_000, ""),
        ("<!---->" * 10_000 + " " * 10_000 + "Arvia", ""),
        ("<![CDATA[<rss>]]><rss>", ""),
        ("Arvia <rss>", ""),
        ("<-- arrow", ""),
        ("< rss>", ""),
        ("<rss", ""),
        ("", ""),
    ],
)
def test_the_root_is_the_first_element_behind_comments_and_declarations(text, root):
    assert root_element(text) == root


@given(st.lists(st.sampled_from(["<!---->", "<!-- a -->", "<?b?>", "<!doctype c>", " ", "\n"])))
def test_what_stands_before_the_root_never_changes_it(before):
    assert root_element("".join([*before, "<rss>"])) == "rss"


class Watched(str):
    """A text that counts how far each search in it reached."""

    __slots__ = ("looked",)

    def __new__(cls, text: str) -> "Watched":
        watched = super().__new__(cls, text)
        watched.looked = 0
        return watched

    def find(self, wanted: str, start: int = 0) -> int:
        found = super().find(wanted, start)
        self.looked += (len(self) if found < 0 else found + len(wanted)) - start
        return found


@pytest.mark.parametrize("ending", ["<rss>", "<", "", "<!--"])
def test_every_character_is_looked_at_once(ending):
    text = Watched("<!---->" * 10_000 + ending)
    root_element(text)
    assert 0 < text.looked <= len(text)


def test_feeds_and_pages_are_known_behind_ten_thousand_comments():
    comments = "<!---->" * 10_000
    assert is_feed(f"{comments}<rss>".encode())
    assert not is_feed(f"{comments}<html>".encode())
    assert sniff_text(f"{comments}<html>".encode()) == "html"
    assert is_whole_page(f"{comments}<html>")
    assert not is_whole_page(f"{comments}<p>")


def test_a_feed_in_wide_characters_is_one():
    assert is_feed("<?xml version='1.0'?><rss version='2.0'>".encode("utf-16"))
