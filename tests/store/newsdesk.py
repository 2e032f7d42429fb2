"""Small extractions written for the tests: spans are found by the words they cover."""

import zlib
from collections.abc import Sequence
from datetime import UTC, datetime

from attrib.data import (
    ActorKind,
    Document,
    EntityKind,
    Extraction,
    Mention,
    Reason,
    Run,
    Span,
    Speaker,
    Stance,
    Statement,
    StatementType,
)

RUN = Run("attribution", "d1" * 32, "0.1.0", {"precision": "fp32"})
NEXT_RUN = Run("attribution", "d2" * 32, "0.2.0", {"precision": "fp32"})

TALKS = (
    "“We want peace,” said Zabihullah Mujahid, a spokesperson for the Taliban.\n\n"
    "Mujahid added that “the talks” would go on. Critics said it was too late.\n\n"
    "The White House said naïve hopes don't help."
)


def span(text: str, words: str, after: int = 0) -> Span:
    """The first place of some words."""
    start = text.index(words, after)
    return Span(start, start + len(words))


def person(
    name: str, *, role: str | None = None, affiliation: str | None = None, reason: Reason = Reason.EXACT
) -> Speaker:
    return Speaker(name, ActorKind.PERSON, role=role, affiliation=affiliation, reason=reason, confidence=0.9)


def said(
    text: str,
    content: str | Sequence[str],
    source: str = "",
    cue: str = "said",
    *,
    by: Speaker | None = None,
    kind: StatementType = StatementType.DIRECT,
    confidence: float = 0.8,
    stances: tuple[Stance, ...] = (),
    silence: Reason | None = None,
) -> Statement:
    """A statement whose spans are the first places of the words given."""
    contents = (content,) if isinstance(content, str) else content
    pieces = tuple(span(text, words) for words in contents)
    cues = (span(text, cue),) if cue else ()
    sources = (span(text, source),) if source else ()
    return Statement(kind, pieces, cues, sources, confidence, by, silence, stances)


def article(
    text: str,
    *statements: Statement,
    location: str | None = None,
    run: Run = RUN,
    outlet: str | None = None,
    day: str | None = None,
    mentions: tuple[Mention, ...] = (),
) -> Extraction:
    """An article in a file of its own, named after its text: a new text in a known file would be a newer version."""
    location = location or f"{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}.txt"
    published = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    document = Document(text, location, outlet=outlet, published_at=published, published_original=day)
    return Extraction(document, run, statements, mentions)


def talks(run: Run = RUN) -> Extraction:
    """An article with every kind of speaker."""
    mujahid = person("Zabihullah Mujahid", role="spokesperson", affiliation="Taliban")
    again = person("Zabihullah Mujahid", role="spokesperson", affiliation="Taliban", reason=Reason.SURNAME)
    critics = Speaker("Critics", ActorKind.GROUP, reason=Reason.NOMINAL)
    house = Speaker("The White House", ActorKind.ORGANIZATION)
    return article(
        TALKS,
        said(TALKS, "“We want peace,”", "Zabihullah Mujahid", by=mujahid),
        said(TALKS, "“the talks” would go on", "Mujahid added", "added", by=again, kind=StatementType.MIXED),
        said(TALKS, "it was too late", "Critics", by=critics, kind=StatementType.INDIRECT, confidence=0.5),
        said(TALKS, "naïve hopes don't help", "The White House", by=house, kind=StatementType.INDIRECT),
        location="talks.txt",
        run=run,
        outlet="BBC News",
        day="2025-11-06",
        mentions=(Mention(span(TALKS, "Zabihullah Mujahid"), EntityKind.PERSON, 0.9),),
    )
