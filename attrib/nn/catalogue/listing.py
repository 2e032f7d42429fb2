"""What the catalogue holds, in full: sizes, digests, cards and figures. Weights are read whole, for digests."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from attrib.data import DigestCheck, ModelDetails, ModelInfo
from attrib.errors import ModelError
from attrib.nn.catalogue.files import CARD, CONFIG, METRICS, read_json
from attrib.nn.catalogue.kinds import Kind
from attrib.nn.catalogue.models import CatalogueEntry, find_entry, list_models
from attrib.nn.catalogue.sealing import checked_digest, is_sealed
from attrib.nn.catalogue.weights import weights_digest, weights_size

_FRONT_MATTER = "---"


def describe_models() -> tuple[ModelInfo, ...]:
    """Every model of the catalogue, in the order of search. Raises SettingsError for a bad ATTRIB_MODELS."""
    found = [_info(entry) for entry in list_models()]
    return tuple(_named(info, found) for info in found)


def describe_model(name: str) -> ModelDetails:
    """One model by name or path, with its card and figures.

    Raises ModelError where there is none, or where its metrics.json is damaged.
    """
    entry = require_entry(name)
    info = _named(_info(entry), [_info(item) for item in list_models() if item.kind == Kind.ATTRIBUTION])
    config = {} if entry.kind is None else read_json(entry.folder / CONFIG)
    return ModelDetails(info, _check(info), _summary(entry.folder), config, _figures(entry.folder))


def require_entry(name: str) -> CatalogueEntry:
    """The model of that name or path. Raises ModelError where there is none; the message lists those there are."""
    entry = find_entry(name)
    if entry is None:
        known = ", ".join(dict.fromkeys(item.name for item in list_models())) or "none"
        raise ModelError(f"no model {name!r}: give the path of a folder with a {CONFIG}, or one of the names {known}")
    return entry


def _info(entry: CatalogueEntry) -> ModelInfo:
    size, digest, problem = None, "", entry.problem
    try:
        size = weights_size(entry.folder)
        digest = "" if size is None else weights_digest(entry.folder)
    except ModelError as error:
        problem = problem or str(error)
    return ModelInfo(
        name=entry.name,
        folder=entry.folder.absolute(),
        kind=str(entry.kind or ""),
        made_for=entry.made_for,
        base=entry.base,
        size=size,
        digest=digest,
        shadowed=entry.shadowed,
        problem=problem,
    )


def _named(info: ModelInfo, others: Iterable[ModelInfo]) -> ModelInfo:
    """The model with the name of the first attribution model that has the weights it is for, where one is here."""
    if not info.made_for:
        return info
    names = (item.name for item in others if item.kind == Kind.ATTRIBUTION and item.digest == info.made_for)
    return replace(info, made_for_model=next(names, ""))


def _check(info: ModelInfo) -> DigestCheck:
    if not info.digest:
        return DigestCheck.MISSING
    if not is_sealed(info.folder):
        return DigestCheck.UNNAMED
    try:
        checked_digest(info.folder)
    except ModelError:
        return DigestCheck.DIFFERS
    return DigestCheck.MATCHES


def _summary(folder: Path) -> str:
    """The first paragraph of the card, behind its front matter and heading; "" without one."""
    card = folder / CARD
    if not card.is_file():
        return ""
    text = card.read_text(encoding="utf-8", errors="replace")
    if text.startswith(_FRONT_MATTER):
        text = text[len(_FRONT_MATTER) :].partition(f"\n{_FRONT_MATTER}\n")[2]
    heading, _, body = text.lstrip().partition("\n")
    paragraph = (body if heading.startswith("#") else text).strip().partition("\n\n")[0]
    return " ".join(paragraph.split())


def _figures(folder: Path) -> dict[str, dict[str, float]]:
    """The figures of metrics.json by corpus and name: F1 where there are precision and recall, else the number."""
    path = folder / METRICS
    measured = read_json(path).get("measured", {}) if path.is_file() else {}
    if not isinstance(measured, dict):
        raise ModelError(f'{path} has "measured" = {measured!r}, expected an object; measure the model again')
    found = {}
    for corpus, values in measured.items():
        figures = values.get("figures") if isinstance(values, dict) else None
        found[str(corpus)] = _numbers(figures if isinstance(figures, dict) else {})
    return found


def _numbers(figures: Mapping[str, Any]) -> dict[str, float]:
    plain = {name: value.get("f1") if isinstance(value, dict) else value for name, value in figures.items()}
    return {name: float(value) for name, value in plain.items() if isinstance(value, (int, float))}
