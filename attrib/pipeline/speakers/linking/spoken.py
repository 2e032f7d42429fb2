"""What the speakers so far, and the named sources of the whole text, say for a candidate."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from attrib.english.roles import singular
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.linking.asked import GROUPS, Asked
from attrib.pipeline.speakers.linking.candidates import Candidate, CandidateKind
from attrib.pipeline.speakers.linking.numbers import Features, bucket
from attrib.pipeline.speakers.linking.past import Past
from attrib.pipeline.speakers.linking.places import LinkText

_AROUND = 40  # named sources on either side that are looked at


def spoken_features(text: LinkText, asked: Asked, seen: Past, option: Candidate) -> Features:
    """How recently and how often the candidate has spoken."""
    key = option.key
    if key is None or option.kind is CandidateKind.ITSELF:
        return {}
    row: Features = {}
    if key in seen.enclosing:
        row["encloses"] = 1.0
    if key not in seen.rank:
        row["never spoke"] = 1.0
        return row
    last = seen.last[key].asked
    row[f"spoke rank {min(4, seen.rank[key])}"] = 1.0
    row["spoke often"] = log(1 + seen.count[key])
    row[f"spoke {bucket(asked.place.index - last.place.index)} ago"] = 1.0
    if asked.noun and last.stem and asked.head[:5] == last.stem:
        row["cue of noun"] = 1.0
    if asked.noun and last.head and singular(last.head) == singular(asked.head) and last.noun:
        row["spoke under same head"] = 1.0
    elif asked.noun and last.noun and asked.form == last.form:
        row["spoke under another head"] = 1.0
    if seen.decisions[0].key == key:
        row["last to speak"] = 1.0
        row[f"last, paragraphs {min(2, asked.place.paragraph - last.place.paragraph)}"] = 1.0
        row[f"last, form {GROUPS[last.form]}"] = 1.0
        if _adjacent(text, last, asked):
            row["last, adjacent"] = 1.0
        if "quoted" in last.flags:
            row["last, quoted"] = 1.0
    elif len(seen.decisions) > 1 and seen.decisions[1].key == key:
        row["last but one to speak"] = 1.0
        if _alternates(seen, asked):
            row["alternates"] = 1.0
    return row


def _alternates(seen: Past, asked: Asked) -> bool:
    """Whether the last two statements are of two speakers, one a paragraph, and this one begins the next."""
    first, second = seen.decisions[:2]
    numbers = [item.asked.place.paragraph for item in (second, first)] + [asked.place.paragraph]
    return first.key != second.key and numbers[0] < numbers[1] < numbers[2] <= numbers[0] + 2


def _adjacent(text: LinkText, last: Asked, asked: Asked) -> bool:
    """Whether nothing but white space stands between two statements, tag and source included."""
    ends = [span.end for span in (*last.content, *last.item.statement.cue, *last.item.statement.source)]
    end = max((end for end in ends if end <= asked.item.statement.start), default=0)
    return not text.doc.text[end : asked.item.statement.start].strip(" \n.,;”’\"'“‘")


@dataclass(frozen=True, slots=True)
class NamedSources:
    """The sources of a text that are names, in order: where each stands and whom it names, and how often each does."""

    offsets: tuple[int, ...]
    entities: tuple[Entity, ...]
    counts: Mapping[Entity, int]


def named_sources(asked: Sequence[Asked]) -> NamedSources:
    """The sources of some statements that are names."""
    pairs = sorted(
        ((item.item.offset, item.item.source.entity) for item in asked if item.item.source and item.item.source.entity),
        key=lambda pair: pair[0],
    )
    entities = tuple(entity for _, entity in pairs)
    return NamedSources(tuple(offset for offset, _ in pairs), entities, Counter(entities))


def add_named_sources(
    rows: Sequence[Features], asked: Asked, options: Sequence[Candidate], named: NamedSources
) -> None:
    """Add which entities are the named sources around the statement, and how often each is one in the text."""
    own = asked.item.source.entity if asked.item.source is not None else None
    first, last = bisect_left(named.offsets, asked.item.offset), bisect_right(named.offsets, asked.item.offset)
    before = list(dict.fromkeys(reversed(named.entities[max(0, first - _AROUND) : first])))
    after = list(dict.fromkeys(named.entities[last : last + _AROUND]))
    most = max(named.counts.values(), default=0)
    for row, option in zip(rows, options, strict=True):
        entity = option.referent.entity if option.referent is not None else None
        if entity is None:
            continue
        count = named.counts.get(entity, 0) - (entity == own)
        if count > 0:
            row["source often"] = log(1 + count)
            if count >= most - (own is not None):
                row["most often source"] = 1.0
        if entity in before:
            row[f"named source {min(3, before.index(entity))} before"] = 1.0
        if entity in after:
            row[f"named source {min(3, after.index(entity))} after"] = 1.0
