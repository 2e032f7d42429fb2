"""How often the names of a text are found: exact spans of persons, organizations and locations."""

from collections.abc import Collection, Sequence

from attrib.data import EntityKind, Mention
from attrib.english.capitals import capitalised_names
from attrib.english.mentions import merge_mentions, trim_mention
from attrib.pipeline.detection.detector import Detector
from attrib.text.sentences import sentences
from attrib.text.tokens import tokens
from attrib.training.corpora.polnear import LabelledText
from attrib.training.evaluation.metrics import Score

ALL, MERGED = "names", "names, with those that capitals show"
KINDS = (EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.LOCATION)
_GROUP = 60


def score_names(detector: Detector, texts: Sequence[LabelledText]) -> list[dict[str, Score]]:
    """Each text's scores: of each kind, of all three, and of all three as resolution reads them.

    A name is found where its span and kind are those of the label. The first scores are of the model alone; the last
    are of its names merged with those that capitals show, which decide where the model is unsure.
    """
    scores = []
    for start in range(0, len(texts), _GROUP):
        group = texts[start : start + _GROUP]
        for text, found in zip(group, detector.detect([text.text for text in group]), strict=True):
            scores.append(_scores(text, found.mentions))
    return scores


def _scores(text: LabelledText, found: Sequence[Mention]) -> dict[str, Score]:
    labelled = text.entities or ()
    own = [trim_mention(text.text, mention) for mention in found]
    scores = {str(kind): name_score(own, labelled, (kind,)) for kind in KINDS}
    spans = sentences(text.text)
    capitals = capitalised_names(text.text, tokens(text.text, [span.start for span in spans]), spans)
    merged = merge_mentions(text.text, capitals, found)
    return scores | {ALL: name_score(own, labelled, KINDS), MERGED: name_score(merged, labelled, KINDS)}


def name_score(found: Sequence[Mention], labelled: Sequence[Mention], kinds: Collection[EntityKind]) -> Score:
    """The score of names of some kinds; one is right where the labels have its span and kind."""
    got = {(mention.span, mention.kind) for mention in found if mention.kind in kinds}
    wanted = {(mention.span, mention.kind) for mention in labelled if mention.kind in kinds}
    right = len(got & wanted)
    return Score(right, len(got), right, len(wanted))
