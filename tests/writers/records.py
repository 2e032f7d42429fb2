"""Statements, extractions and actors to write, made up for the tests."""

from datetime import UTC, datetime

from attrib.data import (
    ActorKind,
    ActorSummary,
    Assertion,
    Document,
    Extraction,
    Reason,
    Review,
    ReviewField,
    Run,
    Span,
    Speaker,
    Stance,
    StanceLabel,
    Statement,
    StatementRecord,
    StatementType,
)

TEXT = 'Rain fell.\n\n"We will go," said Amina Okoye, who leads the union. "It is time."\n\nThe port stayed shut.\n'
CONTENT = (Span(12, 25), Span(65, 78))
PUBLISHED = datetime(2025, 10, 31, 14, 5, tzinfo=UTC)


def span_of(words: str) -> Span:
    """The first place where the words stand in TEXT."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


RECORD = StatementRecord(
    statement_id="0123456789abcdef0123",
    speaker="Amina Okoye",
    speaker_kind="person",
    speaker_mention=span_of("Amina Okoye"),
    actor_id="a1",
    role="leader",
    affiliation="union",
    reason="exact",
    type=StatementType.DIRECT,
    quote='"We will go," […] "It is time."',
    cue="said",
    source_text="Amina Okoye",
    content_spans=CONTENT,
    cue_spans=(span_of("said"),),
    source_spans=(span_of("Amina Okoye"),),
    context=TEXT[12:78],
    context_start=12,
    title="Port [closed]",
    outlet="The Gull",
    author="B. Writer",
    published_at=PUBLISHED,
    published_original="31 Oct 2025 14:05",
    retrieved_at=PUBLISHED,
    url="https://gull.example/port",
    location="port.txt",
    document_sha256="ab" * 32,
    confidence=0.97123,
    speaker_confidence=None,
    run_id="run1",
    model="attribution",
    reviewed="",
    stances=(Stance("port: \\north;", "topic", StanceLabel.OPPOSE, 0.81239),),
)

EXTRACTION = Extraction(
    document=Document(TEXT, location="port.txt", published_at=PUBLISHED, title="Port"),
    run=Run("attribution", "digest", "1", {}),
    statements=(
        Statement(
            type=StatementType.DIRECT,
            content=CONTENT,
            cue=(span_of("said"),),
            source=(span_of("Amina Okoye"),),
            confidence=0.971234,
            speaker=Speaker(
                "Amina Okoye", ActorKind.PERSON, span_of("Amina Okoye"), "leader", "union", 0.95, Reason.EXACT
            ),
            stances=(Stance("port", "topic", StanceLabel.OPPOSE, 0.81239),),
            id="0123456789abcdef0123",
            assertion=Assertion.DENIED,
        ),
        Statement(StatementType.INDIRECT, (Span(0, 9),), silence=Reason.NO_SOURCE, id="f" * 20),
    ),
)

ACTOR = ActorSummary(
    id="a1",
    name="Amina Okoye",
    kind=ActorKind.PERSON,
    wikidata_id=None,
    aliases=("Okoye", "A. Okoye"),
    affiliations=(("union", "leader"), ("port [board]", None)),
    statements=12,
    documents=3,
    first_at=PUBLISHED,
    last_at=None,
)

REVIEW = Review(
    "r1", "b1", RECORD.statement_id, ReviewField.SPEAKER, "Amina Okoye", "B. Other", None, "heard", "M", PUBLISHED
)
