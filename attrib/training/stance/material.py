"""What an epoch of a stance training is made of: labelled texts in word pieces, changed a little each time."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from attrib.nn.encoder.tokens import batches_by_length
from attrib.training.corpora.stance_examples import StanceExample
from attrib.training.stance.recipe import StanceTrainingConfig

_OTHER_SIDE = (0, 2, 1, 4, 3)  # the classes of directed sentiment with p and q exchanged
_MOST_OTHERS = 2


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
