"""The models of the catalogue: as a table for people, as JSON lines and CSV for programs, and one of them in full."""

import json
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console

from attrib.data import ModelDetails, ModelInfo
from attrib.text.terminal import printable
from attrib.writers.tables import Column, line, print_table

# The fields of a row, each with what it holds.
MODEL_COLUMNS: dict[str, str] = {
    "name": "the model's name: that of its folder",
    "kind": "attribution, stance, encoder or the kind of a head; empty where the folder cannot be used",
    "for": "the name of the attribution model that it is for; empty for none, or where no model here has the weights",
    "for_sha256": "the SHA-256 of the weights of that model",
    "base": "the encoder that it was made from",
    "bytes": "the size of its weights",
    "weights_sha256": "the SHA-256 of its weights",
    "folder": "where it lies",
    "shadowed": "whether another of its name comes before it, so that its path alone finds it",
    "problem": "why the folder cannot be used",
}
DETAIL_COLUMNS = MODEL_COLUMNS | {"check": "what became of the check of its weights"}
"""The columns of one model in CSV."""
_DIGITS = 12  # of a digest that a person reads
_WIDTH = 100
_WIDE = 120  # minimum terminal columns for folders
_MOST_CHARACTERS = 70  # of a value of the configuration


def model_row(info: ModelInfo) -> dict[str, str | int | bool | None]:
    """The fields of MODEL_COLUMNS."""
    return {
        "name": info.name,
        "kind": info.kind,
        "for": info.made_for_model,
        "for_sha256": info.made_for,
        "base": info.base,
        "bytes": info.size,
        "weights_sha256": info.digest,
        "folder": str(info.folder),
        "shadowed": info.shadowed,
        "problem": info.problem,
    }


def write_models_table(models: Sequence[ModelInfo], console: Console) -> None:
    """Print one row a model; its folder where there is room."""
    remarks = ["cannot be used" if info.problem else "shadowed" if info.shadowed else "" for info in models]
    columns = [
        Column("name", [line(info.name) for info in models], style="bold"),
        Column("kind", [line(info.kind) for info in models]),
        Column("for", [line(for_what(info)) for info in models]),
        Column("MB", [line(megabytes(info)) for info in models], justify="right"),
        Column("SHA-256", [line(info.digest[:_DIGITS]) for info in models], style="dim"),
        Column("remark", [line(remark) for remark in remarks]),
    ]
    if console.width >= _WIDE:
        columns.append(Column("folder", [line(str(info.folder)) for info in models], running=True))
    print_table([column for column in columns if any(column.cells)], console)


def detail_lines(details: ModelDetails) -> Iterator[str]:
    """What is known of one model, a line each."""
    info = details.info
    yield from _pairs(
        ("name", info.name),
        ("kind", info.kind or "cannot be used"),
        ("problem", info.problem),
        ("folder", str(info.folder)),
        ("for", for_what(info)),
        ("base", info.base),
        ("weights", f"{megabytes(info)} MB, SHA-256 {info.digest}" if info.digest else "missing"),
        ("check", str(details.check)),
    )
    if details.summary:
        yield ""
        yield from textwrap.wrap(printable(details.summary), _WIDTH)
    if details.config:
        yield ""
        yield "config.json"
        yield from _pairs(*((f"  {name}", _shortened(value)) for name, value in details.config.items()))
    for corpus, figures in details.figures.items():
        yield ""
        yield printable(f"measured on {corpus}")
        yield from _pairs(*((f"  {name}", f"{value:.1f}") for name, value in figures.items()))


def details_row(details: ModelDetails) -> dict[str, Any]:
    """The same as one row: the fields of DETAIL_COLUMNS, and summary, config and figures."""
    values = model_row(details.info) | {"check": details.check.name.lower(), "summary": details.summary}
    return values | {"config": details.config, "figures": details.figures}


def details_json(details: ModelDetails) -> str:
    """The same as one JSON object, for people too."""
    return json.dumps(details_row(details), indent=2, ensure_ascii=False)


def for_what(info: ModelInfo) -> str:
    """The attribution model that a model is for, by its name or else by its weights."""
    if info.made_for_model or not info.made_for:
        return info.made_for_model
    return f"weights {info.made_for[:_DIGITS]}…, not here"


def megabytes(info: ModelInfo) -> str:
    """The size of the weights in millions of bytes."""
    return "" if info.size is None else f"{info.size / 1e6:.1f}"


def _pairs(*pairs: tuple[str, str]) -> Iterator[str]:
    for name, value in pairs:
        if value:
            yield f"{printable(name):<24}{printable(value)}"


def _shortened(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"
