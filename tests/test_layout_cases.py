"""Cases of layouts end to end: the shipped model's own detection of each text, to statements with speakers."""

import unicodedata
from pathlib import Path

import pytest

from attrib.data import Document, Extraction
from attrib.pipeline.build import Pipeline, build
from attrib.readers.sources import read
from attrib.settings import ExtractSettings
from attrib.text.visible import visible
from tests.pipeline.detection.test_cases import CASES, check

LEAST = 0.9  # of the cases: the form of the text decides them, but for whom a label or pronoun means
PAGES = Path(__file__).parent / "fixtures" / "cases"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return build(ExtractSettings())


def test_nine_of_ten_cases_come_out_right(pipeline: Pipeline) -> None:
    extractions = pipeline.extract(Document(case["text"]) for case in CASES)
    wrong = []
    for case, extraction in zip(CASES, extractions, strict=True):
        try:
            check(case, extraction.statements)
        except AssertionError:
            wrong.append(f"{case['kind']}-{case['name']}")
    assert len(wrong) <= (1 - LEAST) * len(CASES), wrong


def otherwise_encoded(text: str) -> str:
    """A text with the same words in other characters: accents apart, ligatures, soft hyphens, marks of direction."""
    words = text.replace("ffi", "\ufb03").replace("fi", "\ufb01")
    broken = [word[:3] + "\u00ad" + word[3:] if word.isalpha() and len(word) > 5 else word for word in words.split(" ")]
    return "\u200b" + unicodedata.normalize("NFD", " \u200e".join(broken))


def said(extraction: Extraction) -> list[tuple[str, str, str | None]]:
    text = extraction.document.text
    return [
        (str(each.type), visible(each.quote(text)), each.speaker.name if each.speaker else None)
        for each in extraction.statements
    ]


def test_the_same_is_found_however_the_words_are_encoded(pipeline: Pipeline) -> None:
    texts = [case["text"] for case in CASES if len(case["text"]) < 260][:8]
    plain = [said(each) for each in pipeline.extract(map(Document, texts))]
    others = [said(each) for each in pipeline.extract(Document(otherwise_encoded(text)) for text in texts)]
    assert any(plain)
    assert others == plain


@pytest.mark.parametrize(
    ("case", "quote", "speaker"),
    [
        ("71-tweet-embed", "“I am staying for three more years.", "Mira Solano"),
        ("72-cookie-banner", "“Nobody will lose a crown,”", "Astrid Holm"),
        ("78-liveblog", "We have been asking for a meeting since November.", "Ted Crowe"),
    ],
)
def test_who_is_quoted_by_the_elements_of_a_page(pipeline: Pipeline, case: str, quote: str, speaker: str) -> None:
    [document] = read(PAGES / f"{case}.html")
    assert isinstance(document, Document)
    [extraction] = pipeline.extract([document])
    assert (quote, speaker) in [(words[: len(quote)], name) for _, words, name in said(extraction)]
    assert not any("partners" in words for _, words, _ in said(extraction))
