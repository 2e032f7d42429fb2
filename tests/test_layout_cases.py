"""Cases of layouts end to end: the shipped model's own detection of each text, to statements with speakers."""

from attrib.data import Document
from attrib.pipeline.build import build
from attrib.settings import ExtractSettings
from tests.pipeline.detection.test_cases import CASES, check

LEAST = 0.9  # of the cases: the form of the text decides them, but for whom a label or pronoun means


def test_nine_of_ten_cases_come_out_right() -> None:
    extractions = build(ExtractSettings()).extract(Document(case["text"]) for case in CASES)
    wrong = []
    for case, extraction in zip(CASES, extractions, strict=True):
        try:
            check(case, extraction.statements)
        except AssertionError:
            wrong.append(f"{case['kind']}-{case['name']}")
    assert len(wrong) <= (1 - LEAST) * len(CASES), wrong
