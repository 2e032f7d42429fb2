"""Which articles' statements have not been compared with others, told by what their extractions are marked with."""

from sqlalchemy import ColumnElement, case, false, func, select, true

from attrib.store.database.session import Database
from attrib.store.schema.runs import ExtractionRow

_BY_WORDS = " words"  # behind the scorer's id where the statements had no vectors to compare

Conditions = tuple[ColumnElement[bool], ...]
COMPARED_HIDDEN: Conditions = ExtractionRow.claims.is_not(None), ExtractionRow.current == false()
"""Of extractions that were compared and that search shows no more."""


def marks_of(scorer: str) -> tuple[str, str]:
    """What an extraction that a scorer has compared is marked with: with vectors, and by words alone."""
    return scorer, scorer + _BY_WORDS


def mark_of(scorer: str, encoder: str) -> ColumnElement[str]:
    """Which of the two an extraction is to be marked with, by whether it has vectors of the encoder."""
    with_vectors, by_words = marks_of(scorer)
    return case((func.coalesce(ExtractionRow.vectors, "") == encoder, with_vectors), else_=by_words)


def is_waiting(scorer: str, encoder: str) -> Conditions:
    """The conditions on an extraction that is to be compared."""
    done = func.coalesce(ExtractionRow.claims, "")
    return ExtractionRow.current == true(), ExtractionRow.statements > 0, done != mark_of(scorer, encoder)


def compared_by_others(scorer: str) -> Conditions:
    """The conditions on an extraction that another scorer has compared."""
    return ExtractionRow.claims.is_not(None), ExtractionRow.claims.not_in(marks_of(scorer))


def waiting(database: Database, scorer: str, encoder: str) -> int:
    """The number of documents whose statements have not been compared."""
    with database.session() as session:
        query = select(func.count()).select_from(ExtractionRow).where(*is_waiting(scorer, encoder))
        return session.scalars(query).one()


def has_many_of_others(database: Database, scorer: str, most: int) -> bool:
    """Whether other scorers have compared more than so many extractions."""
    some = select(ExtractionRow.document_key).where(*compared_by_others(scorer)).limit(most + 1).subquery()
    with database.session() as session:
        return session.scalars(select(func.count()).select_from(some)).one() > most


def in_line(database: Database, scorer: str, encoder: str) -> bool:
    """Whether every shown statement has been compared by a scorer, and nothing else has."""
    with database.session() as session:
        wrong = (is_waiting(scorer, encoder), compared_by_others(scorer), COMPARED_HIDDEN)
        found = (session.scalar(select(ExtractionRow.document_key).where(*each).limit(1)) for each in wrong)
        return all(key is None for key in found)
