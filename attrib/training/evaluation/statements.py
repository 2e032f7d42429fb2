"""Scores of extracted statements against labelled ones: detected, attributed, types, speakers and their posts. Pure."""

import re
from collections.abc import Sequence
from typing import TypeVar

from attrib.data import ActorKind, Spans, Speaker, Statement, StatementType
from attrib.english.name_agreement import _TITLES, same_affiliation, same_name
from attrib.english.names import is_acronym_of
from attrib.english.pronouns import PRONOUNS, REFLEXIVES
from attrib.text.word_sets import word_set
from attrib.training.corpora.labels import SpeakerLabel
from attrib.training.evaluation.metrics import Score

T = TypeVar("T")

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
    return right_name(statement.speaker.name if statement.speaker else "", label)


def right_name(name: str, label: SpeakerLabel) -> bool:
    """Whether a speaker's name, "" for none, is that of the labelled one.

    An unnamed speaker or a group may also be called by the head of the label's phrase or by another phrase of the
    article's: "protesters" for "protesters who had come from the coast". A person's label must agree itself.
    """
    if not label.speaker:
        return not name
    if same_name(name, label.speaker, label.kind):
        return True
    if label.kind not in (ActorKind.UNNAMED, ActorKind.GROUP):
        return False
    others = [alias for alias in label.aliases if alias.lower() not in _NO_PHRASE]
    return any(same_name(name, other, label.kind) for other in (*others, _AFTER_HEAD.split(label.speaker)[0]))


def score_statements(labels: Sequence[SpeakerLabel], predicted: Sequence[Statement]) -> dict[str, Score]:
    """Scores of one labelled article: what is detected and attributed, and of what is detected type and speaker.

    A statement is detected when at least half of its content's characters are covered by the other side's, so splitting
    or joining a quotation costs nothing; a nested one, which another labelled statement holds, only where a statement
    of about its own extent is found. The speaker is also scored by how the text points at it beside the statement (see
    `mention_form`), described speakers by kind. Role and affiliation: precision of those told, recall of those
    labelled.
    """
    wanted = [(characters_of(label.content), label) for label in labels]
    found = [(characters_of(statement.content), statement) for statement in predicted]
    tally: dict[str, Score] = dict.fromkeys(_STATEMENT_SCORES, Score())

    def add(name: str, hit: bool) -> None:
        tally[name] += Score(int(hit), 1, int(hit), 1)

    for characters, label in wanted:
        match = best_match(characters, found)
        right = match is not None and _right_speaker(match, label)
        tally["detected"] += Score(recalled=int(match is not None), labelled=1)
        tally["attributed"] += Score(recalled=int(right), labelled=1)
        add("indirect" if label.type is StatementType.INDIRECT else "quoted", match is not None)
        if any(characters < others for others, _ in wanted):
            add("nested", match is not None and _is_like(characters, characters_of(match.content)))
        if match is not None:
            add("type", match.type is label.type)
            for name in ("speaker", *_speaker_groups(label)):
                add(name, right)
            if label.speaker and match.speaker:
                add("kind", match.speaker.kind is label.kind)
            for name, score in _posts(match.speaker, label).items():
                tally[name] += score
    for characters, statement in found:
        other = best_match(characters, wanted)
        tally["detected"] += Score(right=int(other is not None), predicted=1)
        right = other is not None and _right_speaker(statement, other)
        tally["attributed"] += Score(right=int(right), predicted=1)
    return tally


def _is_like(one: set[int], other: set[int]) -> bool:
    """Whether two sets of characters share at least half of what either has."""
    return 2 * len(one & other) >= len(one | other)


def _speaker_groups(label: SpeakerLabel) -> list[str]:
    """The scores in which a label's speaker counts beside that of all: by form and, where described, by kind."""
    form = mention_form(label.source, label.speaker)
    if form != "nominal" or not label.speaker:
        return [f"speaker_{form}"]
    kind = label.kind.value if label.kind in (ActorKind.UNNAMED, ActorKind.GROUP) else "described"
    return [f"speaker_{form}", f"speaker_{kind}"]


def _posts(speaker: Speaker | None, label: SpeakerLabel) -> dict[str, Score]:
    """The scores of role and affiliation of one detected statement."""
    role, affiliation = (speaker.role or "", speaker.affiliation or "") if speaker else ("", "")
    agree = {
        "affiliation": (affiliation, label.affiliation, same_affiliation(affiliation, label.affiliation)),
        "role": (role, label.role, same_role(role, label.role)),
    }
    return {
        name: Score(hit := int(bool(told and wanted) and same), int(bool(told)), hit, int(bool(wanted)))
        for name, (told, wanted, same) in agree.items()
    }


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
    *("detected", "attributed", "quoted", "indirect", "nested", "type"),
    *("speaker", "speaker_name", "speaker_nominal", "speaker_pronoun", "speaker_none"),
    *("speaker_described", "speaker_group", "speaker_unnamed"),
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
