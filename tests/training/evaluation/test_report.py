"""metrics.json: figures and the digests of what they were measured with and on."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from attrib.data import Run
from attrib.pipeline.build import Pipeline
from attrib.resources import code_version
from attrib.training.evaluation.figures import Figure, detect_statements
from attrib.training.evaluation.measurement import Measurement, data_digest, write_metrics
from attrib.training.evaluation.metrics import Score
from attrib.training.evaluation.report import CROSS_FITTED, measure_spans, measure_speakers
from tests.training.evaluation.test_figures import FixedDetector, labelled


def test_the_data_digest_is_of_texts_and_labels_in_any_order() -> None:
    one, other = labelled(), replace(labelled(), name="u")
    assert data_digest([one, other]) == data_digest([other, one])
    assert data_digest([one]) != data_digest([replace(one, text=one.text + " ")])
    assert data_digest([one]) != data_digest([replace(one, annotations=((),))])
    assert data_digest([one]) != data_digest([replace(one, labels=())])
    assert len(data_digest([])) == 16


def test_a_measurement_names_its_corpus_and_size() -> None:
    texts = [labelled(), labelled()]
    found = measure_spans("mine", texts, detect_statements(FixedDetector(), texts))
    assert (found.corpus, found.documents, found.digest) == ("mine", 2, data_digest([labelled(), labelled()]))
    assert {figure.name for figure in found.figures} >= {"source", "cue", "content", "linked"}


def test_links_are_left_out_where_the_labels_tell_none() -> None:
    texts = [labelled()]
    statements = detect_statements(FixedDetector(), texts)
    whole = measure_spans("mine", texts, statements)
    spans = measure_spans("mine", texts, statements, linked=False)
    assert {figure.name for figure in whole.figures} - {figure.name for figure in spans.figures} == {"linked"}
    assert [figure.score.f1 for figure in whole.figures] == [100] * 7
    assert whole.reliability is not None
    assert [(item.statements, item.right) for item in whole.reliability.bins] == [(1, 1)]
    assert whole.to_json()["reliability"]["error"] == 0
    assert spans.reliability is None
    assert "reliability" not in spans.to_json()


def test_speakers_are_measured_with_their_confidence() -> None:
    pipeline = Pipeline(Run("m", "d" * 64, "1.0", {"precision": "bfloat16"}), FixedDetector)
    found = measure_speakers(pipeline, "mine", [labelled(), labelled()])
    told = {figure.name: figure.score for figure in found.figures}
    assert told["attributed"] == Score(2, 2, 2, 2)
    assert told["speaker_none"] == told["speaker"] == Score(2, 2, 2, 2)
    assert {"role", "affiliation", "speaker_pronoun"}.isdisjoint(told)
    [(name, error)] = found.numbers
    assert "calibration" in name
    assert 0 < error < 0.5  # what the speaker's confidence falls short of 1, every speaker being right
    assert found.to_json()["numbers"] == {name: pytest.approx(error, abs=1e-3)}


def test_the_error_of_confidence_is_told_as_other_texts_fit_it() -> None:
    texts = [labelled() for _ in range(10)]
    found = measure_spans("mine", texts, detect_statements(FixedDetector(), texts))
    assert dict(found.numbers).keys() == {CROSS_FITTED}
    assert measure_spans("mine", texts, detect_statements(FixedDetector(), texts), linked=False).numbers == ()


def test_metrics_are_written_beside_the_weights(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    measurement = Measurement("mine", 3, "abc", (Figure("cue", Score(1, 2, 1, 4), 20.0, 50.0),))
    stance = Measurement(
        "stance",
        2,
        "def",
        numbers=(("error", 0.12345),),
        percentages={"accuracy": 60.0},
        baselines={"always neutral": {"accuracy": 50.0}},
    )
    write_metrics(tmp_path, [measurement, stance], "bfloat16")
    values = json.loads((tmp_path / "metrics.json").read_text(encoding="utf-8"))
    assert values["weights_sha256"] == hashlib.sha256(b"weights").hexdigest()
    assert values["code_version"] == code_version()
    assert values["precision"] == "bfloat16"
    assert values["measured"]["mine"]["documents"] == 3
    assert values["measured"]["mine"]["figures"]["cue"]["f1"] == 33.33
    assert values["measured"]["stance"] == {
        "documents": 2,
        "data_sha256": "def",
        "figures": {"accuracy": 60.0},
        "baselines": {"always neutral": {"accuracy": 50.0}},
        "numbers": {"error": 0.1235},
    }
    write_metrics(tmp_path, [stance])
    assert "precision" not in json.loads((tmp_path / "metrics.json").read_text(encoding="utf-8"))
