"""The models that a pipeline is put together from, chosen by its settings; what is missing is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from attrib.errors import ModelError
from attrib.nn.catalogue import (
    HEADS,
    Kind,
    checked_digest,
    find_digest,
    find_head,
    find_model,
    list_models,
    read_config,
    weights_digest,
)
from attrib.settings import AUTO, DEFAULT_STANCE_MODEL, NONE, ExtractSettings

_FOR_ALL = (Kind.LINKER, Kind.POSTS)
# What is lost without a head; one that is not named here is missed in silence.
_COSTS = {
    Kind.ANTECEDENTS: "pronouns are resolved by rules alone, which are wrong more often",
    Kind.WORD_CLASSES: "roles are read by capitals alone, stances found towards people and bodies, none towards topics",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """The folders of an attribution model, whose weights have the SHA-256 `digest`, and of the models beside it.

    `heads` holds the folder of each kind of head that is there. Where the pointer `judges` stances, with the head
    "judge" or alone, there is no stance model; `second` is the judge that a stance model asks beside itself. `warnings`
    say of each model that is missing what it costs and the way out.
    """

    model: Path
    digest: str
    heads: Mapping[Kind, Path] = field(default_factory=dict)
    stance: Path | None = None
    second: Path | None = None
    judges: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def antecedents(self) -> Path | None:
        return self.heads.get(Kind.ANTECEDENTS)

    @property
    def word_classes(self) -> Path | None:
        return self.heads.get(Kind.WORD_CLASSES)


def choose_parts(settings: ExtractSettings) -> Parts:
    """The models that the settings ask for, each head and the stance model by the digest of the attribution weights.

    Raises ModelError where one is not there, is damaged or of another kind, or where a head that the settings name is
    for other attribution weights.
    """
    model = find_model(settings.model, Kind.ATTRIBUTION)
    digest = checked_digest(model)
    asked: dict[Kind, str] = {kind: getattr(settings, str(kind)) for kind in HEADS}
    found = {kind: _choose_head(name, kind, model, digest) for kind, name in asked.items()}
    heads = {kind: folder for kind, folder in found.items() if folder is not None}
    judges = settings.stance and settings.stance_model == AUTO and _judges(heads.get(Kind.POINTER))
    if not judges:
        heads.pop(Kind.JUDGE, None)  # it is a second opinion on what the pointer tells
    if settings.affiliations == AUTO and not _reads(heads.get(Kind.AFFILIATIONS), heads.get(Kind.POINTER)):
        heads.pop(Kind.AFFILIATIONS, None)
    stance = _choose_stance(settings.stance_model, digest) if settings.stance and not judges else None
    second, without = (None, []) if stance is None or settings.judge == NONE else _second(stance)
    missing = [kind for kind, name in asked.items() if name == AUTO and kind not in heads and kind in _COSTS]
    warnings = [_missing(kind, model, digest) for kind in missing]
    if stance is not None:
        warnings += [words for words in (_strange(stance, model, digest),) if words]
    return Parts(model, digest, heads, stance, second, judges, (*warnings, *without))


def _second(stance: Path) -> tuple[Path | None, list[str]]:
    """The judge that a stance model asks beside itself, and the warning where that is not there."""
    wanted = str(read_config(stance, Kind.STANCE).get("second_opinion", {}).get("judge", ""))
    if not wanted:
        return None, []
    try:
        return find_digest(Kind.JUDGE, wanted, stance), []
    except ModelError as error:
        return None, [f"{error}. Until then stances are judged once, and are wrong more often"]


def _judges(pointer: Path | None) -> bool:
    """Whether a pointer has learned to tell sides."""
    return pointer is not None and bool(read_config(pointer, Kind.POINTER).get("judges", False))


def _reads(affiliations: Path | None, pointer: Path | None) -> bool:
    """Whether a head for affiliations reads the states of this pointer."""
    if affiliations is None or pointer is None:
        return False
    return bool(read_config(affiliations, Kind.AFFILIATIONS).get("reads", "") == weights_digest(pointer))


def choose_topic_judge(settings: ExtractSettings) -> Path | None:
    """The judge of sides towards a user's topic, whatever model it is for; None where the stance model is to judge.

    Raises ModelError where the settings name one that is not there.
    """
    if settings.judge == NONE or settings.stance_model != AUTO:
        return None
    if settings.judge != AUTO:
        return find_model(settings.judge, Kind.JUDGE)
    return next((item.folder for item in list_models() if item.kind == Kind.JUDGE and not item.problem), None)


def choose_stance(settings: ExtractSettings) -> Path:
    """The stance model that the settings ask for. Raises ModelError as `choose_parts` does."""
    name = settings.stance_model
    return _choose_stance(name, checked_digest(find_model(settings.model, Kind.ATTRIBUTION)) if name == AUTO else "")


def _choose_stance(name: str, digest: str) -> Path:
    own = find_head(Kind.STANCE, digest) if name == AUTO else None
    return own or find_model(DEFAULT_STANCE_MODEL if name == AUTO else name, Kind.STANCE)


def _choose_head(name: str, kind: Kind, model: Path, digest: str) -> Path | None:
    if name == NONE:
        return None
    if name == AUTO:
        # What is for no attribution weights serves all that have none of their own.
        return find_head(kind, digest) or (find_head(kind, "") if kind in _FOR_ALL else None)
    folder = find_model(name, kind)
    made_for = str(read_config(folder, kind).get("made_for", ""))
    if made_for != digest and not (kind in _FOR_ALL and not made_for):
        raise ModelError(
            f"{folder} is for attribution weights of SHA-256 {made_for[:12]}…, {model} has {digest[:12]}…; "
            f"give {_option(kind)} a head that was trained over that model, or {NONE}"
        )
    return folder


def _option(kind: Kind) -> str:
    return f"--{kind.replace('_', '-')}"


def _missing(kind: Kind, model: Path, digest: str) -> str:
    """The warning for a head that is not there, with the folders that might hold it but cannot be read."""
    option = _option(kind)
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
