"""Other house styles for labelled texts, so that a model trained on one kind of news reads others too.

PolNeAR has curly double quotes, blank lines between paragraphs, American titles and the names of one year. Each style
here changes one of these by edits that carry every labelled span along.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np

from attrib.data import EntityKind, Mention, Span, Spans
from attrib.english.titles import TITLES
from attrib.training.corpora.labels import Attribution
from attrib.training.corpora.polnear import LabelledText

Random = np.random.Generator


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """The characters from start to end give way to `words`; start == end inserts, at the beginning of a span there."""

    start: int
    end: int
    words: str


def apply_edits(text: LabelledText, edits: Iterable[Edit]) -> LabelledText:
    """The text with the edits made, which must not overlap, and its spans moved along; speaker labels are dropped."""
    ordered = sorted(edits)
    if not ordered:
        return text
    starts, ends = [edit.start for edit in ordered], [edit.end for edit in ordered]
    shifts = list(accumulate((len(edit.words) - (edit.end - edit.start) for edit in ordered), initial=0))
    parts, position = [], 0
    for edit in ordered:
        parts += [text.text[position : edit.start], edit.words]
        position = edit.end
    parts.append(text.text[position:])

    def moved(span: Span) -> Span:
        start = span.start + shifts[min(bisect_left(starts, span.start), bisect_right(ends, span.start))]
        return Span(start, max(start, span.end + shifts[bisect_left(starts, span.end)]))

    def all_moved(spans: Spans) -> Spans:
        return tuple(moved(span) for span in spans)

    annotations = tuple(
        tuple(Attribution(all_moved(item.content), all_moved(item.cue), all_moved(item.source)) for item in one)
        for one in text.annotations
    )
    entities = text.entities and tuple(replace(mention, span=moved(mention.span)) for mention in text.entities)
    whole = "".join(parts)
    return replace(text, text=whole, annotations=annotations, entities=entities, labels=())


@dataclass(frozen=True, slots=True)
class NamePool:
    """First names and surnames to give away."""

    first: tuple[str, ...]
    last: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[LabelledText]) -> "NamePool":
        """The names of the people marked in the texts, each once."""
        names = [_name(text, mention) for text in texts for mention in _people(text)]
        full = [name for name in names if len(name) > 1]
        return cls(tuple(sorted({name[0] for name in full})), tuple(sorted({name[-1] for name in full})))


def _people(text: LabelledText) -> list[Mention]:
    return [mention for mention in text.entities or () if mention.kind is EntityKind.PERSON]


def _name(text: LabelledText, mention: Mention) -> list[str]:
    """The words of a person's name, titles and initials left out."""
    words = re.findall(r"[^\W\d_]{2,}", mention.span.of(text.text))
    return [word for word in words if word[0].isupper() and not word.isupper() and word.lower() not in TITLES]


def _draw(random: Random, items: Sequence[str]) -> str:
    return items[int(random.integers(len(items)))]


def rename_people(text: LabelledText, pool: NamePool, random: Random) -> LabelledText:
    """Every person has another name, the same one throughout: names are to be known by their place, not by heart."""
    if not pool.first:
        return text
    names = sorted((_name(text, mention) for mention in _people(text)), key=len, reverse=True)
    given: dict[str, str] = {}
    for name in names:
        if len(name) > 1:
            given.setdefault(name[0], _draw(random, pool.first))
        if name:
            given.setdefault(name[-1], _draw(random, pool.last))
    words = re.finditer(r"(?<!\w)[^\W\d_]+(?!\w)", text.text)
    return apply_edits(text, [Edit(*word.span(), given[word[0]]) for word in words if word[0] in given])


_ADDRESSES = (("Mr", "Mrs", "Ms"), ("Mr.", "Mrs.", "Ms."))


def address_people(text: LabelledText, _pool: NamePool, random: Random) -> LabelledText:
    """Surnames alone get a title, "Mr Blair", as British papers and the New York Times have it."""
    people = [(mention.span, _name(text, mention)) for mention in _people(text)]
    surnames = sorted({name[-1] for _, name in people if len(name) > 1})
    form = _ADDRESSES[int(random.integers(len(_ADDRESSES)))]
    titles = {surname: form[int(random.choice(3, p=(0.6, 0.2, 0.2)))] for surname in surnames}
    edits = []
    for span, _ in people:
        start, words = span.start, span.of(text.text)
        before = re.search(r"([\w’']+)[.,]?\s*$", text.text[max(0, start - 20) : start])
        if words in titles and not (before and (before[1].lower() in TITLES or before[1][0].isupper())):
            edits.append(Edit(start, start, f"{titles[words]} "))
    return apply_edits(text, edits)


_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}
_SINGLE_CURLY = {"“": "‘", "”": "’"}
_SINGLE_STRAIGHT = {"“": "'", "”": "'", '"': "'", "‘": "'", "’": "'"}
_QUOTES = (_STRAIGHT, _SINGLE_CURLY, _SINGLE_STRAIGHT)


def requote(text: LabelledText, _: NamePool, random: Random) -> LabelledText:
    """Quotation marks straight, or single as in British papers, or both."""
    marks = _QUOTES[int(random.integers(len(_QUOTES)))]
    found = re.finditer("[" + "".join(marks) + "]", text.text)
    return apply_edits(text, [Edit(*mark.span(), marks[mark[0]]) for mark in found])


def relayout(text: LabelledText, _: NamePool, random: Random) -> LabelledText:
    """Paragraphs run on, or are divided by single line ends, or lines are wrapped as in plain-text mail."""
    way = int(random.integers(3))
    if way == 2:
        return _wrapped(text, int(random.integers(55, 90)))
    breaks = re.finditer(r"[^\S\n]*\n\s*(?=\S)", text.text)
    return apply_edits(text, [Edit(*gap.span(), " \n"[way]) for gap in breaks if gap.start()])


def _wrapped(text: LabelledText, width: int) -> LabelledText:
    edits, line = [], 0
    for word in re.finditer(r"\S+", text.text):
        gap = text.text[word.start() - 1 : word.start()]
        if gap == "\n":
            line = word.start()
        elif word.end() - line > width and gap == " ":
            edits.append(Edit(word.start() - 1, word.start(), "\n"))
            line = word.start()
    return apply_edits(text, edits)


Style = Callable[[LabelledText, NamePool, Random], LabelledText]
# Style and how often a text that is restyled gets it.
_STYLES: tuple[tuple[Style, float], ...] = (
    (rename_people, 0.4),
    (address_people, 0.3),
    (requote, 0.5),
    (relayout, 0.35),
)


def restyle(text: LabelledText, pool: NamePool, random: Random) -> LabelledText:
    """The text in another house style: each of the styles or not, by its own chance."""
    for style, chance in _STYLES:
        if random.random() < chance:
            text = style(text, pool, random)
    return text


def restyle_all(texts: Sequence[LabelledText], seed: int = 0) -> list[LabelledText]:
    """Each text in another house style, with names from all of them: to measure how much a model minds."""
    pool, random = NamePool.of(texts), np.random.default_rng(seed)
    return [restyle(text, pool, random) for text in texts]
