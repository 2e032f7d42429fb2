"""A folder with a small head on disk: config.json and model.safetensors, made for one attribution model's weights."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from torch import Tensor

from attrib.nn.catalogue import Kind, checked_digest, read_config, write_config
from attrib.nn.configuration import read_values
from attrib.nn.heads.antecedents import AntecedentConfig, AntecedentHead
from attrib.nn.heads.linker import LinkerConfig, LinkerHead
from attrib.nn.heads.names import NameConfig, NameHead
from attrib.nn.heads.nested import NestedConfig, NestedHead
from attrib.nn.heads.old_antecedents import is_old, todays_config, todays_weights
from attrib.nn.heads.word_classes import WordClassConfig, WordClassHead
from attrib.nn.tensors import fill, read_weights, write_weights

Head = TypeVar("Head", AntecedentHead, WordClassHead, NameHead, NestedHead, LinkerHead)
AnyHead = AntecedentHead | WordClassHead | NameHead | NestedHead | LinkerHead
_KINDS = {
    AntecedentHead: Kind.ANTECEDENTS,
    WordClassHead: Kind.WORD_CLASSES,
    NameHead: Kind.NAMES,
    NestedHead: Kind.NESTED,
    LinkerHead: Kind.LINKER,
}


def save_head(folder: Path, head: AnyHead) -> str:
    """Write config and half-precision weights, these whole or not at all; returns their digest.

    Raises ModelError where the disk does not take the weights.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_config(folder, _KINDS[type(head)], asdict(head.config))
    weights = {name: tensor.detach().half().contiguous().cpu() for name, tensor in head.state_dict().items()}
    return write_weights(folder, weights)


def load_antecedents(folder: Path) -> AntecedentHead:
    """The head for antecedents, in float32 and evaluation mode.

    A head of format 2 knows pronouns alone. Raises ModelError for a missing file, weights other than those of
    their seal or that do not fit the config, and a config of another kind or format version, with a missing or
    unknown key or a value of another type.
    """
    values = read_config(folder, Kind.ANTECEDENTS)
    checked_digest(folder)
    old = is_old(values)
    config = read_values(AntecedentConfig, todays_config(values) if old else values, "a head for antecedents of attrib")
    return _filled(AntecedentHead(config), folder, todays_weights if old else dict)


def load_word_classes(folder: Path) -> WordClassHead:
    """The head for word classes, as `load_antecedents` loads the other and with the same errors."""
    values = read_config(folder, Kind.WORD_CLASSES)
    checked_digest(folder)
    return _filled(WordClassHead(read_values(WordClassConfig, values, "a head for word classes of attrib")), folder)


def load_names(folder: Path) -> NameHead:
    """The head for names, as `load_antecedents` loads the other and with the same errors."""
    values = read_config(folder, Kind.NAMES)
    checked_digest(folder)
    return _filled(NameHead(read_values(NameConfig, values, "a head for names of attrib")), folder)


def load_nested(folder: Path) -> NestedHead:
    """The head for nested statements, as `load_antecedents` loads the other and with the same errors."""
    values = read_config(folder, Kind.NESTED)
    checked_digest(folder)
    return _filled(NestedHead(read_values(NestedConfig, values, "a head for nested statements of attrib")), folder)


def load_linker(folder: Path) -> LinkerHead:
    """The linker, as `load_antecedents` loads a head and with the same errors."""
    values = read_config(folder, Kind.LINKER)
    checked_digest(folder)
    return _filled(LinkerHead(read_values(LinkerConfig, values, "a linker of attrib")), folder)


def _filled(head: Head, folder: Path, renamed: Callable[[dict[str, Tensor]], dict[str, Tensor]] = dict) -> Head:
    """The head with the weights of its folder, to which `renamed` gives the names of today."""
    fill(head, renamed(read_weights(folder)), folder)
    return head.eval()
