"""What a stance training is made of: corpora, varied in each epoch, and labelled articles as attrib reads them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from attrib.errors import SettingsError
from attrib.nn.encoder.tokens import batches_by_length
from attrib.pipeline.build import build, text_groups
from attrib.pipeline.detection.detector import Detector
from attrib.settings import ExtractSettings
from attrib.training.corpora.polnear import read_labelled_articles
from attrib.training.corpora.stance import LabelledStance
from attrib.training.corpora.stance_articles import (
    LabelledStatement,
    StanceArticle,
    labelled_statements,
    read_stance_articles,
    topic_texts,
)
from attrib.training.corpora.stance_examples import StanceExample
from attrib.training.engine.task import Workplace
from attrib.training.stance.recipe import StanceTraining

_OTHER_SIDE = (0, 2, 1, 4, 3)  # the classes of directed sentiment with p and q exchanged
_MOST_OTHERS = 2


@dataclass(frozen=True, slots=True)
class ArticleStances:
    """The stances of labelled articles: their statements, and each stance as a text beside a topic.

    Statements carry states of attribution weights of the digest `encoder_digest`. Without any the model has no
    statement head. Topics serve calibration alone.
    """

    statements: Sequence[LabelledStatement] = ()
    topics: Sequence[LabelledStance] = ()
    encoder_digest: str = ""


def read_articles(recipe: StanceTraining, place: Workplace) -> ArticleStances:
    """The stances of the folders of articles that a recipe names, read with the attribution model it names.

    Raises SettingsError where recipe and folder disagree, CorpusError for what cannot be read.
    """
    if bool(recipe.articles) != (place.articles is not None):
        raise SettingsError(
            f"the config names the articles {list(recipe.articles)} and the folder of articles is {place.articles}; "
            "give --articles where the config names some, and only there"
        )
    if place.articles is None:
        return ArticleStances()
    detector = build(ExtractSettings(recipe.model, device=str(place.device), stance=False)).detector
    statements: list[LabelledStatement] = []
    topics: list[LabelledStance] = []
    for name in recipe.articles:
        articles = read_stance_articles(place.articles / name, read_labelled_articles(place.articles / name))
        statements += read_statements(articles, detector)
        topics += [text for article in articles for text in topic_texts(article)]
    return ArticleStances(statements, topics, detector.digest)


def read_statements(articles: Sequence[StanceArticle], detector: Detector) -> list[LabelledStatement]:
    """The statements of labelled articles, with the targets that attrib finds in them."""
    found: list[LabelledStatement] = []
    group: list[StanceArticle]
    for group in text_groups(articles):
        for article, detection in zip(group, detector.detect([item.text for item in group]), strict=True):
            found += labelled_statements(article, detection, detector.digest)
    return found


def vary(examples: Sequence[StanceExample], config: StanceTraining, random: np.random.Generator) -> list[StanceExample]:
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
    examples: Sequence[StanceExample], config: StanceTraining, random: np.random.Generator
) -> list[list[StanceExample]]:
    """Shuffled batches of examples of about one length; lengths are jittered so that batches change between epochs.

    The examples are shuffled first: corpora are sorted by class or claim, and a batch of one class teaches nothing.
    """
    examples = [examples[at] for at in random.permutation(len(examples))]
    lengths = [example.row.length(config.window) + int(random.integers(0, 8)) for example in examples]
    batches = [[examples[at] for at in group] for group in batches_by_length(lengths, config.batch_tokens)]
    random.shuffle(batches)
    return batches
