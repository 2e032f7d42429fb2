"""Feeds, lists of feeds and sitemaps, against a server on this machine: the pages that they name are read."""

import io
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from attrib.data import Document, Problem
from attrib.readers.fetching.settings import FetchSettings
from attrib.readers.sources import read
from tests.readers.reading import NOW, only_document, problems, texts
from tests.readers.test_html import page
from tests.serving import serving

WORDS = "<p>The feed itself says that the minister said no, and that he had never said anything else.</p>" * 3
PAGES = {"/1": page(head=""), "/2": page()}


def rss(*items: str) -> str:
    channel = f"<channel><title>The Tern</title>{''.join(items)}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">{channel}</rss>'


def item(link: str, more: str = "") -> str:
    told = "<title>Feed title</title><dc:creator>Feed Writer</dc:creator><guid isPermaLink='false'>x1</guid>"
    return f"<item>{told}<link>{link}</link><pubDate>Wed, 05 Mar 2025 18:30:00 GMT</pubDate>{more}</item>"


class Answering(BaseHTTPRequestHandler):
    """Answers the pages, and feeds and sitemaps that name them on this server."""

    def do_GET(self) -> None:
        host = f"http://{self.headers['Host']}"
        made = {
            "/feed": rss(item(f"{host}/1"), item(f"{host}/1"), item(f"{host}/2")),
            "/map.xml": f"<urlset><url><loc>{host}/2</loc></url><url><loc>{host}/none</loc></url></urlset>",
            "/maps.xml": f"<sitemapindex><sitemap><loc>{host}/map.xml</loc></sitemap></sitemapindex>",
            "/relative": rss("<link>https://elsewhere.example/</link>", item("2")),
            "/round": rss(item(f"{host}/round"), item(f"{host}/2")),
        }
        body = (made | PAGES).get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html" if self.path in PAGES else "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving(Answering) as address:
        yield address


def found_at(path: str, text: str | None = None) -> list[Document | Problem]:
    stdin = None if text is None else io.BytesIO(text.encode())
    return list(read([path], now=NOW, stdin=stdin, fetching=FetchSettings(allow_private=True, pause=0)))


def test_the_pages_of_a_feed_are_read_once_each(server: str) -> None:
    first, second = found_at(f"{server}/feed")
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert "“We will not open the port,” said Amina Okoye" in first.text
    assert (first.location, first.url, first.external_id) == (f"{server}/1", f"{server}/1", "x1")
    assert (first.author, first.published_original) == ("Feed Writer", "Wed, 05 Mar 2025 18:30:00 GMT")
    assert (second.author, second.outlet) == ("Bea Writer", "The Gull")
    assert second.published_original == "2025-10-31T23:30:00-04:00"


@pytest.mark.parametrize(
    "listing",
    [
        '<feed xmlns="http://w3.org/2005/Atom"><entry><link rel="self" href="/"/><link href="{0}/2"/></entry></feed>',
        '<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/"><channel/><item><link>{0}/2</link></item></rdf:RDF>',
        '<opml version="2.0"><body><outline text="x"><outline type="rss" xmlUrl="{0}/round"/></outline></body></opml>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc> {0}/2 </loc></url></urlset>',
        "<rss><channel><item><guid>{0}/2</guid></item><item><link>{0}/2</link><title>cut off",
        "<rss><!-- & broken --><channel><item><link>{0}/2</link><title>A & B &nbsp; C</title></item></channel></rss>",
    ],
    ids=["atom", "rdf", "opml", "sitemap", "cut off", "not well formed"],
)
def test_listings_of_every_kind(server: str, listing: str) -> None:
    assert only_document(found_at("-", listing.replace("{0}", server))).location == f"{server}/2"


def test_a_json_feed(server: str) -> None:
    entry = {
        "id": "x1",
        "url": f"{server}/1",
        "title": "T",
        "authors": [{"name": "Jo"}],
        "date_published": "2025-03-05",
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Tern", "items": [entry]}
    document = only_document(found_at("-", json.dumps(feed)))
    assert (document.author, document.published_original, document.external_id) == ("Jo", "2025-03-05", "x1")


def test_a_sitemap_of_sitemaps_and_a_page_that_is_gone(server: str) -> None:
    document, problem = found_at(f"{server}/maps.xml")
    assert isinstance(document, Document)
    assert (problem.location, "404" in str(problem)) == (f"{server}/none", True)


def test_a_feed_that_names_itself_ends(server: str) -> None:
    assert len(texts(found_at(f"{server}/round"))) == 1


def test_without_its_page_the_words_of_a_feed_are_read_and_told(server: str) -> None:
    full = f"<description><![CDATA[{WORDS}<script>x()</script>]]></description>"
    warning, document = found_at("-", rss(item(f"{server}/gone", full)))
    assert isinstance(document, Document)
    assert document.text.startswith("The feed itself says that the minister said no")
    assert "x()" not in document.text
    assert (document.title, document.outlet, document.url) == ("Feed title", "The Tern", f"{server}/gone")
    assert "the words of the feed are read, not those of the page" in str(warning)
    assert document.record == 1


def test_addresses_that_lead_elsewhere_are_not_followed() -> None:
    found = found_at("-", rss(item("file:///etc/passwd"), item("javascript:x()"), item("http://10.0.0.1/")))
    assert not texts(found)
    assert ["no whole web address" in words for _, words in problems(found)[:2]] == [True, True]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<rss><channel></channel></rss>", "names no page"),
        ("<?xml version='1.0'?><urlset>", "names no page"),
        ("<opml version='2.0'/>", "names no page"),
    ],
)
def test_what_names_nothing_is_told(data: str, words: str) -> None:
    assert words in problems(found_at("-", data))[0][1]


def test_other_xml_and_entity_bombs_do_no_harm() -> None:
    (problem,) = read(["-"], stdin=io.BytesIO(b"<svg/>"), input_format="feed", now=NOW)
    assert "XML of another kind (<svg>)" in str(problem)
    (problem,) = read(["-"], stdin=io.BytesIO(b"no XML"), input_format="feed", now=NOW)
    assert "XML" in str(problem)
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 12))
    bomb = f"<!DOCTYPE rss [{entities}]><rss><channel><item><title>&a11;</title></item></channel></rss>"
    assert len(found_at("-", bomb)) == 1
    stolen = (
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><item><description>&x;</description>'
    )
    assert texts(found_at("-", stolen + "</item></channel></rss>")) == ["&x;"]


def test_an_update_of_an_entry_is_a_change_and_no_publication(server: str) -> None:
    entry = f"<entry><link href='{server}/1'/><updated>2025-03-06T10:00:00Z</updated></entry>"
    document = only_document(found_at("-", f'<feed xmlns="http://w3.org/2005/Atom">{entry}</feed>'))
    assert document.published_at is None
    assert document.modified_at is not None
    assert document.modified_at.isoformat() == "2025-03-06T10:00:00+00:00"


ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{base}/x/"><title>Tern</title><link href="/"/>'
    '<entry><title>One</title><link href="../1"/></entry></feed>'
)


def test_relative_links_begin_with_the_address_of_the_site(server: str) -> None:
    relative = rss(f"<link>{server}/news/</link>", item("/1"), item("../2"))
    first, second = found_at("-", relative)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.url, second.url) == (f"{server}/1", f"{server}/2")
    assert only_document(found_at("-", ATOM.format(base=server))).url == f"{server}/1"
    feed = {"version": "https://jsonfeed.org/version/1.1", "home_page_url": server, "items": [{"url": "1"}]}
    assert only_document(found_at("-", json.dumps(feed))).url == f"{server}/1"


def test_a_feed_that_was_fetched_is_the_base_of_its_links(server: str) -> None:
    found = found_at(f"{server}/relative")
    assert only_document(found).url == f"{server}/2"


@pytest.mark.parametrize("link", ["/1", "javascript:alert(1)", "//[::1", "mailto:a@gull.example"])
def test_a_link_that_leads_to_no_page_is_named(link: str) -> None:
    found = found_at("-", rss(item(link), item(link, f"<description>{WORDS.replace('<', '&lt;')}</description>")))
    told = dict.fromkeys(words for _, words in problems(found))
    assert f"its link {link!r} is no whole web address, and the file has no words of its own for it" in told
    (document,) = (each for each in found if isinstance(each, Document))
    assert document.url is None


def test_a_guid_that_is_a_number_is_no_link(server: str) -> None:
    numbered = rss(f"<link>{server}/</link>", "<item><title>One</title><guid>1</guid></item>")
    assert "the entry has no web address" in problems(found_at("-", numbered))[0][1]
