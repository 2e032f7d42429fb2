"""What an actor supports and opposes across documents, with reversals over time."""

from collections import Counter, defaultdict
from dataclasses import replace

from attrib.data import StatementQuery
from attrib.data.positions import ActorStances, TargetStances
from attrib.store.actors.answering import one_actor
from attrib.store.database.session import Database
from attrib.store.search.facets import actor_names
from attrib.store.search.filters import conditions
from attrib.store.search.meanings import Meanings, meaning_of
from attrib.store.search.sides import (
    StanceRows,
    meanings_of,
    reversals,
    stance_rows,
    stances_taken,
    sum_up,
    without_neutral,
)
from attrib.store.search.targets import asked_stances


def positions(
    database: Database, name: str, query: StatementQuery | None = None, *, neutral: bool = False,
    encoder: str | None = None,
) -> ActorStances:  # fmt: skip
    """The stances of an actor by target, near-same targets as one; of the stances that `query` asks for, if any.

    With an `encoder`, targets of several articles are joined by its stored vectors too (see `targets/same.py`). Raises
    as `one_actor`. A reversal is a dated support and a dated opposition with only neutral stances in between; on one
    day the order of the two is unknown.
    """
    asked = query or StatementQuery()
    with database.session() as session:
        actor = one_actor(session, name, counted=False)
        restrictions = conditions(session, replace(asked, actor_id=(actor.id,)), looked_up=True)
        found = stance_rows(session, [*restrictions, *asked_stances(session, asked)])
        short = meanings_of(session, found, restrictions, encoder)
        rows, left = without_neutral(found, neutral=neutral or asked.stance == "neutral")
        groups = by_target(rows, short)
        names = actor_names(session, {row.canonical for row in rows if row.canonical})
        pairs = {target: reversals(some) for target, some in groups.items()}
        taken = stances_taken(session, pairs.values())
        targets = []
        for target, some in groups.items():
            spelled = _spellings(some)
            canonical = next((row.canonical for row in some if row.canonical), None)
            targets.append(
                TargetStances(
                    target=names[canonical] if canonical else spelled[0],
                    target_id=canonical,
                    names=spelled,
                    **sum_up(some, pairs[target], taken),
                )
            )
    return ActorStances(actor, tuple(sorted(targets, key=lambda item: (-item.count, item.target))), left)


def by_target(rows: StanceRows, short: Meanings) -> dict[str, StanceRows]:
    """The stances by target: by canonical actor where the target is an actor in any of them, else by what it means."""
    actors = {row.target_key: row.canonical for row in rows if row.canonical}
    groups: dict[str, StanceRows] = defaultdict(list)
    for row in rows:
        actor = row.canonical or actors.get(row.target_key)
        groups[actor or f"={meaning_of(short, row.document_key, row.target_key)}"].append(row)
    return groups


def _spellings(rows: StanceRows) -> tuple[str, ...]:
    """The spellings of a target, one a folded form: those with more words first, the most frequent of them first."""
    counts = Counter(row.target_key for row in rows)
    written: dict[str, str] = {}
    for row in rows:
        written[row.target_key] = min(written.get(row.target_key, row.target), row.target)
    return tuple(written[key] for key in sorted(counts, key=lambda key: (-counts[key], -len(key.split()), key)))
