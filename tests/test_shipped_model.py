"""What the shipped model promises: figures of these very weights, above the floors, the same in card and metrics."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from attrib import resources
from attrib.data import Document
from attrib.nn.catalogue import weights_digest
from attrib.pipeline.build import build
from attrib.settings import ACCURATE, ExtractSettings
from attrib.training.corpora.polnear import read_labelled_articles, read_polnear
from attrib.training.evaluation.figures import detect_statements
from attrib.training.evaluation.measurement import Measurement, data_digest
from attrib.training.evaluation.report import measure_spans, measure_speakers
from tests.variables import folder

FOLDER = resources.folder("models") / "attribution"
METRICS: dict[str, Any] = json.loads((FOLDER / "metrics.json").read_text(encoding="utf-8"))

SMALL = 20  # articles of PolNeAR dev measured again here; the whole takes `attrib evaluate`
# F1 in percent on those articles, measured with the shipped model, less one point for the rounding of other processors.
FLOORS = {"source": 81.8, "cue": 75.9, "content": 70.6, "linked": 68.9}


def figure(corpus: str, name: str) -> float:
    return float(METRICS["measured"][corpus]["figures"][name]["f1"])


def test_the_figures_are_of_these_weights() -> None:
    assert METRICS["weights_sha256"] == weights_digest(FOLDER)


def test_card_and_docs_tell_the_same_figures() -> None:
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    for corpus, measured in METRICS["measured"].items():
        table = card.partition(f"On {corpus}, ")[2].partition("\n\nOn ")[0]
        for name, row in measured["figures"].items():
            told = re.search(rf"^\| {name} \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|", table, re.MULTILINE)
            assert told is not None, (corpus, name)
            wanted = [row["precision"], row["recall"], row["f1"]]
            assert [float(number) for number in told.groups()] == pytest.approx(wanted, abs=0.06), (corpus, name)
    page = (Path(__file__).resolve().parents[1] / "docs" / "figures.md").read_text(encoding="utf-8")
    numbers = [float(number) for number in re.findall(r"\d\d\.\d", page.partition("dev split")[2])]
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


def test_the_figures_on_articles_come_out_again() -> None:
    texts = read_labelled_articles(folder("ATTRIB_ARTICLES"))
    if data_digest(texts) != METRICS["measured"]["articles/dev"]["data_sha256"]:
        pytest.skip("ATTRIB_ARTICLES names other labelled articles than those of metrics.json")
    close(measure_speakers(build(ExtractSettings()), "articles/dev", texts), "articles/dev")


def test_part_of_polnear_keeps_its_figures() -> None:
    texts = read_polnear(folder("ATTRIB_CORPORA", "polnear", "dev"))[:SMALL]
    statements = detect_statements(build(ExtractSettings()).detector, texts)
    found = {item.name: item.score.f1 for item in measure_spans("polnear/dev", texts, statements).figures}
    assert {name: found[name] for name, floor in FLOORS.items() if found[name] < floor} == {}


def test_the_accurate_model_finds_a_statement_within_a_statement() -> None:
    text = (
        "The mayor of Norwell, Ida Quill, said on Monday that the transport minister, Peter Moss, had denied that the "
        "old bridge was unsafe.\n\n“We were told nothing,” she said."
    )
    detector = build(ExtractSettings(ACCURATE, stance=False)).detector
    [found] = detector.detect([text])
    cues = {span.of(text): item for item in found.statements for span in item.cue}
    inner = cues["denied"].content[0]
    assert inner.of(text) == "that the old bridge was unsafe"
    [flat] = detector.detect([text], nested=False)
    assert "denied" not in {span.of(text) for item in flat.statements for span in item.cue}
    assert any(item.content[0].start < inner.start < inner.end <= item.content[0].end for item in flat.statements)


@pytest.mark.parametrize("model", ["fast", ACCURATE])
def test_both_precisions_tell_the_same(model: str) -> None:
    """Processors with bfloat16 instructions use them by default, and no other does: everybody can run both."""
    text = "The mayor, Ida Quill, accused the water board of lying. “We welcome the new law,” she said on Monday."
    told = []
    for precision in ("fp32", "bf16"):
        pipeline = build(ExtractSettings(model, precision=precision))
        [found] = pipeline.extract([Document(text)])
        told.append(
            [
                (item.content, item.speaker and item.speaker.name, [(side.target, side.label) for side in item.stances])
                for item in found.statements
            ]
        )
    assert told[0] == told[1]
    assert any(sides for _, _, sides in told[0])
