"""Following feeds: each asked politely, one that fails stops no other, nothing comes twice."""

from __future__ import annotations

import os
import sys
import time
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.desk import Desk, Feed
from tocsin.ledger.store import Looked
from tocsin.ledger.store.verifying import verify
from tocsin.watch import LONGEST, Remembered, Round, follow, look_around, pause

QUARTER = timedelta(minutes=15)
DESK = Desk(name="ista", title="Ista")
CLOSED = "France closed its border with Spain on Tuesday, the ministry in Paris said."
OPENED = "France opened its border with Spain on Friday, the ministry in Paris said."


@pytest.fixture
def looking(ledger, clock, fetch):
    """`looking(address, …)`: one round, with what the process has in mind; its looks by address."""
    remembered = Remembered()

    def look(*addresses, **options) -> dict[str, Round]:
        options = {"remembered": remembered, "fetch": fetch, "chance": Random(7)} | options
        feeds = [Feed(address=address) for address in addresses]
        rounds = look_around(feeds, ledger=ledger, desk=DESK, now=clock, every=QUARTER, **options)
        return {each.feed.address: each for each in rounds}

    return look


def test_what_a_feed_brings_is_in_the_ledger_and_comes_once(site, looking, ledger, clock):
    feed = site.feed("/rss", CLOSED, OPENED)
    assert looking(feed)[feed].looked.new_reports == 2
    digest = ledger.digest()
    for _ in range(3):
        clock.pass_by(minutes=16)
        assert looking(feed)[feed].looked.new_reports == 0
    assert (ledger.digest(), ledger.count()["report"]) == (digest, 2)
    assert verify(ledger).faults == ()


def test_an_entry_without_a_page_is_the_same_report_when_others_stand_above_it(
    site, looking, clock
):
    feed = site.feed("/rss", CLOSED)
    looking(feed)
    site.feed("/rss", CLOSED, OPENED, newest_first=True)
    clock.pass_by(minutes=16)
    assert looking(feed)[feed].looked.new_reports == 1


def test_a_feed_is_left_alone_until_its_time_has_come(site, looking, clock):
    feed = site.feed("/rss", CLOSED)
    looking(feed)
    clock.pass_by(minutes=14)
    assert looking(feed) == {}
    assert looking(feed, eager=True)[feed].looked.failures == 0
    clock.pass_by(minutes=15)
    assert list(looking(feed)) == [feed]


def test_a_feed_that_has_not_changed_is_not_sent_again(site, looking, clock):
    """It is asked for with the mark and the time of what is kept, and may say: the same."""

    sent = []

    def answer(headers):
        if headers.get("If-None-Match") == '"v1"':
            return 304, {}, b""
        sent.append(headers)
        marks = {"ETag": '"v1"', "Last-Modified": "Wed, 02 Apr 2031 06:00:00 GMT"}
        return 200, {"Content-Type": "application/rss+xml", **marks}, body

    site.feed("/rss", CLOSED)
    _, _, body = site.pages["/rss"]({})
    site.pages["/rss"] = answer
    feed = site.url("/rss")
    looking(feed)
    clock.pass_by(minutes=16)
    looked = looking(feed)[feed].looked
    _, headers = site.asked[-1]
    assert headers["If-Modified-Since"] == "Wed, 02 Apr 2031 06:00:00 GMT"
    assert (looked.failures, looked.new_reports, len(sent)) == (0, 0, 1)


def test_a_feed_that_fails_stops_no_other_and_says_why(site, looking, ledger):
    broken = site.answers("/broken", 500)
    slow_url = site.url("/slow")
    site.pages["/slow"] = lambda _: (time.sleep(1.2), (200, {}, b"late"))[1]
    feeds = [broken, "http://192.168.0.1/rss", slow_url, site.url("/gone"), "nowhere"]
    well = site.feed("/rss", CLOSED)
    found = looking(*feeds, well)
    assert found[well].looked.new_reports == 1
    assert [found[feed].looked.failures for feed in feeds] == [1] * len(feeds)
    said = {feed: found[feed].looked.message for feed in feeds}
    assert said[broken] == "the server failed (500). Try again later."
    assert "no public address" in said[feeds[1]]
    assert said[slow_url] == "127.0.0.1 did not answer in time. Try again later."
    assert said["nowhere"].startswith("there is no such file or folder")
    assert [each.looked.address for each in ledger.failing()] == sorted(
        feeds, key=lambda feed: found[feed].looked.at
    )
    assert ledger.unread() == ()  # feeds are no reports: their looks are kept


def test_a_feed_that_breaks_a_library_stops_no_other(site, looking, fetch):
    def breaks(url):
        if url.endswith("/odd"):
            raise ZeroDivisionError("of all things")
        return fetch(url)

    odd, well = site.url("/odd"), site.feed("/rss", CLOSED)
    found = looking(odd, well, fetch=breaks)
    assert found[odd].looked.message == "could not be read (ZeroDivisionError: of all things)."
    assert found[well].looked.new_reports == 1


def test_a_feed_that_comes_back_is_well_again(site, looking, ledger, clock):
    feed = site.answers("/rss", 503)
    looking(feed)
    clock.pass_by(minutes=31)
    assert looking(feed)[feed].looked.failures == 2
    (failing,) = ledger.failing()
    assert failing.since < failing.looked.at
    clock.pass_by(minutes=20)
    assert looking(feed, eager=True) == {}, "its own pause is longer than the others'"
    site.feed("/rss", CLOSED)
    clock.pass_by(minutes=41)
    looked = looking(feed)[feed].looked
    assert (looked.failures, looked.message, looked.new_reports) == (0, "", 1)
    assert ledger.failing() == []
    # And what was so is still known.
    (then,) = ledger.failing(known_at=failing.looked.at)
    assert then == failing


def test_failing_anew_counts_from_the_new_first_time(site, looking, ledger, clock):
    feed = site.answers("/rss", 503)
    looking(feed)
    site.feed("/rss", CLOSED)
    clock.pass_by(hours=1)
    looking(feed)
    site.answers("/rss", 503)
    clock.pass_by(days=3)
    looked = looking(feed)[feed].looked
    (failing,) = ledger.failing()
    assert (failing.looked.failures, failing.since) == (1, looked.at)


@pytest.mark.parametrize("texts", [(), (CLOSED,)])
def test_a_feed_without_entries_is_well(site, looking, texts):
    feed = site.feed("/rss", *texts)
    assert looking(feed)[feed].looked.failures == 0


def test_a_feed_with_too_many_entries_is_well(site, looking):
    feed = site.feed("/rss", *(f"France sent {n} trucks to Spain on Friday." for n in range(103)))
    looked = looking(feed)[feed].looked
    assert (looked.failures, looked.new_reports) == (0, 100)


def entry_feed(site, *paths):
    items = "".join(f"<item><title>x</title><link>{site.url(p)}</link></item>" for p in paths)
    return site.answers(
        "/links",
        data=f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>',
        Content_Type="application/rss+xml",
    )


def test_pages_of_entries_are_asked_for_once(site, looking, clock):
    page = f"<html><body><article><p>{CLOSED} {OPENED}</p></article></body></html>"
    site.answers("/a", data=page, Content_Type="text/html")
    site.answers("/moved", 302, Location=site.url("/a2"))
    site.answers("/a2", data=page.replace("Friday", "Sunday"), Content_Type="text/html")
    feed = entry_feed(site, "/a", "/moved", "/gone")
    assert looking(feed)[feed].looked.new_reports == 2
    clock.pass_by(minutes=16)
    looked = looking(feed)[feed].looked
    assert (looked.failures, looked.new_reports) == (0, 0)
    counts = {path: site.paths().count(path) for path in ("/a", "/a2", "/gone", "/links")}
    assert counts == {"/a": 1, "/a2": 1, "/gone": 1, "/links": 2}
    clock.pass_by(minutes=30)  # a page that was not there has a pause of its own
    looking(feed)
    assert site.paths().count("/gone") == 2


def test_a_folder_is_followed_and_an_empty_one_is_well(looking, clock, tmp_path):
    folder = tmp_path / "inbox"
    (folder / "deep").mkdir(parents=True)
    name = str(folder)
    assert looking(name)[name].looked.failures == 0
    (folder / "one.txt").write_text(CLOSED)
    clock.pass_by(minutes=16)
    assert looking(name)[name].looked.new_reports == 1
    (folder / "deep" / "two.txt").write_text(OPENED)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    clock.pass_by(minutes=16)
    looked = looking(name)[name].looked
    assert (looked.failures, looked.new_reports) == (0, 1)


def test_a_folder_in_which_nothing_changed_is_not_read_again(looking, clock, tmp_path):
    name = str(tmp_path / "inbox")
    file = Path(name, "one.txt")
    file.parent.mkdir()
    file.write_text(CLOSED)
    looking(name)
    opened: list[str] = []
    sys.addaudithook(
        lambda event, given: event == "open" and opened.append(str(given[0]))  # for good: cheap
    )
    clock.pass_by(minutes=16)
    assert looking(name)[name].looked.failures == 0
    assert str(file) not in opened
    os.utime(file, ns=(1, 1))
    clock.pass_by(minutes=16)
    assert looking(name)[name].looked.new_reports == 0
    assert str(file) in opened


def test_stopping_keeps_the_report_in_hand_and_leaves_the_feed_due(site, looking, ledger):
    feed, later = site.feed("/rss", *(CLOSED, OPENED) * 2), site.feed("/later", CLOSED)
    asked = iter([False, False, False, True, True, True])
    found = looking(feed, later, stopped=lambda: next(asked, True))
    assert list(found) == [feed]
    assert ledger.looks() == {}
    assert 0 < ledger.count()["report"] < 4
    assert verify(ledger).faults == ()
    assert looking(feed)[feed].looked.failures == 0
    assert ledger.count()["report"] == 4


def test_no_pause_is_longer_than_a_day_or_shorter_than_asked():
    assert pause(timedelta(days=2), 0, Random(1)) == timedelta(days=2)
    assert pause(QUARTER, 60, Random(1)) <= LONGEST


@given(failures=st.integers(1, 40), seed=st.integers(0, 9999), minutes=st.integers(1, 1440))
def test_a_pause_doubles_with_each_failure_up_to_a_day(failures, seed, minutes):
    every = timedelta(minutes=minutes)
    full = min(every * 2 ** min(failures, 12), LONGEST)
    waited = pause(every, failures, Random(seed))
    assert 0.75 * full <= waited <= full


def test_pauses_differ_so_that_desks_do_not_knock_at_once():
    assert len({pause(QUARTER, 3, Random(seed)) for seed in range(50)}) == 50


def round_of(address: str, clock) -> Round:
    looked = Looked(address, clock(), 0, 0, "", None)
    return Round(Feed(address=address), looked, ())


def test_rounds_follow_one_another_until_stopped(clock):
    rested, told = [], []
    rounds = iter([["a", "b"], [], ["a"]])
    found = follow(
        lambda: [round_of(name, clock) for name in next(rounds)],
        every=QUARTER,
        stopped=lambda: len(rested) == 3,
        rest=rested.append,
        after=lambda seen: told.append([each.feed.address for each in seen]),
    )
    assert [each.feed.address for each in found] == ["a", "b", "a"]
    assert told == [["a", "b"], ["a"]]
    assert rested == [60.0] * 3


def test_a_short_pause_is_slept_as_it_is_and_none_after_the_stop(clock):
    rested: list[float] = []
    state = {"stop": False}

    def rounds():
        yield round_of("a", clock)
        state["stop"] = bool(rested)

    told: list[int] = []
    list(
        follow(
            rounds,
            every=timedelta(seconds=5),
            stopped=lambda: state["stop"],
            rest=rested.append,
            after=lambda seen: told.append(len(seen)),
        )
    )
    assert (rested, told) == ([5.0], [1])
