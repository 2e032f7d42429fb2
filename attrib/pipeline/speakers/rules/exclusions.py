"""People whom a statement names and whom, for that, a pronoun beside it does not mean."""

from attrib.data import EntityKind, Span, Statement
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText

NONE_EXCLUDED: frozenset[Entity] = frozenset()


def named_by_speaker(doc: AnnotatedText, statement: Statement, source: Span | None) -> frozenset[Entity]:
    """The persons whom a statement's speaker calls by name, and so is not.

    "He said Mr Blair had lied" is not said by Blair: a pronoun does not mean a name that it governs (principle C of
    Chomsky 1981). Those are the names inside quotations and, where the content follows the source, in all of it.
    """
    found = set()
    for span in statement.content:
        for mention, entity in doc.entities.within(span):
            governed = source is not None and mention.start > source.end
            if entity.kind is EntityKind.PERSON and (governed or doc.is_quoted(mention.start)):
                found.add(entity)
    return frozenset(found) if found else NONE_EXCLUDED
