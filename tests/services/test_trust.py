"""What a report tells of the models: the figures of the cards."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from attrib.data import RunSummary
from attrib.resources import folder
from attrib.services.trust import UNSEEN, trust_in

ROOT = Path(__file__).resolve().parents[2]


def run_of(model: str, digest: str) -> RunSummary:
    return RunSummary("r" * 16, model, digest, "0.2.0+0", datetime(2025, 1, 1, tzinfo=UTC), None, 1, 1, 1)


@pytest.mark.parametrize("model", ["attribution", "accurate"])
def test_figures_are_those_of_the_weights_and_of_the_documentation(model: str) -> None:
    told = json.loads((folder("models") / model / UNSEEN).read_text(encoding="utf-8"))
    measured = json.loads((folder("models") / model / "metrics.json").read_text(encoding="utf-8"))
    assert told["weights_sha256"] == measured["weights_sha256"]
    found = trust_in(run_of(model, told["weights_sha256"]))
    assert found.speaker == told["speaker"]
    assert "37 articles" in found.measured_on
    documented = (ROOT / "docs" / "figures.md").read_text(encoding="utf-8")
    figures = [
        told["speaker"],
        *(value for name in ("statements", "side", "side_and_target") for value in told[name].values()),
    ]
    for figure in figures:
        assert re.search(rf"\b{figure:g}(?:\.0)?\b", documented), figure


@pytest.mark.parametrize(("model", "digest"), [("attribution", "0" * 64), ("no such model", "0" * 64), ("sayings", "")])
def test_other_weights_have_no_figures(model: str, digest: str) -> None:
    found = trust_in(run_of(model, digest))
    assert (found.model, found.measured_on, found.speaker) == (model, "", None)
