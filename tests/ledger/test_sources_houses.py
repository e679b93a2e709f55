"""A publisher is not a feed: names, sections and hosts of one house are one source."""

import pytest

from tocsin.desk import Desk, SourceGrade, load
from tocsin.domain import HouseKind, Report, house_key, origins_of, publisher_of
from tocsin.knowledge.hosts import registered_domain
from tocsin.knowledge.houses import houses
from tocsin.ledger.sources import link_copies, place

NO_DESK = Desk(name="none", title="none")
DESK = Desk(
    name="t",
    title="t",
    sources=(
        SourceGrade(
            name="Northern Wire Service",
            match=("Northern Wire Service", "NWS", "wire.example"),
            reliability="B",
            reason="x",
        ),
        SourceGrade(
            name="State media of Arvia",
            match=("Marenza Gazette", "Radio Marenza"),
            reliability="D",
            reason="x",
        ),
    ),
)


def report(source: str | None = None, url: str | None = None, **fields: object) -> Report:
    text = str(fields.pop("text", "Arvia closed the crossing at Tarn on Monday."))
    return Report.make(
        origin=fields.pop("origin", "a.txt"), text=text, source=source, url=url, **fields
    )


def house(source: str | None = None, url: str | None = None, desk: Desk = NO_DESK) -> str | None:
    return place(report(source, url), desk).house


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("BBC", None),
        ("BBC News", None),
        ("BBC News - World", None),
        ("World | BBC News", None),
        ("BBC News World", None),
        ("bbc.co.uk", None),
        ("BBC News Русская служба", None),
        ("Top stories", "https://www.bbc.com/news/1"),
        (None, "https://feeds.bbci.co.uk/news/world/rss.xml"),
        (None, "https://www.bbc.com/news/1"),
        ("The world as it is", "https://www.bbc.co.uk/news/1"),
    ],
)
def test_names_sections_and_hosts_of_one_house_are_one_source(source, url):
    assert house(source, url) == "BBC"


@pytest.mark.parametrize(
    ("source", "url", "name"),
    [
        ("NYT > World > Europe", None, "The New York Times"),
        ("Reuters: World News", None, "Reuters"),
        ("Associated Press", None, "AP"),
        ("EL PAÍS in English", None, "El País"),
        ("Al Jazeera – Breaking News, World News and Video from Al Jazeera", None, "Al Jazeera"),
        ("Der Spiegel", "https://www.spiegel.de/a", "Der Spiegel"),
        ("Sueddeutsche Zeitung", None, "Süddeutsche Zeitung"),
        ("Le Monde diplomatique", None, "Le Monde diplomatique"),  # a newsroom of its own
        ("The Guardian", "https://guardian.ng/news", "The Guardian (Nigeria)"),
        ("ABC News", "https://www.abc.net.au/news/1", "ABC Australia"),
        (None, "https://news.un.org/en/story", "United Nations"),
        (None, "https://www.mfa.gov.ua/en", "Ukrainian Foreign Ministry"),
    ],
)
def test_the_table_knows_the_houses_of_the_world(source, url, name):
    assert house(source, url) == name


@pytest.mark.parametrize(
    ("source", "url", "name"),
    [
        ("Kestrel Post", None, "Kestrel Post"),
        ("Kestrel Post - World", None, "Kestrel Post"),
        ("World news | Kestrel Post", None, "Kestrel Post"),
        ("Kestrel Post: Politics", None, "Kestrel Post"),
        ("Kestrel Post - Focus", None, "Kestrel Post"),  # and not the German weekly
        ("RSS feed of Kestrel Post", None, "Kestrel Post"),
        ("Kestrel Post (English)", None, "Kestrel Post"),
        ("Kestrel Post Arvia desk", "https://www.kestrelpost.example/a", "Kestrel Post"),
        ("Arvia | Kestrel Post", "https://feeds.kestrel-post.example/a", "Kestrel Post"),
        ("World", "https://feeds.kestrelpost.co.uk/a", "kestrelpost.co.uk"),
        (None, "https://www.kestrelpost.example/a", "kestrelpost.example"),
        ("www.kestrelpost.example", None, "kestrelpost.example"),
        (None, None, None),
    ],
)
def test_a_house_that_no_table_knows_is_told_by_its_words_and_domain(source, url, name):
    assert house(source, url) == name


def test_name_and_domain_of_an_unknown_house_are_one_origin():
    by_name = report("The Kestrel Post", origin="1")
    by_feed = report("Kestrel Post - World", "https://rss.kestrelpost.example/1", origin="2")
    by_host = report(None, "https://www.kestrelpost.example/2", origin="3")
    origins = {publisher_of(place(each, NO_DESK)).key for each in (by_name, by_feed, by_host)}
    assert origins == {"kestrelpost"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.president.az/1", "https://president.example/1"),  # every state has one
        ("https://mod.gov.xx/1", "https://mod.gov.yy/1"),
        ("https://t.me/kestrel/1", "https://t.me/osprey/1"),
        ("https://kestrel.substack.com/1", "https://osprey.substack.com/1"),
    ],
)
def test_hosts_that_share_a_word_or_a_platform_are_two_houses(one, other):
    keys = {publisher_of(place(report(url=url), NO_DESK)).key for url in (one, other)}
    assert len(keys) == 2


@pytest.mark.parametrize(
    ("source", "url", "name", "credited"),
    [
        ("Kestrel Post", "https://news.google.com/articles/1", "Kestrel Post", None),
        ("Reuters", "https://news.yahoo.com/1", "Reuters", None),
        ("Reuters via Yahoo News", None, "Yahoo News", "Reuters"),
        ("Reuters", "https://www.nytimes.com/1", "The New York Times", "Reuters"),
        ("Telegram", "https://t.me/s/kestrel/12", "t.me/kestrel", None),
        ("YouTube", "https://www.youtube.com/watch?v=1", "YouTube", None),
    ],
)
def test_who_only_carries_a_text_is_not_whose_it_is(source, url, name, credited):
    placed = place(report(source, url), NO_DESK)
    assert (placed.house, placed.credit_house) == (name, credited)


@pytest.mark.parametrize(
    ("source", "url", "name"),
    [
        ("Northern Wire", None, "Northern Wire Service"),
        ("Northern Wire: World", None, "Northern Wire Service"),
        ("NWS", None, "Northern Wire Service"),
        (None, "https://feeds.wire.example/1", "Northern Wire Service"),
        ("Marenza Gazette", None, "State media of Arvia"),
        ("Radio Marenza - Top stories", None, "State media of Arvia"),
    ],
)
def test_the_desk_goes_before_the_table_and_what_one_entry_matches_is_one_house(source, url, name):
    placed = place(report(source, url), DESK)
    assert placed.house == name
    assert placed.grade == {"Northern Wire Service": "B", "State media of Arvia": "D"}[name]


@pytest.mark.parametrize(
    ("credit", "name"),
    [
        ("Northern Wire", "Northern Wire Service"),
        ("NWS", "Northern Wire Service"),
        ("Ista Tidings", "Ista Tidings"),  # nobody knows it, and still it is not the paper's text
        ("Agence France-Presse", "AFP"),
    ],
)
def test_whoever_is_credited_is_the_origin(credit, name):
    placed = place(report("Kestrel Post", credit=credit), DESK)
    (origin,) = origins_of([placed]).values()
    assert (placed.house, origin.name, origin.key) == ("Kestrel Post", name, house_key(name))


def test_a_house_known_to_the_shipped_desk_has_its_name_and_grade_under_every_name():
    desk = load("general")
    for source, url in (
        ("AFP", None),
        ("Agence France-Presse", None),
        (None, "https://www.afp.com/en/1"),
    ):
        placed = place(report(source, url), desk)
        assert (placed.house, placed.grade) == ("Agence France-Presse", "A")
    assert place(report(None, "https://feeds.bbci.co.uk/1"), desk).grade == "B"


def test_placing_twice_is_placing_once():
    for source, url in (
        ("NYT > World", None),
        ("Reuters", "https://www.nytimes.com/1"),
        (None, None),
    ):
        once = place(report(source, url), DESK)
        assert place(once, DESK) == once


def test_a_copy_takes_the_origin_that_any_of_its_kind_credits():
    wire = "The bridge at Tolm was closed at noon and the ferry to Senn took the lorries. " * 3
    first = place(report("Kestrel Post", text=wire, origin="1"), NO_DESK)
    second = place(report("Osprey", text=wire, origin="2", credit="Northern Wire"), NO_DESK)
    origins = origins_of(link_copies([first, second]))
    assert {origin.name for origin in origins.values()} == {"Northern Wire"}


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("feeds.bbci.co.uk", "bbci.co.uk"),
        ("www.kestrel.example", "kestrel.example"),
        ("news.kestrel.com.au", "kestrel.com.au"),
        ("mfa.gov.ua", "mfa.gov.ua"),
        ("en.mfa.gov.ua", "mfa.gov.ua"),
        ("co.uk", "co.uk"),
        ("kestrel.co", "kestrel.co"),
        ("localhost", "localhost"),
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8::7", "2001:db8::7"),
    ],
)
def test_the_registered_domain_heeds_public_suffixes(host, domain):
    assert registered_domain(host) == domain


def test_no_two_houses_share_a_name_or_a_host():
    hosts = [host for each in houses() for host in each.hosts]
    assert len(hosts) == len(set(hosts))
    for each in houses():
        for name in (each.name, *each.names):
            assert houses().named(name) == each, name
        for host in each.hosts:
            assert houses().at(f"rss.{host}") == houses().at(host) == each, host


def test_the_table_covers_the_press_of_the_world():
    kinds = [each.kind for each in houses()]
    assert len(kinds) > 600
    assert all(kinds.count(kind) >= 15 for kind in HouseKind)
