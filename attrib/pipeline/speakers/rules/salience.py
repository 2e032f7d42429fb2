"""How readily the people and bodies of a text come to mind at a place."""

from attrib.data import EntityKind, Span
from attrib.english.gender import Gender
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.rules.role_holders import holder_of
from attrib.pipeline.speakers.source_phrases import PhraseKind

_PLACING = frozenset({"in", "at", "from", "near"})
_PREPOSITIONS = _PLACING | {"of", "with", "by", "to", "for", "about", "against", "on", "between", "than", "like", "and"}
SUBJECT = 1.5  # what being the subject of its sentence adds to a mention, in sentences of distance
REACH = 12  # sentences of narration that a pronoun may look back over


def people_in_mind(doc: AnnotatedText, offset: int, gender: Gender | None) -> dict[Entity, float]:
    """The people named before an offset, each with how readily it comes to mind there."""
    index = doc.narrative_index(offset)
    asked = doc.text.startswith("Asked", doc.sentence(offset).start)
    scores: dict[Entity, float] = {}
    for span, entity in doc.entities.before(offset):
        distance = index - doc.narrative_index(span.start)
        if distance > REACH:
            break
        if entity.kind is not EntityKind.PERSON or (gender and entity.gender and entity.gender is not gender):
            continue
        score = salience(doc, span, distance) + (1.0 if entity.gender is gender or not gender else 0.0)
        score -= 0.0 if entity.sure or doc.affiliations.of(entity) else 1.5
        score -= 3.0 if asked and not distance else 0.0  # "Asked if X could stay, he said": he is not X
        scores[entity] = max(scores.get(entity, -99.0), score) + 0.1
    return scores


def described_subject(doc: AnnotatedText, offset: int, gender: Gender | None) -> Entity | None:
    """The person whose role is the subject of this sentence or the one before: "The prime minister … He"."""
    for at in (doc.sentence_at(offset), doc.sentence_at(offset) - 1):
        if at < 0 or doc.narrative_index(offset) - doc.narrative_indexes[at] > 1:
            return None
        source = doc.subject(at)
        if source is None or source.span.end > offset or source.kind is not PhraseKind.ROLE or not source.definite:
            continue
        holder = holder_of(doc, source, None)
        if holder is not None and not (gender and holder.gender and holder.gender is not gender):
            return holder
    return None


def salience(doc: AnnotatedText, span: Span, distance: int) -> float:
    """How readily a mention comes to mind some sentences later."""
    score = -1.0 * distance
    if doc.is_quoted(span.start):
        return score - 3.0
    sentence = doc.sentence(span.start)
    before = doc.text[max(sentence.start, span.start - 60) : span.start]
    words = before.lower().split()
    after = doc.text[span.end : span.end + 2]
    if after in {"'s", "’s"}:
        score -= 1.0
    if words and words[-1] in _PREPOSITIONS:
        return score - 1.5 * (words[-1] in _PLACING)
    if "," not in before and len(before) < 50:
        return score + SUBJECT
    return score + (SUBJECT - 0.5) * (before.endswith(", ") and after[:1] == " ")
