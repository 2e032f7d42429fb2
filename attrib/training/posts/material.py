"""What the weights for posts learn from: labelled speakers, each with the roles and affiliations to choose from."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from attrib.data import ActorKind, EntityKind, Span
from attrib.english.name_agreement import same_name
from attrib.english.pronouns import PRONOUNS
from attrib.errors import SettingsError
from attrib.nn.catalogue import Kind, find_head
from attrib.nn.encoder.device import choose_dtype
from attrib.pipeline.entities.affiliations import PostReader
from attrib.pipeline.entities.descriptions import Description
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.entities.own_phrases import own_phrase
from attrib.pipeline.entities.post_choices import Choices, affiliation_choices, role_choices
from attrib.pipeline.entities.post_features import Candidate, Features, Subject
from attrib.pipeline.readers import PostPart
from attrib.pipeline.speakers.annotated import AnnotatedText, annotate
from attrib.training.corpora.labels import SpeakerLabel
from attrib.training.corpora.polnear import LabelledText, read_labelled_articles
from attrib.training.engine.task import Workplace
from attrib.training.evaluation.statements import same_role
from attrib.training.posts.recipe import PostTraining

_GROUP = 40  # articles that go through the network together
_BATCH_TOKENS = 6144


@dataclass(frozen=True, slots=True)
class PostExample:
    """One part of one speaker's post: the features of each answer, "nothing told" first, and which are right.

    `statements` is how many the speaker makes in the article.
    """

    part: PostPart
    answers: tuple[Features, ...]
    right: tuple[bool, ...]
    statements: int


def read_examples(recipe: PostTraining, place: Workplace) -> list[PostExample]:
    """The examples of all articles of a recipe.

    Raises SettingsError where it names no articles, CorpusError for what cannot be read.
    """
    if place.articles is None or not recipe.articles:
        raise SettingsError(
            f"articles = {list(recipe.articles)} and the folder of labelled articles is {place.articles}; name folders "
            "in the config and give --articles the folder that holds them"
        )
    texts = [text for name in recipe.articles for text in read_labelled_articles(place.articles / name)]
    found = [item for doc, text in _annotated(recipe, place, texts) for item in examples(doc, text)]
    place.report(f"{len(found)} examples of {len(texts)} articles to learn from")
    return found


def _annotated(
    recipe: PostTraining, place: Workplace, texts: Sequence[LabelledText]
) -> Iterator[tuple[AnnotatedText, LabelledText]]:
    """Each text with what the model reads in it."""
    from attrib.nn.attribution.checkpoint import load_model
    from attrib.nn.heads.checkpoint import load_word_classes
    from attrib.pipeline.detection.detector import Detector

    loaded = load_model(recipe.model, place.device)
    folder = find_head(Kind.WORD_CLASSES, loaded.digest)
    classes = None if folder is None else load_word_classes(folder)
    detector = Detector(loaded, choose_dtype("auto", place.device), _BATCH_TOKENS, word_classes=classes)
    count = place.counter("reading", "article", len(texts))
    for start in range(0, len(texts), _GROUP):
        group = texts[start : start + _GROUP]
        for text, detection in zip(group, detector.detect([text.text for text in group]), strict=True):
            yield annotate(text.text, detection.mentions, detection.readers), text
        count(len(group))


def examples(doc: AnnotatedText, text: LabelledText) -> Iterator[PostExample]:
    """The examples of one article, two a speaker: the role and the affiliation, where the text has a candidate."""
    if doc.posts is None:
        return
    speakers: dict[str, list[int]] = defaultdict(list)
    for at, label in enumerate(text.labels):
        if label.speaker:
            speakers[label.speaker].append(at)
    for name, places in speakers.items():
        label = text.labels[places[0]]
        sources = [text.annotations[0][at].source for at in places]
        spans = [Span(source[0].start, source[-1].end) for source in sources if source]
        told = _described(doc, doc.posts, name, label, spans)
        if told is not None:
            found, subject = told
            roles = role_choices(doc.posts.doc, found, subject)
            right = [bool(label.role) and same_role(item, label.role) for item in roles.texts]
            yield _example(roles, right, len(places))
            bodies = affiliation_choices(doc.posts.doc, found, subject)
            same = [bool(label.affiliation) and _is_same(item, label.affiliation) for item in bodies.texts]
            yield _example(bodies, same, len(places))


def _is_same(name: str, label: str) -> bool:
    return same_name(name, label, ActorKind.GROUP)


def _example(choices: Choices[Description] | Choices[Candidate], right: Sequence[bool], statements: int) -> PostExample:
    answers = (choices.none, *choices.features)
    return PostExample(choices.part, answers, (not any(right), *right), statements)


def _described(
    doc: AnnotatedText, posts: PostReader, name: str, label: SpeakerLabel, sources: Sequence[Span]
) -> tuple[list[Description], Subject] | None:
    """The descriptions of a labelled speaker: beside the name, or the phrase that is all the text says."""
    entity = _entity(doc, name, label.kind)
    if entity is not None:
        describing = {span for span in sources if _describes(doc, span)}
        return posts.descriptions(entity, describing)
    if label.kind is ActorKind.PERSON:
        return [], Subject("person")
    at = doc.text.find(name)
    span = Span(at, at + len(name)) if at >= 0 else next(iter(sources), None)
    item = None if span is None else own_phrase(posts.doc, span)
    kind = "group" if label.kind is ActorKind.ORGANIZATION else str(label.kind)
    return None if span is None else ([] if item is None else [item], Subject(kind))


def _entity(doc: AnnotatedText, name: str, kind: ActorKind) -> Entity | None:
    """The entity of a labelled name; a group and somebody unnamed are none."""
    if kind not in (ActorKind.PERSON, ActorKind.ORGANIZATION):
        return None
    person = kind is ActorKind.PERSON
    fitting = (entity for entity in doc.entities.all if (entity.kind is EntityKind.PERSON) is person)
    return next((entity for entity in fitting if same_name(entity.name, name, kind)), None)


def _describes(doc: AnnotatedText, span: Span) -> bool:
    """Whether a source describes its speaker: no pronoun, and nobody's name in it."""
    named = any(entity.kind is EntityKind.PERSON for _, entity in doc.entities.within(span))
    return not named and span.of(doc.text).lower() not in PRONOUNS
