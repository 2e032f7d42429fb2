"""Stance towards a topic or claim in the user's words, by the judge that reads both together."""

from collections.abc import Sequence

from attrib.data import StanceLabel
from attrib.nn.judge.inputs import JudgeInput
from attrib.nn.judge.reader import JudgeReader
from attrib.nn.pointer.sides import SIDES
from attrib.pipeline.stance.pair_text import about, said_by


class PairTopicJudge:
    """Judges texts by themselves."""

    def __init__(self, reader: JudgeReader) -> None:
        self.reader = reader

    def said(self, speaker: str | None, cue: str, quote: str) -> str:
        """A statement in the form in which it is read best: who said what."""
        return f"{said_by(speaker or '', cue or 'said')}: {quote}"

    def towards(self, topic: str, texts: Sequence[str]) -> list[tuple[StanceLabel, float]]:
        """The stance of each text towards a topic or claim in the user's words, with its calibrated probability.

        A text is best as `said` puts it.
        """
        if not texts:
            return []
        subject, *encoded = self.reader.encoder.encode([about(topic), *texts])
        logits = self.reader.logits([JudgeInput(text, subject) for text in encoded])
        answers = self.reader.config.towards_topic(logits)
        return [(SIDES[int(row.argmax())], round(float(row.max()), 4)) for row in answers]
