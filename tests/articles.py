"""The labelled articles among the fixtures, and how well the shipped models read them.

`python -m tests.articles` measures anew and writes floors.json, in which no floor ever falls: lower one by hand only.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrib.data import Statement
from attrib.pipeline.build import build
from attrib.settings import ExtractSettings
from attrib.training.corpora.polnear import LabelledText, read_labelled_articles
from attrib.training.corpora.stance_articles import read_stance_articles
from attrib.training.evaluation.figures import extract_statements, score_speakers
from attrib.training.evaluation.metrics import total
from attrib.training.evaluation.stance_scoring import score_stances

FOLDER = Path(__file__).parent / "fixtures" / "articles"
FLOORS = FOLDER / "floors.json"
_COMMAND = "python -m tests.articles"
_MARGIN = 3.0  # points below the measured figures; number formats differ between processors


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def articles() -> list[LabelledText]:
    """The thirty articles with their labels, in the order of their numbers."""
    return read_labelled_articles(FOLDER)


def statements_found(texts: Sequence[LabelledText]) -> list[tuple[Statement, ...]]:
    """What the shipped models find in each text, in order. Takes about twenty seconds on two cores."""
    return extract_statements(build(ExtractSettings(device="cpu", precision="fp32")), texts)


def measure(texts: Sequence[LabelledText], found: Sequence[Sequence[Statement]]) -> dict[str, float]:
    """The figures that floors.json pins, in percent."""
    speakers = total(score_speakers(texts, found))
    stances = total(score_stances(*pair) for pair in zip(read_stance_articles(FOLDER, texts), found, strict=True))
    figures = {
        "detected F1": speakers["detected"].f1,
        "attributed F1": speakers["attributed"].f1,
        "speaker accuracy": speakers["speaker"].recall,
        "quotation recall": speakers["quoted"].recall,
        "stance polarity F1": stances["polarity"].f1,
    }
    return {name: round(value, 2) for name, value in figures.items()}


def digest() -> str:
    """First 16 hexadecimal digits of the SHA-256 over texts and labels."""
    paths = sorted([*FOLDER.glob("text/*"), *FOLDER.glob("labels/*")])
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def write_floors() -> None:
    """Measure and write floors.json: each floor a margin below its figure, or where it was if that is higher."""
    texts = articles()
    measured = measure(texts, statements_found(texts))
    before = read_json(FLOORS)["floors"] if FLOORS.exists() else {}
    floors = {name: max(before.get(name, 0.0), round(value - _MARGIN, 1)) for name, value in measured.items()}
    values = {"command": _COMMAND, "data_sha256": digest(), "measured": measured, "floors": floors}
    FLOORS.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_floors()
