"""What is none of a page's article: hover cards, calls to subscribe, lists of other stories; and what looks like it."""

import time
from pathlib import Path

import pytest
from lxml import html

from attrib.readers.page_furniture import prune_furniture
from tests.readers.reading import only_document, read_bytes
from tests.readers.test_html import page as whole_page

CARD = '<a href="/p">Dan Reeve</a><span {0}>Dan Alan Reeve<a href="/1">Lee says it was stolen</a> <a>MORE</a></span>'


def pruned(body: str) -> str:
    """The words of a page's body, one space between them."""
    root = html.fromstring(f"<html><body><main><p>Before.</p>{body}<p>After.</p></main></body></html>")
    prune_furniture(root)
    return " ".join("".join(root.itertext()).split()).removeprefix("Before.").removesuffix("After.").strip()


@pytest.mark.parametrize(
    "card",
    [
        CARD.format("hidden"),
        CARD.format('style="color: red; display: none"'),
        CARD.format('role="tooltip"'),
        CARD.format('class="person-popover"'),
        CARD.format('class="HoverCard_box"'),
        f'<span class="rollover-people">{CARD.format("class=rollover-people-block")}</span>',
    ],
)
def test_a_card_behind_a_name_is_no_part_of_the_sentence(card: str) -> None:
    assert pruned(f"<p>Mr. {card} said that it was over.</p>") == "Mr. Dan Reeve said that it was over."


def test_a_word_that_only_has_a_card_is_kept() -> None:
    assert pruned('<p>The <span class="tooltip" title="x">GDP</span> fell.</p>') == "The GDP fell."
    assert (
        pruned('<p>The <span class="tooltip">GDP<span class="tooltiptext">all</span></span> fell.</p>')
        == "The GDP fell."
    )


@pytest.mark.parametrize(
    "words",
    [
        "ADVERTISEMENT",
        "Story Continued Below",
        "Article continues below this ad",
        "Continue reading the main story",
        "SHARE THIS ARTICLE Share Tweet Post Email",
        "Sign up for Daily Newsletters Manage Newsletters",
        "Get the Monitor stories you care about delivered to your inbox. By signing up, you agree to our Policy",
        "See all",
        "Enlarge this image toggle caption",
    ],
)
def test_calls_and_buttons_are_left_out(words: str) -> None:
    assert pruned(f"<p>{words}</p>") == ""
    assert pruned(f"<div><span>{words}</span></div>") == ""


@pytest.mark.parametrize(
    "words",
    [
        "The advertisement was false, she said.",
        "“Sign up for our newsletter,” he told them.",
        "Share prices fell by a fifth.",
        "Save the whales, the sign said.",
        "The story continued below deck.",
    ],
)
def test_sentences_that_begin_alike_are_kept(words: str) -> None:
    assert pruned(f"<p>{words}</p>") == words


@pytest.mark.parametrize(
    "label", ["RELATED:", "Related", "Read more:", "READ MORE", "More from The Gull:", "Watch:", "Also read |"]
)
def test_links_to_other_stories_go_with_their_label(label: str) -> None:
    links = '<a href="/1">Lee says the vote was stolen</a>'
    assert (
        pruned(f"<p><strong>{label}</strong> {links}</p><p><a href='/2'>Ray says no</a></p><p>It rained.</p>")
        == "It rained."
    )


@pytest.mark.parametrize(
    "paragraph",
    [
        "See <a href='/r'>the report of the commission</a>",
        "Related work was <a href='/r'>stopped by the court</a>.",
        "<a href='/r'>“I will not resign,” said Ann Lee.</a>",
    ],
)
def test_links_of_the_article_are_kept(paragraph: str) -> None:
    assert pruned(f"<p>{paragraph}</p>") == " ".join(html.fromstring(f"<p>{paragraph}</p>").text_content().split())


CARDS = '<div><a href="/1"><img><h3>Lee says no</h3></a><p>Senator Ann Lee said no on Sunday.</p></div>' * 2


@pytest.mark.parametrize(
    "box",
    [
        f"<div class=x><h2>More Stories from The Gull</h2>{CARDS}</div>",
        '<section><header><h3>Trending</h3></header><ol><li><a href="/1">Lee said no</a></li></ol><a>All</a></section>',
        '<h2>Most read</h2><ul><li><a href="/1">Lee: “No”</a></li></ul>',
        '<div role="heading">Related stories</div><p><a href="/1">Lee said no</a></p>',
    ],
)
def test_lists_of_other_stories_go_with_their_heading(box: str) -> None:
    assert pruned(box) == ""


def test_a_section_of_the_article_stays_whatever_its_heading() -> None:
    prose = '<p>Lee said <a href="/1">in a letter</a> that it was over.</p>'
    kept = "Lee said in a letter that it was over."
    assert kept in pruned(f"<section><h2>More on the strike</h2>{prose}</section>")
    assert kept in pruned(f"<section>{prose}<h2>Trending</h2><ul><li><a href='/1'>No</a></li></ul></section>")


def test_a_page_with_all_of_it_reads_as_one_without(tmp_path: Path) -> None:
    plain = whole_page(head="")
    card = "<span class='rollover'>" + CARD.format("class='rollover-block'") + "</span>"
    more = f"<div><h2>More Stories from The Gull</h2>{CARDS}</div>"
    bare = plain.replace("Amina Okoye", "Dan Reeve", 1)
    full = plain.replace("Amina Okoye", card, 1).replace("</article>", f"<p>ADVERTISEMENT</p>{more}</article>")
    read = [only_document(read_bytes(tmp_path, each.encode(), "a.html")).text for each in (full, bare)]
    assert read[0] == read[1]
    assert "Dan Reeve" in read[0]


@pytest.mark.linear
def test_hostile_pages_take_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        parts = "<div><h2>Related</h2>" * count, "<p><span class=tooltip>" * count, "<a>x y z</a>" * count
        root = html.fromstring(f"<html><body>{''.join(parts)}</body></html>")
        start = time.process_time()
        prune_furniture(root)
        return time.process_time() - start

    seconds(10)
    assert seconds(2000) < 12 * max(seconds(500), 0.02)
