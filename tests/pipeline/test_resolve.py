from attrib.data import ActorKind, Document, Reason, Span, Statement, StatementType
from attrib.pipeline.resolve import resolve


def said(text: str, content: str, cue: str = "", source: str = "") -> Statement:
    """An untyped statement whose parts are found in the text; cue and source are looked for nearest the content."""

    def locate(part: str, near: int) -> tuple[Span, ...]:
        starts = [at for at in range(len(text)) if text.startswith(part, at)] if part else []
        return tuple(Span(at, at + len(part)) for at in sorted(starts, key=lambda at: abs(at - near))[:1])

    at = text.index(content)
    middle = at + len(content) // 2
    parts = (locate(cue, middle), locate(source, middle))
    return Statement(StatementType.INDIRECT, (Span(at, at + len(content)),), *parts)


def test_a_surname_leads_back_to_the_full_name_and_its_post() -> None:
    text = "Zelmari spokesperson Orhan Tasbek spoke late. Tasbek said the port was closed."
    (statement,) = resolve(Document(text), [said(text, "the port was closed", "said", "Tasbek")], ())
    speaker = statement.speaker
    assert speaker is not None
    assert (speaker.name, speaker.role, speaker.affiliation) == ("Orhan Tasbek", "spokesperson", "Zelmari")
    assert (speaker.kind, speaker.reason) == (ActorKind.PERSON, Reason.SURNAME)
    assert statement.type is StatementType.INDIRECT


def test_nothing_to_resolve() -> None:
    assert resolve(Document(""), [], ()) == ()
