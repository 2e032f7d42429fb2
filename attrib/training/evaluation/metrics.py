"""Scores of extracted statements against labelled ones: spans, linked statements, types and speakers. Pure.

The definitions are those of quotation-attribution work on PolNeAR (Newell et al. 2018) and CofeNet (Wang et al.
2022): a span is right when both ends agree after trimming white space; spans overlap when they share at least half of
the longer one; a linked statement is right when the characters of its content, cue and source each agree by half.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from attrib.data import ActorKind, Span, Spans, Statement, StatementType
from attrib.english.name_agreement import _TITLES, same_affiliation, same_name
from attrib.english.names import is_acronym_of
from attrib.english.pronouns import PRONOUNS, REFLEXIVES
from attrib.text.word_sets import word_set
from attrib.training.corpora.labels import ROLES, Attribution, SpeakerLabel

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of predicted items and the right ones among them, of labelled items and the ones recalled.

    Where matching is one to one, `right` and `recalled` agree. Precision, recall and F1 are in percent.
    """

    right: int = 0
    predicted: int = 0
    recalled: int = 0
    labelled: int = 0

    @property
    def precision(self) -> float:
        return 100 * self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return 100 * self.recalled / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.right + other.right,
            self.predicted + other.predicted,
            self.recalled + other.recalled,
            self.labelled + other.labelled,
        )


def _one_to_one(hits: int, predicted: int, labelled: int) -> Score:
    return Score(hits, predicted, hits, labelled)


def trim(text: str, span: Span) -> Span:
    """The span without the white space at its ends."""
    inside = span.of(text)
    start = span.start + len(inside) - len(inside.lstrip())
    return Span(start, max(start, span.end - len(inside) + len(inside.rstrip())))


def _overlap(a: Span, b: Span) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared > 0 and 2 * shared >= max(a.end - a.start, b.end - b.start)


def _agree_by_half(a: Spans, b: Spans) -> bool:
    if not a or not b:
        return not a and not b
    left, right = ({index for span in spans for index in range(*span)} for spans in (a, b))
    return 2 * len(left & right) >= max(len(left), len(right))


def _matches(gold: Iterable[T], predicted: Iterable[T], test: Callable[[T, T], bool]) -> int:
    """Greedy one-to-one matching in the order given."""
    left, hits = list(predicted), 0
    for item in gold:
        found = next((index for index, other in enumerate(left) if test(item, other)), None)
        if found is not None:
            del left[found]
            hits += 1
    return hits


def score_document(text: str, gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> dict[str, Score]:
    """Scores of one document by name: each role, each role with `_overlap`, and `linked`."""
    scores: dict[str, Score] = {}
    for role in ROLES:
        wanted = {trim(text, span) for item in gold for span in item.spans(role)}
        found = {trim(text, span) for item in predicted for span in item.spans(role)}
        scores[role] = _one_to_one(len(wanted & found), len(found), len(wanted))
        scores[f"{role}_overlap"] = _one_to_one(
            _matches(sorted(wanted), sorted(found), _overlap), len(found), len(wanted)
        )
    linked = sum(linked_right(gold, predicted))
    return scores | {"linked": _one_to_one(linked, len(predicted), len(gold))}


def linked_right(gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> list[bool]:
    """For each predicted statement whether it is right: one of the labelled agrees by half in each role."""
    left, right = list(enumerate(predicted)), [False] * len(predicted)
    for item in gold:
        found = next(
            (pair for pair in left if all(_agree_by_half(item.spans(r), pair[1].spans(r)) for r in ROLES)), None
        )
        if found is not None:
            left.remove(found)
            right[found[0]] = True
    return right


# Without reflexives and what else is seldom a source: published figures were measured so.
_PRONOUNS = PRONOUNS - REFLEXIVES - word_set("mine ours your yours hers theirs whom whose")
_FORMER = word_set("former ex then late")
_INNER = re.compile(r",| (?:of|for|at|in|to|with|from|and) ")  # what follows a role's head: "director of studies"


def mention_form(source: str, speaker: str) -> str:
    """How the words of a source point at a speaker: "name", "nominal", "pronoun", or "none" without any words.

    A name shares a word with a capital, no title, with the speaker's name, or is its acronym.
    """
    words = re.findall(r"[^\W_]+", source)
    if not words:
        return "none"
    if words[0].lower() in _PRONOUNS and (len(words) == 1 or words[0].lower() in {"he", "she", "it", "they", "who"}):
        return "pronoun"
    capitals = {word.lower() for word in words if word[:1].isupper()} - _TITLES
    named = {word.lower() for word in re.findall(r"[^\W_]+", speaker) if word[:1].isupper()} - _TITLES
    short = source.strip().removeprefix("the ").removeprefix("The ")
    return "name" if capitals & named or is_acronym_of(short, speaker) else "nominal"


def same_role(predicted: str, label: str) -> bool:
    """Whether two roles are one: their heads agree, half of the label's words do, and both are held or both former."""
    found, wanted = (re.findall(r"[^\W_]+", role.lower()) for role in (predicted, label))
    if not found or not wanted:
        return found == wanted
    heads = [re.findall(r"[^\W_]+", _INNER.split(role.lower())[0])[-1:] for role in (predicted, label)]
    if heads[0] != heads[1] or bool(_FORMER & set(found)) != bool(_FORMER & set(wanted)):
        return False
    return 2 * len(set(found) & set(wanted)) >= len(set(wanted))


def characters_of(spans: Spans) -> set[int]:
    """The offsets of all characters of some spans."""
    return {index for span in spans for index in range(*span)}


# Pronouns among the phrases that an article calls a speaker by tell nobody apart.
_NO_PHRASE = word_set("he she they it we i you him her them who which his their its our my")
_AFTER_HEAD = re.compile(r",| (?:who|that|which|in|at|on|from|with) ")  # "Republicans who have ..."


def _right_speaker(statement: Statement, label: SpeakerLabel) -> bool:
    """Whether the speaker is the labelled one.

    An unnamed speaker or a group may also be called by the head of the label's phrase or by another phrase of the
    article's: "protesters" for "protesters who had come from the coast". A person's label must agree itself.
    """
    name = statement.speaker.name if statement.speaker else ""
    if not label.speaker:
        return not name
    if same_name(name, label.speaker, label.kind):
        return True
    if label.kind not in (ActorKind.UNNAMED, ActorKind.GROUP):
        return False
    others = [alias for alias in label.aliases if alias.lower() not in _NO_PHRASE]
    return any(same_name(name, other, label.kind) for other in (*others, _AFTER_HEAD.split(label.speaker)[0]))


def score_statements(labels: Sequence[SpeakerLabel], predicted: Sequence[Statement]) -> dict[str, Score]:
    """Scores of one labelled article: detected, attributed, quoted, indirect, type, speaker, kind, affiliation, role.

    A statement is detected when at least half of its content's characters are covered by the other side's, so splitting
    or joining a quotation costs nothing. Type and what follows are of the detected ones; the speaker also by how the
    text points at it beside the statement, as `mention_form` says.
    """
    wanted = [(characters_of(label.content), label) for label in labels]
    found = [(characters_of(statement.content), statement) for statement in predicted]
    tally: dict[str, Score] = dict.fromkeys(_STATEMENT_SCORES, Score())

    def add(name: str, hit: bool) -> None:
        tally[name] += _one_to_one(int(hit), 1, 1)

    for characters, label in wanted:
        match = best_match(characters, found)
        right = match is not None and _right_speaker(match, label)
        tally["detected"] += Score(recalled=int(match is not None), labelled=1)
        tally["attributed"] += Score(recalled=int(right), labelled=1)
        add("indirect" if label.type is StatementType.INDIRECT else "quoted", match is not None)
        if match is not None:
            add("type", match.type is label.type)
            add("speaker", right)
            add(f"speaker_{mention_form(label.source, label.speaker)}", right)
            if label.speaker and match.speaker:
                add("kind", match.speaker.kind is label.kind)
            if label.affiliation:
                affiliation = match.speaker.affiliation if match.speaker else None
                add("affiliation", same_affiliation(affiliation or "", label.affiliation))
            if label.role:
                role = match.speaker.role if match.speaker else None
                add("role", same_role(role or "", label.role))
    for characters, statement in found:
        other = best_match(characters, wanted)
        tally["detected"] += Score(right=int(other is not None), predicted=1)
        right = other is not None and _right_speaker(statement, other)
        tally["attributed"] += Score(right=int(right), predicted=1)
    return tally


def named_speakers(labels: Sequence[SpeakerLabel], predicted: Sequence[Statement]) -> list[tuple[float, bool]]:
    """For each label that is detected and given a speaker, the confidence in that speaker and whether it is right."""
    found = [(characters_of(statement.content), statement) for statement in predicted]
    pairs = [(label, best_match(characters_of(label.content), found)) for label in labels]
    return [
        (match.speaker.confidence, _right_speaker(match, label))
        for label, match in pairs
        if match is not None and match.speaker is not None
    ]


_STATEMENT_SCORES = (
    *("detected", "attributed", "quoted", "indirect", "type"),
    *("speaker", "speaker_name", "speaker_nominal", "speaker_pronoun", "speaker_none"),
    *("kind", "affiliation", "role"),
)


def best_match(characters: set[int], others: Sequence[tuple[set[int], T]]) -> T | None:
    """The item most like the characters, if all items together cover at least half of them.

    Likeness is the share of common characters in those of both, so that a statement within another is held against the
    inner one, and not against the one around it.
    """
    covered = set().union(*(other for other, _ in others)) & characters
    if not characters or 2 * len(covered) < len(characters):
        return None
    return max(others, key=lambda item: len(item[0] & characters) / max(1, len(item[0] | characters)))[1]


def total(scores: Iterable[dict[str, Score]]) -> dict[str, Score]:
    """The sum over documents, name by name."""
    sums: dict[str, Score] = {}
    for one in scores:
        for name, score in one.items():
            sums[name] = sums.get(name, Score()) + score
    return sums
