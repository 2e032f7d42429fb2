"""Entities while their mentions are gathered."""

from dataclasses import dataclass, field

from attrib.data import EntityKind, Span
from attrib.english.gender import Gender
from attrib.pipeline.entities.entities import Entity


@dataclass(slots=True, eq=False)
class Draft:
    """An entity while its mentions are gathered: the name to show so far, where it stands, and all mentions."""

    name: str
    kind: EntityKind
    span: Span
    gender: Gender | None = None
    sure: bool = True
    mentions: list[Span] = field(default_factory=list)

    def entity(self) -> Entity:
        """The entity as a value."""
        return Entity(self.name, self.kind, self.span, tuple(self.mentions), self.gender, self.sure)
