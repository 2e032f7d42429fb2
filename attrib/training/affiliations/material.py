"""What the head for affiliations learns from: the labelled speakers of an article, and the names to choose from."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from torch import Tensor

from attrib.data import ActorKind, Span
from attrib.english.name_agreement import same_affiliation, same_name
from attrib.nn.pointer.placing_affiliations import PlacedAffiliation, place_affiliation
from attrib.nn.pointer.questions import AffiliationCandidate, AffiliationQuestion
from attrib.nn.pointer.reader import PointerReader
from attrib.pipeline.detection.detector import Detection, Detector
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText, annotate
from attrib.training.corpora.labels import SpeakerLabel
from attrib.training.corpora.polnear import LabelledText
from attrib.training.engine.task import Workplace
from attrib.training.linker.material import detected, labelled_folders


@dataclass(frozen=True, slots=True)
class AffiliationExample:
    """A labelled speaker: the question, the numbers of the candidates that are right, none where the label is empty.

    `statements` is how many the speaker makes in the article.
    """

    placed: PlacedAffiliation
    right: tuple[int, ...]
    statements: int


@dataclass(frozen=True, slots=True)
class AffiliationArticle:
    """An article: the pointer's states [N, 2 D] and its speakers."""

    states: Tensor
    examples: tuple[AffiliationExample, ...]


def read_affiliations(names: Sequence[str], place: Workplace, detector: Detector) -> list[AffiliationArticle]:
    """The articles of folders of labelled articles that have a speaker to learn from.

    Raises SettingsError without a folder of articles, CorpusError for what cannot be read.
    """
    found = []
    for folder, texts in labelled_folders(names, place):
        for text, detection in detected(texts, folder.name, place, detector):
            pointer = detection.readers.pointer
            if isinstance(pointer, PointerReader):
                told = article_examples(text, detection, pointer)
                if told:
                    found.append(AffiliationArticle(pointer.both_states().half(), tuple(told)))
    return found


def article_examples(text: LabelledText, detection: Detection, pointer: PointerReader) -> list[AffiliationExample]:
    """The labelled speakers of an article; one whose affiliation is not among its names teaches nothing."""
    doc = annotate(text.text, detection.mentions, detection.readers)
    speakers: dict[tuple[str, ActorKind], list[int]] = defaultdict(list)
    for at, label in enumerate(text.labels):
        if label.speaker:
            speakers[label.speaker, label.kind].append(at)
    found = []
    for (name, kind), places in speakers.items():
        own = [entity for entity in doc.entities.all if same_name(entity.name, name, _kind(kind))]
        spans = {span for at in places for span in text.annotations[0][at].source}
        if kind is ActorKind.PERSON:
            spans |= {span for entity in own for span in entity.mentions}
        wanted = _told([text.labels[at] for at in places])
        example = _example(doc, pointer, kind, own, spans, wanted, len(places))
        if example is not None:
            found.append(example)
    return found


def _kind(kind: ActorKind) -> ActorKind:
    return kind if kind is ActorKind.PERSON else ActorKind.GROUP


def _told(labels: Sequence[SpeakerLabel]) -> str:
    """The affiliation that most of a speaker's labels give."""
    return Counter(label.affiliation for label in labels).most_common(1)[0][0]


def _example(
    doc: AnnotatedText,
    pointer: PointerReader,
    kind: ActorKind,
    own: Sequence[Entity],
    spans: set[Span],
    label: str,
    statements: int,
) -> AffiliationExample | None:
    others = [entity for entity in doc.entities.all if entity not in own]
    right = tuple(at for at, other in enumerate(others) if label and same_affiliation(other.name, label))
    candidates = tuple(AffiliationCandidate(other.kind, other.mentions) for other in others)
    placed = place_affiliation(AffiliationQuestion(kind, tuple(sorted(spans)), candidates), pointer.offsets)
    reachable = {pair.candidate for pair in placed.pairs}
    if not placed.own or (label and not reachable & set(right)):
        return None
    return AffiliationExample(placed, tuple(at for at in right if at in reachable), statements)
