"""The words that a page holds for search engines, and the wall before an article."""

import json
from pathlib import Path

import pytest

from attrib.data import Document
from attrib.readers.page_data import PageData, page_data
from tests.readers.reading import only_document, problems, read_bytes, texts
from tests.readers.test_html import META, page

BODY = "“We will wait,” said Ann Lee, who leads the union of dockers.\nThe owners said no to it on Friday. " * 12


def script(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"@type": "NewsArticle", "articleBody": "One."}, PageData("One.")),
        ({"@graph": [{"articleBody": "One."}, {"articleBody": "The longer."}]}, PageData("The longer.")),
        ({"articleBody": "<p>One &amp; two.</p><p>Three.</p>"}, PageData("One & two.\nThree.")),
        ({"articleBody": "One &amp; two &lt; three."}, PageData("One & two < three.")),
        ({"liveBlogUpdate": [{"headline": "H", "articleBody": "B."}, {"headline": "no body"}]}, PageData("H\nB.")),
        ({"isAccessibleForFree": False}, PageData(locked=True)),
        ({"hasPart": [{"isAccessibleForFree": "False"}]}, PageData(locked=True)),
        ({"isAccessibleForFree": True, "articleBody": 3}, PageData()),
        ([[[[[[[[[[[[[[[{"articleBody": "deep"}]]]]]]]]]]]]]]], PageData()),
    ],
)
def test_the_data_of_a_page(value: object, expected: PageData) -> None:
    assert page_data(script(value)) == expected


def test_data_that_cannot_be_read_tells_nothing() -> None:
    assert page_data('<script type="application/ld+json">{"articleBody": </script>') == PageData()


def test_the_data_are_read_where_the_page_shows_only_a_beginning(tmp_path: Path) -> None:
    head = META + script({"articleBody": BODY, "isAccessibleForFree": False})
    found = read_bytes(tmp_path, page(head, "<p>“We will wait,” said Ann Lee.</p>").encode(), "a.html")
    assert texts(found) == [BODY.strip()]
    assert "its text is that of its data for search engines" in problems(found)[0][1]
    assert isinstance(found[1], Document)
    assert found[1].author == "Bea Writer"


def test_a_page_that_shows_all_is_read_itself(tmp_path: Path) -> None:
    document = only_document(read_bytes(tmp_path, page(META + script({"articleBody": "Short."})).encode(), "a.html"))
    assert "“We will not open the port,” said Amina Okoye" in document.text


def test_a_wall_is_told(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, page(META + script({"isAccessibleForFree": "false"})).encode(), "a.html")
    assert "not free to read" in problems(found)[0][1]
    assert len(texts(found)) == 1
