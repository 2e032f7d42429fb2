"""One-statement articles for tests of the registry: who says something, and what the text says of them."""

from attrib.data import ActorKind, Extraction, Reason, Run, Speaker, StanceLabel
from attrib.data import Stance as Towards
from attrib.store.database.session import Database
from attrib.store.save import save
from tests.store.newsdesk import RUN, article, said


def says(
    name: str, number: int, *, source: str = "", reason: Reason = Reason.EXACT, kind: ActorKind = ActorKind.PERSON,
    of: str | None = None, role: str | None = None, day: str | None = None, run: Run = RUN, against: str | None = None,
) -> Extraction:  # fmt: skip
    """An article of one statement; the same number is the same text."""
    source = source or name
    text = f"“Number {number},” said {source}."
    speaker = Speaker(name, kind, affiliation=of, role=role, reason=reason)
    stances = (Towards(against, "actor", StanceLabel.OPPOSE, 0.9),) if against else ()
    statement = said(text, f"“Number {number},”", source, by=speaker, stances=stances)
    return article(text, statement, location=f"{number}.txt", day=day, run=run, outlet="Wire")


def body(name: str, number: int, *, source: str = "", reason: Reason = Reason.EXACT) -> Extraction:
    """An article in which an organization speaks."""
    return says(name, number, source=source, reason=reason, kind=ActorKind.ORGANIZATION)


def fill(database: Database, *extractions: Extraction) -> None:
    for extraction in extractions:
        save(database, extraction)
