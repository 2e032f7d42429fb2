"""What the shipped model promises: figures of these very weights, above the floors, the same in card and metrics."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from attrib import resources
from attrib.nn.catalogue import weights_digest
from attrib.pipeline.build import build
from attrib.settings import ExtractSettings
from attrib.training.corpora.polnear import read_labelled_articles, read_polnear
from attrib.training.evaluation.figures import detect_statements
from attrib.training.evaluation.report import Measurement, data_digest, measure_spans, measure_speakers

FOLDER = resources.folder("models") / "attribution"
METRICS: dict[str, Any] = json.loads((FOLDER / "metrics.json").read_text(encoding="utf-8"))
SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPORA = Path(os.environ.get("ATTRIB_CORPORA", SHARED / "corpora"))
ARTICLES = Path(os.environ.get("ATTRIB_ARTICLES", SHARED / "gold" / "dev"))

# F1 in percent that a new model must not fall below.
FLOORS = {
    "polnear/dev": {"source": 80.0, "cue": 73.5, "content": 68.5, "linked": 65.7},
    "articles/dev": {
        "detected": 91.0,
        "quoted": 97.0,
        "attributed": 80.5,
        "type": 93.0,
        "kind": 90.0,
        "affiliation": 83.0,
    },
    "gap/validation": {"of two names": 78.0, "of everybody": 76.0},
    "gum/dev": {"pronoun links": 60.0},
    "polnear-silver/dev": {"all": 96.0, "words": 95.5},
}
SMALL = 20  # articles measured again here; the whole takes `attrib evaluate`


def figure(corpus: str, name: str) -> float:
    return float(METRICS["measured"][corpus]["figures"][name]["f1"])


def test_the_figures_are_of_these_weights() -> None:
    assert METRICS["weights_sha256"] == weights_digest(FOLDER)


@pytest.mark.parametrize(("corpus", "name"), [(corpus, name) for corpus, floor in FLOORS.items() for name in floor])
def test_figures_are_above_their_floors(corpus: str, name: str) -> None:
    assert figure(corpus, name) >= FLOORS[corpus][name]


def test_card_and_readme_tell_the_same_figures() -> None:
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    for corpus, measured in METRICS["measured"].items():
        table = card.partition(f"On {corpus}, ")[2].partition("\n\nOn ")[0]
        for name, row in measured["figures"].items():
            told = re.search(rf"^\| {name} \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|", table, re.MULTILINE)
            assert told is not None, (corpus, name)
            wanted = [row["precision"], row["recall"], row["f1"]]
            assert [float(number) for number in told.groups()] == pytest.approx(wanted, abs=0.06), (corpus, name)
    readme = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
    numbers = [float(number) for number in re.findall(r"\d\d\.\d", readme.partition("## How good, how fast")[2])]
    figures = [figure("polnear/dev", name) for name in ("source", "cue", "content", "linked")]
    for figure_told in [*figures, figure("articles/dev", "detected")]:
        assert any(number == pytest.approx(figure_told, abs=0.06) for number in numbers), figure_told


def test_confidence_means_what_it_says() -> None:
    assert METRICS["measured"]["polnear/dev"]["reliability"]["error"] <= 0.05


def close(found: Measurement, corpus: str) -> None:
    """The measurement repeats what metrics.json says; another processor may round a little differently."""
    assert found.digest == METRICS["measured"][corpus]["data_sha256"]
    for item in found.figures:
        assert item.score.f1 == pytest.approx(figure(corpus, item.name), abs=1.5), item.name


@pytest.mark.skipif(not (ARTICLES / "labels").is_dir(), reason="the labelled articles are not on this machine")
def test_the_figures_on_articles_come_out_again() -> None:
    texts = read_labelled_articles(ARTICLES)
    if data_digest(texts) != METRICS["measured"]["articles/dev"]["data_sha256"]:
        pytest.skip("these are other labelled articles than those of metrics.json")
    close(measure_speakers(build(ExtractSettings()), "articles/dev", texts), "articles/dev")


@pytest.mark.skipif(not (CORPORA / "polnear" / "dev").is_dir(), reason="PolNeAR is not on this machine")
def test_part_of_polnear_comes_out_near_the_whole() -> None:
    texts = read_polnear(CORPORA / "polnear" / "dev")[:SMALL]
    statements = detect_statements(build(ExtractSettings()).detector, texts)
    found = {item.name: item for item in measure_spans("polnear/dev", texts, statements).figures}
    for name, floor in FLOORS["polnear/dev"].items():
        assert found[name].score.f1 >= floor - 8, name
