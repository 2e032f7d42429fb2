"""Measuring an attribution model on the labelled articles that there are, for whoever shows the figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from attrib.settings import ExtractSettings
from attrib.writers.files import complete_file

if TYPE_CHECKING:
    from attrib.data import Statement
    from attrib.pipeline.detection.detector import Detector
    from attrib.training.corpora.polnear import LabelledText
    from attrib.training.evaluation.measurement import Measurement

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Material:
    """What a model is measured on: a folder with polnear/dev and other corpora in it, a folder of labelled articles."""

    corpora: Path | None = None
    articles: Path | None = None


def measure(
    settings: ExtractSettings, material: Material, *, errors: Path | None = None, write: bool = False, tell: Tell
) -> list["Measurement"]:
    """The figures of a model on each corpus that is there, and on the articles.

    `errors` is a Markdown file for the commonest kinds of errors on polnear/dev; with `write` the figures go to the
    model's metrics.json and card. `tell` is called with a line on each file that was written. Raises ModelError,
    CorpusError, SettingsError and WriteError.
    """
    from attrib.nn.catalogue import Kind, find_model
    from attrib.pipeline.build import build
    from attrib.training.corpora.polnear import read_labelled_articles
    from attrib.training.evaluation.card import update_card
    from attrib.training.evaluation.measurement import write_metrics
    from attrib.training.evaluation.report import measure_occasions, measure_speakers

    pipeline = build(replace(settings, stance=False))
    measured = []
    if material.corpora is not None:
        measured += _measure_corpora(pipeline.detector, material.corpora, errors, tell)
    if material.articles is not None:
        name = f"articles/{material.articles.resolve().name}"
        texts = read_labelled_articles(material.articles)
        measured.append(measure_speakers(pipeline, name, texts))
        if any(text.occasions for text in texts):
            measured.append(measure_occasions(pipeline, name, texts))
    if write:
        folder = find_model(settings.model, Kind.ATTRIBUTION)
        update_card(folder, measured)
        write_metrics(folder, measured, str(pipeline.run.settings["precision"]))
        tell(f"wrote {folder / 'metrics.json'} and the figures in {folder / 'README.md'}")
    return measured


def _measure_corpora(detector: "Detector", corpora: Path, errors: Path | None, tell: Tell) -> list["Measurement"]:
    from attrib.training.attribution.augment import restyle_all
    from attrib.training.corpora.polnear import read_polnear
    from attrib.training.corpora.riqua import read_riqua
    from attrib.training.evaluation.figures import detect_statements
    from attrib.training.evaluation.report import measure_spans

    silver = corpora / "polnear-silver" / "dev.jsonl.gz"
    texts = read_polnear(corpora / "polnear" / "dev", silver if silver.is_file() else None)
    found = detect_statements(detector, texts)
    measured = [measure_spans("polnear/dev", texts, found)]
    if errors is not None:
        _write_errors(errors, texts, found, tell)
    if silver.is_file():
        texts = restyle_all(texts)
        measured.append(measure_spans("polnear/dev restyled", texts, detect_statements(detector, texts)))
    measured += _measure_coreference(detector, corpora)
    measured += _measure_words(detector, corpora)
    measured += _measure_names(detector, corpora)
    fiction = corpora / "riqua" / "valid.txt"
    if fiction.is_file():
        texts = read_riqua(fiction)
        measured.append(measure_spans("riqua/valid", texts, detect_statements(detector, texts), linked=False))
    return measured


def _measure_coreference(detector: "Detector", corpora: Path) -> list["Measurement"]:
    """Pronouns on GAP and who is who on GUM, each where it is there."""
    from attrib.training.evaluation.report import measure_gap, measure_gum

    measured = []
    gap, gum = corpora / "gap" / "gap-validation.tsv", corpora / "gum" / "dev"
    if gap.is_file():
        measured.append(measure_gap(detector, "gap/validation", gap))
    if any(gum.glob("*.tsv")):
        measured.append(measure_gum(detector, "gum/dev", gum))
    return measured


def _measure_names(detector: "Detector", corpora: Path) -> list["Measurement"]:
    """Names of the world's news, of outlets kept from training, where they are there."""
    from attrib.training.evaluation.report import measure_names

    path = corpora / "worldwide-ner" / "train.tsv"
    return [measure_names(detector, "worldwide-ner/held out", path)] if path.is_file() else []


def _measure_words(detector: "Detector", corpora: Path) -> list["Measurement"]:
    """Word classes on PolNeAR's dev split, where CoreNLP's tags of it are there and the model has a head for them."""
    from attrib.training.evaluation.report import measure_word_classes

    silver = corpora / "polnear-silver" / "dev.jsonl.gz"
    if detector.word_classes is None or not silver.is_file():
        return []
    return [measure_word_classes(detector, "polnear-silver/dev", silver, corpora / "polnear" / "dev")]


def _write_errors(
    path: Path, texts: Sequence["LabelledText"], found: Sequence[Sequence["Statement"]], tell: Tell
) -> None:
    from attrib.training.evaluation.error_kinds import find_errors
    from attrib.training.evaluation.error_table import error_table
    from attrib.training.evaluation.figures import as_attribution

    errors = [
        (text.text, error)
        for text, statements in zip(texts, found, strict=True)
        for error in find_errors(text.text, text.annotations[0], [as_attribution(item) for item in statements])
    ]
    with complete_file(path, overwrite=True) as stream:
        stream.write(error_table(errors, len(texts)))
    tell(f"wrote {path}")
