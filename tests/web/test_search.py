"""The search page: the state in the address, counts that narrow, pages that join, the same command."""

import html
import re
import shlex

import click
import pytest
from starlette.testclient import TestClient

from attrib import Desk
from attrib.cli.main import cli
from attrib.data import FILTERS, Notice, Way
from attrib.data.counts import Count, Counts, Facet, FacetValue
from attrib.web.addresses import FIELDS, address, parameter, query_at, search_pairs
from attrib.web.pages import facets
from attrib.web.pages import search as search_page
from attrib.web.remarks import linked

ANY = Way("--any", "any_actor")


def quotes(text: str) -> list[str]:
    """The quotes that a page lists."""
    found = re.findall(r'<a data-item href="[^"]*">(.*?)</a>', text)
    return [html.unescape(quote).strip('"') for quote in found]


def links(text: str, to: str) -> list[str]:
    return [html.unescape(found) for found in re.findall(rf'href="({re.escape(to)}[^"]*)"', text)]


def test_it_lists_what_is_there_with_counts_and_ways_to_narrow(browser: TestClient) -> None:
    page = browser.get("/search").text
    assert "5 statements" in page
    assert len(quotes(page)) == 5
    assert "/search?outlet=BBC" in links(page, "/search?outlet")
    narrowed = browser.get("/search?outlet=BBC").text
    assert "3 statements" in narrowed
    assert "Prices rose" not in narrowed
    assert "/search" in links(narrowed, "/search")


def test_a_speaker_among_the_counts_is_meant_by_id_and_shown_by_name(browser: TestClient) -> None:
    (narrower,) = re.findall(r'href="(/search\?actor=[0-9a-f]+)"><bdi>Cy Ray', browser.get("/search").text)
    page = browser.get(narrower).text
    assert sorted(quotes(page)) == ["Nobody sold a house", "Prices rose"]
    assert "speaker: <bdi>Cy Ray</bdi>" in page


def test_the_first_page_asks_three_questions(browser: TestClient) -> None:
    page = browser.get("/").text
    fields = re.findall(r'<(?:input|select) name="(\w+)"', page)
    assert fields == ["text", "target", "stance", "actor", "about"]
    assert set(fields) - {"text"} <= set(FIELDS)
    against = browser.get("/search?target=Pakistan&stance=oppose").text
    assert quotes(against) == ["We never saw a paper"]


def test_a_neutral_stance_is_shown_where_its_target_is_asked_for(browser: TestClient, desk: Desk) -> None:
    (record,) = desk.search(text="went")
    desk.review(record.statement_id, stance="neutral", target="Pakistan")
    assert 'class="side neutral"' not in browser.get("/search").text
    assert 'class="side neutral"' in browser.get("/search?target=Pakistan").text
    assert 'class="side neutral"' not in browser.get("/search?target=Pakistan&stance=oppose").text


def test_a_remark_leads_to_the_searches_that_it_names(browser: TestClient) -> None:
    page = browser.get("/search?outlet=BBCC&type=direct").text
    assert 'did you mean <a href="/search?type=direct&amp;outlet=BBC">BBC</a> (3 statements)?' in page
    assert 'see what there is: <a href="/search?by=outlet">the counts</a>' in browser.get("/search?outlet=Gull").text


def test_a_remark_is_linked_from_its_end() -> None:
    near = Way("York Times", "outlet", "York Times", without=("outlet", "New York Times"))
    notice = Notice("No outlet is called 'New York Times': did you mean York Times (2)? --any", ways=(near, ANY))
    pairs = (("outlet", "New York Times"), ("text", "tax"))
    assert linked(notice, pairs) == (
        ("No outlet is called 'New York Times': did you mean ", None),
        ("York Times", (("text", "tax"), ("outlet", "York Times"))),
        (" (2)? ", None),
        ("A search for everybody of the name", (*pairs, ("any", "1"))),
    )
    assert linked(Notice("Nothing", ways=(near,)), pairs) == (("Nothing", None),)


def test_empty_fields_of_the_form_leave_the_address(browser: TestClient) -> None:
    answer = browser.get("/search?text=&actor=Ann+Lee&outlet=&sort=-date", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/search?actor=Ann+Lee&sort=-date"


@pytest.mark.parametrize("sort", ["-date", "date", "speaker", "confidence", "position"])
def test_pages_join(browser: TestClient, monkeypatch: pytest.MonkeyPatch, sort: str) -> None:
    every = quotes(browser.get(f"/search?sort={sort}").text)
    monkeypatch.setattr(search_page, "SIZE", 2)
    page = browser.get(f"/search?sort={sort}").text
    found = quotes(page)
    while "Next page" in page:
        (following,) = re.findall(r'rel="next" href="([^"]*)"', page)
        page = browser.get(html.unescape(following)).text
        found += quotes(page)
    assert found == every
    (earlier,) = re.findall(r'rel="prev" href="([^"]*)"', page)
    assert quotes(browser.get(html.unescape(earlier)).text) == every[2:4]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("actor=Nobody+Here", "Nobody Here"),
        ("since=20x5", "since '20x5' is no date"),
        ("stance=maybe", "stance 'maybe' is none of"),
        ("min-confidence=high", "min-confidence 'high' is no number"),
        ("min-confidence=7", "no probability"),
        ("sort=backwards", "backwards"),
        ("in=quote", "give words to look for"),
        ("after=zz", "no statement has the id"),
        ("after=00&before=00", "not both"),
        ("since=2025&until=2024", "the period is empty"),
    ],
)
def test_what_cannot_be_asked_is_told(browser: TestClient, given: str, words: str) -> None:
    answer = browser.get(f"/search?{given}")
    assert answer.status_code in (400, 404)
    assert words in html.unescape(answer.text)


def test_a_name_of_several_people_offers_them(browser: TestClient) -> None:
    answer = browser.get("/search?actor=Lee&type=direct")
    assert answer.status_code == 409
    offered = [link for link in links(answer.text, "/search?actor=") if "type=direct" in link]
    assert len(offered) == 2
    assert {len(quotes(browser.get(link).text)) for link in offered} == {1, 2}


def test_the_words_searched_for_are_marked_and_nothing_else(browser: TestClient, desk: Desk) -> None:
    page = browser.get("/search?text=PRICES").text
    assert "<mark>Prices</mark> rose" in page
    assert "<mark>" not in browser.get("/search").text
    page = browser.get("/search?text=paper*").text
    assert "never saw a <mark>paper</mark>" in page
    (record,) = desk.search("prices")
    assert "<mark>Prices</mark>" in browser.get(f"/statement/{record.statement_id}?text=prices").text


def test_words_beside_a_quote_are_shown_with_what_is_around_them(browser: TestClient) -> None:
    page = browser.get("/search?text=minister&in=context").text
    assert "beside it:" in page
    assert "<mark>minister</mark>" in page
    assert "beside it:" not in browser.get("/search?text=talks&in=context").text
    assert "<mark>said</mark>" in browser.get("/search?text=said&in=cue").text


def test_the_id_of_a_speaker_stands_in_no_field(browser: TestClient) -> None:
    (narrower,) = re.findall(r'href="(/search\?actor=[0-9a-f]+)"><bdi>Cy Ray', browser.get("/search").text)
    identity = narrower.rpartition("=")[2]
    page = browser.get(narrower).text
    assert f'<input type="hidden" name="actor" value="{identity}">' in page
    assert f'<input name="actor" value="{identity}"' not in page
    assert '<input name="actor" value="" ' in page


def test_values_of_one_name_are_told_apart() -> None:
    rows = tuple(
        Count((FacetValue(name, identity),), 1) for name, identity in (("Trump", "a" * 16), ("Trump", "b" * 16))
    )
    counts = Counts((Facet.SPEAKER,), (*rows, Count((FacetValue("Cy Ray", "c" * 16),), 1)), 3, 3)
    assert [each.id for each in facets._list(Facet.SPEAKER, counts, ()).values] == ["a" * 8, "b" * 8, ""]


def test_nothing_found_is_told(browser: TestClient) -> None:
    page = browser.get("/search?text=zebra").text
    assert "No statement fits" in page
    (around,) = links(page, "/search?text=zebra&amp;in=context")
    assert "look around" not in browser.get(around).text


def test_many_statements_are_counted_when_asked(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "FEW", 1)
    page = browser.get("/search").text
    assert links(page, "/search?outlet=")
    assert links(page, "/search?by=target")
    monkeypatch.setattr(facets, "MANY", 1)
    page = browser.get("/search").text
    assert not links(page, "/search?outlet=")
    (by,) = links(page, "/search?by=outlet")
    assert links(browser.get(by).text, "/search?outlet=")


SEARCHES = [
    (("text", "prices rose"),),
    (("actor", "Ann Lee"), ("actor", "Bo Lee"), ("any", "1")),
    (("stance", "oppose"), ("target", "Pakistan"), ("min-stance-score", "0.5")),
    (("since", "2024"), ("until", "2024-05"), ("outlet", "BBC")),
    (("all", "1"), ("sort", "confidence"), ("in", "context"), ("text", "-said")),
    (("no-copies", "1"), ("exclude-outlet", 'a "b" & c'), ("type", "direct")),
]


@pytest.mark.parametrize("pairs", SEARCHES)
def test_the_command_asks_the_same(browser: TestClient, pairs: tuple[tuple[str, str], ...]) -> None:
    page = html.unescape(browser.get(address("/search", pairs)).text)
    (command,) = re.findall(r"<code>(attrib search.*?)</code>", page)
    words = shlex.split(command)
    # Below the context of the root, as in use: Click keeps how a command was asked for help at first.
    root = click.Context(cli, info_name="attrib", **cli.context_settings)
    context = cli.load("search").make_context("search", words[2:], parent=root, resilient_parsing=True)
    for name, value in pairs:
        field = {"all": "everything"}.get(name) or FIELDS.get(name, name)
        given = context.params[field]
        if name in ("since", "until"):
            assert given is not None
        elif name in ("all", "any", "no-copies"):
            assert given is True
        elif isinstance(given, tuple):
            assert value in (*given, " ".join(given))
        else:
            assert str(given) == value


def test_every_filter_has_a_parameter_and_a_field(browser: TestClient, desk: Desk) -> None:
    page = browser.get("/search").text
    for field in FILTERS:
        assert f'name="{parameter(field)}"' in page
    query = query_at(search_pairs((("actor", "Ann Lee"), ("token", "x"), ("outlet", " "))), {"min_confidence": 0.6})
    assert query.actor == ("Ann Lee",)
    assert query.min_confidence == 0.6
    assert desk.count(query) == 2


def test_the_minima_of_the_settings_hold_only_where_the_address_has_none() -> None:
    minima = {"min_confidence": 0.6, "min_stance_score": 0.7}
    assert query_at((("all", "1"),), minima).min_confidence is None
    assert query_at((("min-confidence", "0.1"),), minima).min_confidence == 0.1
    assert query_at((), minima).min_stance_score is None
    assert query_at((("target", "x"),), minima).min_stance_score == 0.7
