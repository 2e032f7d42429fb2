"""The models that a pipeline is put together from, chosen by its settings; what is missing is told."""

from dataclasses import dataclass
from pathlib import Path

from attrib.errors import ModelError
from attrib.nn.catalogue import Kind, checked_digest, find_head, find_model, list_models, read_config
from attrib.settings import AUTO, NONE, ExtractSettings

_OPTIONS = {Kind.ANTECEDENTS: "--antecedents", Kind.WORD_CLASSES: "--word-classes"}
_COSTS = {
    Kind.ANTECEDENTS: "pronouns are resolved by rules alone, which are wrong more often",
    Kind.WORD_CLASSES: "stances are found towards people and bodies alone, none towards topics",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """The folders of an attribution model, whose weights have the SHA-256 `digest`, and of the models beside it.

    `warnings` say of each model that is missing what it costs and the way out.
    """

    model: Path
    digest: str
    antecedents: Path | None
    word_classes: Path | None
    stance: Path | None
    warnings: tuple[str, ...] = ()


def choose_parts(settings: ExtractSettings) -> Parts:
    """The models that the settings ask for.

    Raises ModelError where one is not there, is damaged or of another kind, or where a head that the settings name is
    for other attribution weights.
    """
    model = find_model(settings.model, Kind.ATTRIBUTION)
    digest = checked_digest(model)
    asked = {Kind.ANTECEDENTS: settings.antecedents, Kind.WORD_CLASSES: settings.word_classes}
    heads = {kind: _choose_head(name, kind, model, digest) for kind, name in asked.items()}
    stance = find_model(settings.stance_model, Kind.STANCE) if settings.stance else None
    # Classes of words serve stances alone.
    wanted = [kind for kind, name in asked.items() if name == AUTO and (kind != Kind.WORD_CLASSES or settings.stance)]
    warnings = [_missing(kind, model, digest) for kind in wanted if heads[kind] is None]
    if stance is not None:
        warnings += [words for words in (_strange(stance, model, digest),) if words]
    return Parts(model, digest, heads[Kind.ANTECEDENTS], heads[Kind.WORD_CLASSES], stance, tuple(warnings))


def _choose_head(name: str, kind: Kind, model: Path, digest: str) -> Path | None:
    if name == NONE:
        return None
    if name == AUTO:
        return find_head(kind, digest)
    folder = find_model(name, kind)
    made_for = str(read_config(folder, kind).get("made_for", ""))
    if made_for != digest:
        raise ModelError(
            f"{folder} is for attribution weights of SHA-256 {made_for[:12]}…, {model} has {digest[:12]}…; "
            f"give {_OPTIONS[kind]} a head that was trained over that model, or {NONE}"
        )
    return folder


def _missing(kind: Kind, model: Path, digest: str) -> str:
    """The warning for a head that is not there, with the folders that might hold it but cannot be read."""
    option = _OPTIONS[kind]
    problems = "".join(f"; {entry.problem}" for entry in list_models() if entry.problem)
    return (
        f"no model of kind {str(kind)!r} is for {model} (weights {digest[:12]}…), so {_COSTS[kind]}. Train one over it "
        f"and put it into a folder of ATTRIB_MODELS, or give its folder to {option}; {option} {NONE} goes without"
        f"{problems}"
    )


def _strange(stance: Path, model: Path, digest: str) -> str:
    """The warning for a stance model that is for other attribution weights; "" for one that is for these or none."""
    made_for = str(read_config(stance, Kind.STANCE).get("made_for", ""))
    if made_for in {"", digest}:
        return ""
    return (
        f"{stance} is for attribution weights of SHA-256 {made_for[:12]}…, {model} has {digest[:12]}…, so stances are "
        "judged without its states and are wrong more often. Train a stance model over it, or give --no-stance"
    )
