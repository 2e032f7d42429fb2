"""Where an entity is mentioned, seen from a source."""

from bisect import bisect_left, bisect_right
from math import log

from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.linking.asked import Asked
from attrib.pipeline.speakers.linking.numbers import Features, bucket
from attrib.pipeline.speakers.linking.places import LinkText, Place


def standing_features(text: LinkText, asked: Asked, entity: Entity) -> Features:
    """Where the entity is mentioned, seen from the source."""
    row: Features = {}
    here, places = asked.place, text.places[entity]
    how = asked.within.get(entity)
    if how is not None:
        row[f"in source as {how}"] = 1.0
    elif asked.within:
        row["not in source"] = 1.0
    before = places[: bisect_right(places, here.span.start, key=_end)]
    after = places[bisect_left(places, here.span.end, key=_start) :][:1]
    row["mentions"] = log(len(places))
    if places[0].sentence < 2:
        row["in opening"] = 1.0
    row["mentions before"] = log(1 + len(before))
    if before:
        row |= _nearest(text, asked, before[-1])
        row["_distance"] = float(here.span.start - before[-1].span.end)
        outside = next((place for place in reversed(before[-6:]) if not place.quoted), None)
        if outside is not None and outside is not before[-1]:
            row[f"narrated {bucket(here.index - outside.index)}"] = 1.0
    else:
        row["not before"] = 1.0
    if after:
        row |= _following(text, asked, after[0], first=not before)
    if entity in asked.item.exclude:
        row["named by speaker"] = 1.0
    elif entity in asked.inside:
        row["in content"] = 1.0
    if asked.likely:
        row["antecedent"] = max(-3.0, log(max(asked.likely.get(entity, 0.0), 1e-6) * len(asked.likely)))
        if entity not in asked.likely:
            row["no antecedent"] = 1.0
    return row


def _start(place: Place) -> int:
    return place.span.start


def _end(place: Place) -> int:
    return place.span.end


def _nearest(text: LinkText, asked: Asked, place: Place) -> Features:
    """The nearest mention before the source."""
    here = asked.place
    row: Features = {f"before {bucket(here.index - place.index)}": 1.0, f"part {place.part}": 1.0}
    if place.sentence == here.sentence:
        row["same sentence"] = 1.0
        if text.doc.text.startswith("Asked", text.doc.sentence(here.span.start).start):
            row["asked about"] = 1.0  # "Asked if X could stay, he said": he is not X
        row[f"same sentence {place.part}"] = 1.0
        between = text.doc.text[place.span.end : here.span.start]
        if len(between.strip(" ,")) < 2:
            row["right before"] = 1.0
    elif place.sentence == here.sentence - 1:
        row[f"sentence before {place.part}"] = 1.0
    if place.paragraph == here.paragraph:
        row["same paragraph"] = 1.0
    if place.quoted:
        row["quoted before"] = 1.0
    start = asked.item.statement.start
    if asked.item.source is None and place.span.end <= start:
        tail = text.doc.text[place.span.end : start].strip()
        if tail in {":", ",", ""}:
            row["right before content"] = 1.0
    return row


def _following(text: LinkText, asked: Asked, place: Place, *, first: bool) -> Features:
    """The nearest mention behind the source."""
    distance = place.index - asked.place.index
    row: Features = {f"after {bucket(distance)}": 1.0}
    if first:
        row[f"named only after {bucket(distance)}"] = 1.0
        if place.part == "subject":
            row["named only after as subject"] = 1.0
    if place.sentence == asked.place.sentence:
        row["after in sentence"] = 1.0
    end = asked.item.statement.end
    if asked.item.source is None and 0 <= place.span.start - end < 60:
        between = text.doc.text[end : place.span.start].strip()
        row["behind content"] = 1.0
        if between[:1] in {"-", "–", "—", "("}:
            row["behind content and dash"] = 1.0
    return row
