"""What an epoch of a stance training is made of: labelled texts in word pieces, changed a little each time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from attrib.data import Span
from attrib.nn.encoder.tokens import EncodedText, TextEncoder, batches_by_length, token_range
from attrib.nn.stance.inputs import Range, StanceInput
from attrib.training.corpora.stance import LabelledStance
from attrib.training.stance.recipe import StanceTrainingConfig

_NAMES = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_OTHER_SIDE = (0, 2, 1, 4, 3)  # the classes of directed sentiment with p and q exchanged
_MOST_OTHERS = 2


@dataclass(frozen=True, slots=True)
class StanceExample:
    """One row with the class of each question; `others` are further names in it that nobody asked about.

    A name that only stands there to be marked has the class -1.
    """

    task: str
    row: StanceInput
    labels: tuple[int, ...]
    others: tuple[Range, ...] = ()


def prepare(texts: Sequence[LabelledStance], encoder: TextEncoder) -> list[StanceExample]:
    """The texts in word pieces. A target that touches no word piece is left out, and so is its label."""
    encoded = encoder.encode([text.text for text in texts])
    topics = sorted({text.topic for text in texts if text.topic is not None})
    by_topic = dict(zip(topics, encoder.encode(topics), strict=True))
    return [_example(*pair, by_topic) for pair in zip(texts, encoded, strict=True)]


def _example(text: LabelledStance, encoded: EncodedText, topics: dict[str, EncodedText]) -> StanceExample:
    def ranges(spans: Sequence[Span]) -> tuple[Range, ...]:
        return tuple(place for place in token_range(encoded.offsets, spans) if place)

    if text.topic is not None:
        row = StanceInput(encoded, ranges(text.holders), topic=topics[text.topic])
        return StanceExample(text.task, row, text.labels)
    targets = [(ranges(spans), label) for spans, label in zip(text.targets, text.labels, strict=True)]
    targets = [pair for pair in targets if pair[0]]
    taken = [*text.holders, *(span for spans in text.targets for span in spans)]
    names = [Span(*match.span()) for match in _NAMES.finditer(text.text)]
    others = ranges([name for name in names if not any(name.overlaps(span) for span in taken)])
    row = StanceInput(encoded, ranges(text.holders), tuple(places for places, _ in targets))
    return StanceExample(text.task, row, tuple(label for _, label in targets), others)


def vary(
    examples: Sequence[StanceExample], config: StanceTrainingConfig, random: np.random.Generator
) -> list[StanceExample]:
    """The examples as one epoch sees them: sides exchanged, further names marked, claims of others added as neutral."""
    varied = []
    topics = [example.row.topic for example in examples if example.row.topic is not None]
    for example in examples:
        if example.task == "directed" and random.random() < config.swap:
            [target] = example.row.targets
            row = replace(example.row, holders=target, targets=(example.row.holders,))
            example = replace(example, row=row, labels=(_OTHER_SIDE[example.labels[0]],))
        if example.row.topic is not None and random.random() < config.unrelated:
            other = topics[int(random.integers(len(topics)))]
            if other is not example.row.topic:
                varied.append(StanceExample(example.task, replace(example.row, topic=other), (0,)))
        elif example.others and example.row.targets and random.random() < config.distract:
            drawn = random.permutation(len(example.others))[:_MOST_OTHERS]
            more = tuple((example.others[at],) for at in drawn)
            row = replace(example.row, targets=example.row.targets + more)
            example = replace(example, row=row, labels=example.labels + (-1,) * len(more))
        varied.append(example)
    return varied


def stance_batches(
    examples: Sequence[StanceExample], config: StanceTrainingConfig, random: np.random.Generator
) -> list[list[StanceExample]]:
    """Shuffled batches of examples of about one length; lengths are jittered so that batches change between epochs.

    The examples are shuffled first: corpora are sorted by class or claim, and a batch of one class teaches nothing.
    """
    examples = [examples[at] for at in random.permutation(len(examples))]
    lengths = [example.row.length(config.window) + int(random.integers(0, 8)) for example in examples]
    batches = [[examples[at] for at in group] for group in batches_by_length(lengths, config.batch_tokens)]
    random.shuffle(batches)
    return batches
