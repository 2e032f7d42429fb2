"""How far to trust what a run found: what the card of its model tells of unseen news."""

from typing import Any

from attrib.data import RunSummary
from attrib.data.report import Trust

UNSEEN = "unseen.json"
"""The file beside a model's card that holds its figures on news which no training had, in percent."""


def trust_in(run: RunSummary) -> Trust:
    """The figures of a run's model, if they are of the weights that the run used and the model is at hand.

    Raises ModelError where the file is damaged, and SettingsError for a bad ATTRIB_MODELS.
    """
    from attrib.nn.catalogue import find_entry, read_json

    entry = find_entry(run.model)
    path = None if entry is None else entry.folder / UNSEEN
    told = read_json(path) if path is not None and path.is_file() else {}
    if told.get("weights_sha256") != run.weights_digest:
        return Trust(run.model)
    recall = _figure(told, "statements", "recall")
    return Trust(
        run.model,
        str(told.get("measured_on", "")),
        found=_figure(told, "statements", "precision"),
        missed=None if recall is None else 100 - recall,
        speaker=_number(told.get("speaker")),
        side=_figure(told, "side", "precision"),
        target=_figure(told, "side_and_target", "precision"),
    )


def _figure(told: dict[str, Any], name: str, figure: str) -> float | None:
    found = told.get(name)
    return _number(found.get(figure)) if isinstance(found, dict) else None


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
