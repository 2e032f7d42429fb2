"""Whom a pronoun, or the lack of any source, points back at."""

from math import exp, log

from attrib.data import ActorKind, EntityKind, Span
from attrib.english.names import Gender
from attrib.english.nations import COUNTRIES
from attrib.english.pronouns import HE_SHE, IT, THEY
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import Scene
from attrib.pipeline.speakers.confidence import ahead_of
from attrib.pipeline.speakers.history import Memory, Voice, entity_voice
from attrib.pipeline.speakers.rules.antecedent_features import candidates
from attrib.pipeline.speakers.rules.exclusions import NOBODY
from attrib.pipeline.speakers.rules.role_holders import holder_of
from attrib.pipeline.speakers.source_phrases import Sort

_GENDERS = {"he": Gender.MALE, "his": Gender.MALE, "him": Gender.MALE, "she": Gender.FEMALE, "her": Gender.FEMALE}
_PLACING = frozenset({"in", "at", "from", "near"})
_PREPOSITIONS = _PLACING | {"of", "with", "by", "to", "for", "about", "against", "on", "between", "than", "like", "and"}
_SUBJECT = 1.5  # what being the subject of its sentence adds to a mention, in sentences of distance
_LEARNED = 4.0  # what the head's log of a ratio counts beside that
_UNTOLD = -4.0  # where somebody is named too far away or only after the pronoun
_BOUND = 4.0
_REACH = 12  # sentences of narration that a pronoun may look back over


def person_before(
    scene: Scene,
    memory: Memory,
    offset: int,
    gender: Gender | None,
    pronoun: str = "",
    but: frozenset[Entity] = NOBODY,
) -> Voice | None:
    """The person that a pronoun at an offset most likely means: near, subject, last to speak, of that gender; none of
    those in `but`.

    Where nobody has spoken yet and the model has a head for antecedents, what it says of the pronoun counts most: where
    somebody has, it changed 1 of 264 pronouns of labelled articles for the better, and 1 of 17 on dev for the worse.
    """
    scores = _people_before(scene, offset, gender)
    voice = _last_person(scene, memory, offset, gender, but)
    if voice is None:
        for entity, chance in _chances(scene, pronoun, offset).items():
            if not (gender and entity.gender and entity.gender is not gender):
                scores[entity] = scores.get(entity, _UNTOLD) + _LEARNED * chance
    subject = _described_subject(scene, offset, gender)
    if subject is not None:
        scores[subject] = max(scores.get(subject, 0.0), _SUBJECT - 0.5)
    scores = {entity: score for entity, score in scores.items() if entity not in but}
    best = max(scores, key=lambda entity: scores[entity], default=None)
    if voice is not None:
        heard, speaker = voice
        score = 2.5 - (scene.turn(offset) - scene.turn(heard))
        known = scores.get(speaker.entity, score - 1.5) if speaker.entity else score - 1.5
        spoke = max(score, known + 1.5)
        if best is None or spoke >= scores[best]:
            return ahead_of(speaker, spoke, scores)
        if speaker.entity is not None:
            scores[speaker.entity] = spoke
    return ahead_of(entity_voice(best), scores[best], scores) if best else None


def probabilities(scene: Scene, pronoun: str, offset: int) -> dict[Entity, float]:
    """How likely the model's head takes a pronoun to mean each entity named around it; empty without a head."""
    if scene.antecedents is None or not pronoun:
        return {}
    span = Span(offset, offset + len(pronoun))
    found = candidates(scene, pronoun, span)
    scores = scene.antecedents.scores(span, [item.span for item in found], [item.told for item in found])
    top = max(scores, default=0.0)
    weights: dict[Entity, float] = {}
    for item, score in zip(found, scores, strict=True):
        weights[item.entity] = weights.get(item.entity, 0.0) + exp(score - top)
    total = sum(weights.values())
    return {entity: weight / total for entity, weight in weights.items()}


def _chances(scene: Scene, pronoun: str, offset: int) -> dict[Entity, float]:
    """How much likelier than by chance each entity is what a pronoun means, as the log of a ratio within bounds."""
    found = probabilities(scene, pronoun, offset)
    chances = {entity: log(max(likely, 1e-9) * len(found)) for entity, likely in found.items()}
    return {entity: max(-_BOUND, min(_BOUND, chance)) for entity, chance in chances.items()}


def _people_before(scene: Scene, offset: int, gender: Gender | None) -> dict[Entity, float]:
    """The people named before an offset, each with how readily it comes to mind there."""
    turn = scene.turn(offset)
    asked = scene.text.startswith("Asked", scene.sentence(offset).start)
    scores: dict[Entity, float] = {}
    for span, entity in scene.cast.before(offset):
        distance = turn - scene.turn(span.start)
        if distance > _REACH:
            break
        if entity.kind is not EntityKind.PERSON or (gender and entity.gender and entity.gender is not gender):
            continue
        score = _salience(scene, span, distance) + (1.0 if entity.gender is gender or not gender else 0.0)
        score -= 0.0 if entity.sure or entity.posts else 1.5
        score -= 3.0 if asked and not distance else 0.0  # "Asked if X could stay, he said": he is not X
        scores[entity] = max(scores.get(entity, -99.0), score) + 0.1
    return scores


def _described_subject(scene: Scene, offset: int, gender: Gender | None) -> Entity | None:
    """The person whose role is the subject of this sentence or the one before: "The prime minister … He"."""
    for at in (scene.sentence_at(offset), scene.sentence_at(offset) - 1):
        if at < 0 or scene.turn(offset) - scene.turns[at] > 1:
            return None
        source = scene.subject(at)
        if source is None or source.span.end > offset or source.sort is not Sort.ROLE or not source.definite:
            continue
        holder = holder_of(scene, source, None)
        if holder is not None and not (gender and holder.gender and holder.gender is not gender):
            return holder
    return None


def _salience(scene: Scene, span: Span, distance: int) -> float:
    """How readily a mention comes to mind some sentences later."""
    score = -1.0 * distance
    if scene.is_quoted(span.start):
        return score - 3.0
    sentence = scene.sentence(span.start)
    before = scene.text[max(sentence.start, span.start - 60) : span.start]
    words = before.lower().split()
    after = scene.text[span.end : span.end + 2]
    if after in {"'s", "’s"}:
        score -= 1.0
    if words and words[-1] in _PREPOSITIONS:
        return score - 1.5 * (words[-1] in _PLACING)
    if "," not in before and len(before) < 50:
        return score + _SUBJECT
    return score + (_SUBJECT - 0.5) * (before.endswith(", ") and after[:1] == " ")


def _last_person(
    scene: Scene, memory: Memory, offset: int, gender: Gender | None, but: frozenset[Entity]
) -> tuple[int, Voice] | None:
    for heard, voice in memory.before(offset):
        if scene.turn(offset) - scene.turn(heard) > _REACH:
            return None
        known = voice.entity.gender if voice.entity else voice.gender
        if voice.personal and voice.entity not in but and not (gender and known and known is not gender):
            return heard, voice
    return None


def body_before(scene: Scene, memory: Memory, offset: int) -> Voice | None:
    """The organization that "it" or "the company" at an offset most likely means."""
    turn = scene.turn(offset)
    for heard, voice in memory.before(offset):
        if turn - scene.turn(heard) > 2:
            break
        if voice.kind is ActorKind.ORGANIZATION:
            return voice
    scores: dict[Entity, float] = {}
    for span, entity in scene.cast.before(offset):
        distance = turn - scene.turn(span.start)
        if distance > _REACH:
            break
        if entity.kind is EntityKind.ORGANIZATION and entity.sure:
            scores[entity] = max(scores.get(entity, -99.0), _salience(scene, span, distance)) + 0.3
    best = max(scores, key=lambda entity: scores[entity], default=None)
    return entity_voice(best) if best else None


def body_of_story(scene: Scene, offset: int) -> tuple[Span, Entity] | None:
    """The organization that the text names most, where one mention of it stands in the same or the next sentence."""
    bodies = [
        entity
        for entity in scene.cast.entities
        if entity.kind is EntityKind.ORGANIZATION and entity.sure and entity.name not in COUNTRIES
    ]
    most = max(bodies, key=lambda entity: len(entity.mentions), default=None)
    if most is None or len(most.mentions) < 2:
        return None
    turn = scene.turn(offset)
    near = (span for span in most.mentions if abs(turn - scene.turn(span.start)) <= 1)
    return next(((span, most) for span in near), None)


def many_before(scene: Scene, memory: Memory, offset: int) -> Voice | None:
    """The group, or failing one the body, that "they" at an offset most likely means."""
    turn = scene.turn(offset)
    recent = [voice for heard, voice in memory.before(offset) if turn - scene.turn(heard) <= 3][:8]
    voice = next((voice for voice in recent if not voice.personal), None)
    if voice is not None and voice.kind is ActorKind.GROUP:
        return voice
    for at in (scene.sentence_at(offset), scene.sentence_at(offset) - 1):
        source = scene.subject(at) if at >= 0 and turn - scene.turns[at] <= 1 else None
        if source is not None and source.sort is Sort.PEOPLE and source.span.end <= offset:
            return Voice(ActorKind.GROUP, None, source)
    return voice or body_before(scene, memory, offset)


def antecedent(
    scene: Scene, memory: Memory, pronoun: str, offset: int, but: frozenset[Entity] = NOBODY
) -> Voice | None:
    """Whom a third-person pronoun at an offset most likely means, none of those in `but`; None for any other word."""
    if pronoun in HE_SHE:
        return person_before(scene, memory, offset, _GENDERS.get(pronoun), pronoun, but)
    if pronoun in IT:
        return body_before(scene, memory, offset)
    return many_before(scene, memory, offset) if pronoun in THEY else None
