"""The page of one actor."""

from collections.abc import Iterator
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from attrib.data import StanceLabel
from attrib.data.actors import ActorProfile, HeldRole
from attrib.writers.actors.judgements import judgement_row, sentence
from attrib.writers.actors.table import ACTOR_COLUMNS, actor_row, post
from attrib.writers.tables import line, listed

_SHORT = 8
_MOST = 12
"""The maximum of lines under one label; one line says how many more there are."""


def write_profile(profile: ActorProfile, console: Console) -> None:
    """Print the profile of an actor, each fact under its label."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for label, value in _lines(profile):
        if value:
            table.add_row(label, line(value))
    console.print(table)


PROFILE_COLUMNS: dict[str, str] = ACTOR_COLUMNS | {
    "roles": "its roles over time, each with who says so or a statement",
    "parts": "the speakers that were merged into it",
    "targets": "what it speaks about, with stance and number",
    "judgements": "what people have said of it",
}


def profile_row(profile: ActorProfile) -> dict[str, object]:
    """A profile as an object, in the order of PROFILE_COLUMNS."""
    roles = [asdict(role) for role in profile.roles]
    parts = [asdict(part) | {"kind": str(part.kind)} for part in profile.parts]
    targets = [{"target": name, "stance": label, "statements": number} for name, label, number in profile.targets]
    judgements = [judgement_row(item) for item in profile.judgements]
    told = {"roles": roles, "parts": parts, "targets": targets, "judgements": judgements}
    return actor_row(profile.summary) | told


def _lines(profile: ActorProfile) -> Iterator[tuple[str, str]]:
    actor = profile.summary
    yield "name", actor.name
    yield "id", actor.id
    yield "kind", actor.kind.value
    yield "Wikidata", actor.wikidata_id or ""
    yield "also", ", ".join(actor.other_names)
    yield from _several("roles", [_held_role(item) for item in profile.roles])
    yield "statements", f"{actor.statements} in {actor.documents} document{'' if actor.documents == 1 else 's'}"
    yield "types", _counts(actor.types)
    yield "outlets", _counts(actor.outlets)
    dates = [moment.date().isoformat() for moment in (actor.first_at, actor.last_at) if moment is not None]
    yield "published", " to ".join(dict.fromkeys(dates))
    sides = [
        f"{target} ({label} {number})" for target, label, number in profile.targets if label != StanceLabel.NEUTRAL
    ]
    yield "sides", listed(sides, most=_MOST)
    parts = [f"{part.name} ({part.kind}, {_counted(part.statements)}, {part.id})" for part in profile.parts]
    yield from _several("made up of", parts)
    judgements = [f"{sentence(item)} ({item.judged_by}, {item.judged_at:%Y-%m-%d}, {item.batch})"
            for item in profile.judgements]  # fmt: skip
    yield from _several("judgements", judgements)


def _several(label: str, values: list[str]) -> Iterator[tuple[str, str]]:
    """One line a value, with the label beside the first."""
    for place, value in enumerate(values[:_MOST]):
        yield label if place == 0 else "", value
    if len(values) > _MOST:
        yield "", f"and {len(values) - _MOST} more"


def _held_role(item: HeldRole) -> str:
    words = post(item.organization, item.role)
    period = f"{item.since or '?'} to {item.until or '?'}" if item.since != item.until else item.since or ""
    if item.judged_by is not None:
        source = f"as {item.judged_by} says"
        return ", ".join(part for part in (words, period if item.since or item.until else "", source) if part)
    evidence = f"{_counted(item.statements)}, such as {(item.evidence or '')[:_SHORT]}"
    return ", ".join(part for part in (words, period, evidence) if part)


def _counted(statements: int) -> str:
    return f"{statements} statement{'' if statements == 1 else 's'}"


def _counts(counted: tuple[tuple[str, int], ...]) -> str:
    parts = ", ".join(f"{name} {number}" for name, number in counted[:_MOST])
    rest = counted[_MOST:]
    others = "1 other" if len(rest) == 1 else f"{len(rest)} others"
    return f"{parts}, {others} {sum(number for _, number in rest)}" if rest else parts
