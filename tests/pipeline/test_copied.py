"""Documents read through a copy: statements, speakers and stances of the copy as those of the text."""

from attrib.data import ActorKind, Document, Speaker, Stance, StanceLabel, Statement, StatementType
from attrib.data.occasions import Occasion
from attrib.data.spans import Span
from attrib.pipeline.copied import statement_in_text, to_read

TEXT = "\u200bZoe\u0308 Mu\u0308ller, an o\ufb03cial, said on Fri\u00adday to us that Na\u00addia lied in Bern."


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_every_span_of_a_statement_is_one_of_the_text() -> None:
    document, copy = to_read(Document(TEXT))
    assert copy is not None
    assert document.text == "Zoë Müller, an official, said on Friday to us that Nadia lied in Bern."
    at = {words: span_of(document.text, words) for words in ("that Nadia lied", "said", "Zoë Müller", "official")}
    at |= {words: span_of(document.text, words) for words in ("Nadia", "lied", "on Friday", "to us", "in Bern")}
    speaker = Speaker("Zoë Müller", ActorKind.PERSON, at["Zoë Müller"], "official", evidence=(at["official"],))
    stance = Stance("Nadia", "actor", StanceLabel.OPPOSE, 0.9, at["Nadia"], at["lied"])
    found = Statement(
        StatementType.INDIRECT,
        (at["that Nadia lied"],),
        (at["said"],),
        (at["Zoë Müller"],),
        speaker=speaker,
        stances=(stance,),
        occasion=Occasion(at["on Friday"], at["to us"], at["in Bern"]),
    )
    mapped = statement_in_text(found, copy)
    assert mapped.quote(TEXT) == "that Na\u00addia lied"
    assert [span.of(TEXT) for span in (*mapped.cue, *mapped.source)] == ["said", "Zoe\u0308 Mu\u0308ller"]
    assert mapped.speaker is not None
    assert mapped.speaker.mention == mapped.source[0]
    assert [span.of(TEXT) for span in mapped.speaker.evidence] == ["o\ufb03cial"]
    [told] = mapped.stances
    assert told.mention is not None
    assert told.evidence is not None
    assert (told.mention.of(TEXT), told.evidence.of(TEXT)) == ("Na\u00addia", "lied")
    assert [span.of(TEXT) for span in mapped.occasion.spans] == ["on Fri\u00adday", "to us", "in Bern"]


def test_a_plain_text_is_read_itself() -> None:
    document = Document("Zoë said no.")
    assert to_read(document) == (document, None)


def test_a_text_of_nothing_that_is_seen_is_left_alone() -> None:
    document = Document("\u200b\u00ad")
    assert to_read(document) == (document, None)
