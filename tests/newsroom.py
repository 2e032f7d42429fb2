"""Articles made for tests, and a pipeline that understands them without a model.

It understands sentences such as `"Prices rose" said Cy Ray, chief of Mint, against Pakistan.`
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from attrib.data import (
    ActorKind,
    Document,
    Extraction,
    Run,
    Span,
    Speaker,
    Stance,
    StanceLabel,
    Statement,
    StatementType,
    statement_id,
)

_SAYING = re.compile(
    r'(?P<content>"[^"]+") (?P<cue>said) (?P<source>[A-Z]\w+ [A-Z]\w+)'
    r"(?:, (?P<role>\w+) of (?P<of>\w+))?(?:, (?P<side>for|against) (?P<target>\w+))?"
)
_SIDES = {"for": StanceLabel.SUPPORT, "against": StanceLabel.OPPOSE}


def article(*sayings: tuple[str, str], extra: str = "") -> str:
    """A text in which each (speaker, words) pair is a direct quotation in a paragraph of its own."""
    return "\n\n".join(f'"{words}" said {speaker}.' for speaker, words in sayings) + extra


@dataclass
class SayingPipeline:
    """Finds such sentences, and remembers the documents it was given."""

    run: Run = field(default_factory=lambda: Run("sayings", "0" * 64, "1"))
    seen: list[Document] = field(default_factory=list)
    warnings: tuple[str, ...] = ()
    unheard: str | None = None  # words of statements that it does not find

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """One extraction a document, in order."""
        for document in documents:
            self.seen.append(document)
            matches = (match for match in _SAYING.finditer(document.text) if not self._misses(match))
            found = (self._statement(match) for match in matches)
            statements = tuple(
                replace(statement, id=statement_id(document.sha256, self.run.id, statement)) for statement in found
            )
            yield Extraction(document, self.run, statements)

    def _misses(self, match: re.Match[str]) -> bool:
        return self.unheard is not None and self.unheard in match["content"]

    @staticmethod
    def _statement(match: re.Match[str]) -> Statement:
        mention = Span(*match.span("source"))
        speaker = Speaker(match["source"], ActorKind.PERSON, mention, match["role"], match["of"], 0.9)
        stances = (Stance(match["target"], "actor", _SIDES[match["side"]], 0.7),) if match["target"] else ()
        content, cue = (Span(*match.span(part)) for part in ("content", "cue"))
        return Statement(StatementType.DIRECT, (content,), (cue,), (mention,), 0.8, speaker, None, stances)
