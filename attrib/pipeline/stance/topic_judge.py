"""Stance towards a topic or claim in the user's words: it needs the model and no rule."""

from collections.abc import Sequence

from attrib.data import StanceLabel
from attrib.nn.stance.config import TASKS
from attrib.nn.stance.inputs import StanceInput
from attrib.nn.stance.reader import StanceReader

_LABELS = tuple(StanceLabel(name) for name in TASKS["topic"])


class TopicJudge:
    """Judges texts by themselves."""

    def __init__(self, reader: StanceReader) -> None:
        self.reader = reader

    def said(self, _speaker: str | None, cue: str, quote: str) -> str:
        """A statement in the form in which it is read best: with its cue, which tells "denied" from "said"."""
        return f"{cue} {quote}".strip()

    def towards(self, topic: str, texts: Sequence[str]) -> list[tuple[StanceLabel, float]]:
        """The stance of each text towards a topic or claim in the user's words, with its calibrated probability.

        A text is best as `said` puts it.
        """
        if not texts:
            return []
        subject, *encoded = self.reader.encoder.encode([topic, *texts])
        answers = self.reader.read("topic", [StanceInput(text, topic=subject) for text in encoded])
        return [(_LABELS[int(row[0].argmax())], round(float(row[0].max()), 4)) for row in answers]
