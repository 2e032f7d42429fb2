"""How a candidate stands beside the others of its statement."""

from collections.abc import Sequence

from attrib.data import EntityKind
from attrib.pipeline.speakers.linking.candidates import Candidate, CandidateKind
from attrib.pipeline.speakers.linking.numbers import Features

_SHARED = (
    *("head told", "head in name", "same head", "role told", "wrote", "sues", "owns writing", "spoke under same head"),
    *("name holds phrase", "name is phrase", "phrase is acronym", "cue of noun", "all told"),
)
_RANKED = ("rest told", "role rest", "antecedent", "mentions", "source often")


def compare(rows: Sequence[Features], options: Sequence[Candidate]) -> None:
    """Add how a candidate ranks among those that share a fact with it, and what these leave to a phrase itself."""
    for name in _SHARED:
        holders = [at for at, row in enumerate(rows) if name in row]
        if not holders:
            continue
        for at in holders:
            if len(holders) == 1:
                rows[at][f"only {name}"] = 1.0
        for row, option in zip(rows, options, strict=True):
            if option.kind is CandidateKind.ITSELF:
                row[f"another {name}"] = 1.0
    for name in _RANKED:
        best = max((row[name] for row in rows if name in row), default=None)
        for row in rows:
            if best is not None and row.get(name) == best:
                row[f"most {name}"] = 1.0
    _rank_nearest(rows, options)
    _in_paragraph(rows, options)


def _in_paragraph(rows: Sequence[Features], options: Sequence[Candidate]) -> None:
    """Mark the one person narrated in the paragraph so far, and everybody else beside that one."""
    people = [
        row
        for row, option in zip(rows, options, strict=True)
        if option.referent is not None
        and option.referent.entity is not None
        and option.referent.entity.kind is EntityKind.PERSON
    ]
    here = [row for row in people if "same paragraph" in row and "quoted before" not in row]
    if len(here) == 1:
        for row in people:
            row["only one in paragraph" if row is here[0] else "another in paragraph"] = 1.0


def _rank_nearest(rows: Sequence[Features], options: Sequence[Candidate]) -> None:
    """Mark the entities of each kind by how near their last mention before the source is."""
    for kind in (EntityKind.PERSON, EntityKind.ORGANIZATION):
        near = [
            (order, at)
            for at, (row, option) in enumerate(zip(rows, options, strict=True))
            if option.referent is not None
            and option.referent.entity is not None
            and option.referent.entity.kind is kind
            and "not before" not in row
            and "gender clashes" not in row
            for order in (row.pop("_distance", 1e9),)
        ]
        for rank, (_, at) in enumerate(sorted(near)[:4]):
            rows[at][f"nearest {rank}"] = 1.0
        if len(near) == 1:
            rows[near[0][1]]["only one"] = 1.0
    for row in rows:
        row.pop("_distance", None)
