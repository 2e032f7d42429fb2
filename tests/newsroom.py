"""Articles made for tests, and a pipeline that understands them without a model: `"words" said Name Name.`"""

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
    Statement,
    StatementType,
    statement_id,
)

_SAYING = re.compile(
    r'(?P<content>"[^"]+") (?P<cue>said) (?P<source>[A-Z]\w+ [A-Z]\w+)(?:, (?P<role>\w+) of (?P<of>\w+))?'
)


def article(*sayings: tuple[str, str], extra: str = "") -> str:
    """A text in which each (speaker, words) pair is a direct quotation in a paragraph of its own."""
    return "\n\n".join(f'"{words}" said {speaker}.' for speaker, words in sayings) + extra


@dataclass
class SayingPipeline:
    """Finds `"words" said Name Name, role of Organization`; counts the documents it was given."""

    run: Run = field(default_factory=lambda: Run("sayings", "0" * 64, "1"))
    seen: list[Document] = field(default_factory=list)

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """One extraction a document, in order."""
        for document in documents:
            self.seen.append(document)
            found = (self._statement(match) for match in _SAYING.finditer(document.text))
            statements = tuple(
                replace(statement, id=statement_id(document.sha256, self.run.id, statement)) for statement in found
            )
            yield Extraction(document, self.run, statements)

    @staticmethod
    def _statement(match: re.Match[str]) -> Statement:
        mention = Span(*match.span("source"))
        speaker = Speaker(match["source"], ActorKind.PERSON, mention, match["role"], match["of"], 0.9)
        return Statement(
            StatementType.DIRECT, (Span(*match.span("content")),), (Span(*match.span("cue")),), (mention,), 0.8, speaker
        )
