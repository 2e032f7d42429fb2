"""What every judge does with what it has found: no side, and the cue's word before the model's."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from attrib.data import Assertion, Document, Span, Stance, StanceLabel
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.cues import CUE_LIMITS
from attrib.pipeline.stance.side_words import Attitude
from attrib.pipeline.stance.targets import ACTOR, TOPIC, Target
from attrib.pipeline.stance.telling import THRESHOLDS, no_side, place_of, spoken, with_plain
from tests.pipeline.attributed import said

SUPPORT, OPPOSE, NEUTRAL = StanceLabel.SUPPORT, StanceLabel.OPPOSE, StanceLabel.NEUTRAL
TAX, QUILL = Target("the tax", TOPIC, (Span(40, 47),)), Target("Ida Quill", ACTOR, (Span(20, 29), Span(60, 63)))
WORDS = Span(10, 18)


@pytest.mark.parametrize(("score", "unclear"), [(THRESHOLDS.clear, False), (THRESHOLDS.clear - 0.01, True)])
def test_a_neutral_stance_that_is_not_likely_is_unclear(score: float, unclear: bool) -> None:
    assert no_side(QUILL, score + 1e-9) == Stance("Ida Quill", ACTOR, NEUTRAL, score, Span(20, 29), unclear=unclear)


def stance(target: Target, label: StanceLabel, score: float) -> Stance:
    return Stance(target.name, target.kind, label, score, target.spans[0])


PLAIN = Attitude(QUILL, OPPOSE, WORDS)


@pytest.mark.parametrize(
    ("found", "score", "kept"),
    [
        ((), CUE_LIMITS.certainty, ()),
        ((stance(QUILL, SUPPORT, 0.9),), CUE_LIMITS.certainty, ()),  # the model's other side of that target goes
        ((stance(QUILL, OPPOSE, 0.9),), 0.9, ()),  # its own is as sure as it was
        ((stance(TAX, OPPOSE, 0.95),), 0.95, ()),  # what the model opposes is what the cue opposes
        ((stance(TAX, SUPPORT, 0.8),), CUE_LIMITS.certainty, (stance(TAX, SUPPORT, 0.8),)),
        ((stance(TAX, NEUTRAL, 0.8),), CUE_LIMITS.certainty, (stance(TAX, NEUTRAL, 0.8),)),
    ],
)
def test_the_cue_wins_over_the_model(found: Sequence[Stance], score: float, kept: Sequence[Stance]) -> None:
    plain = Stance("Ida Quill", ACTOR, OPPOSE, score, Span(20, 29), WORDS)
    assert with_plain(found, PLAIN) == (plain, *kept)


def test_what_stands_within_the_target_of_the_cue_is_none_of_its_own() -> None:
    claims = Target("claims that Ida Quill lied", TOPIC, (Span(10, 40),))
    (only,) = with_plain((stance(QUILL, SUPPORT, 0.8),), Attitude(claims, OPPOSE, WORDS))
    assert only.target == claims.name


def test_without_a_plain_cue_nothing_changes() -> None:
    found = (stance(TAX, SUPPORT, 0.6), stance(QUILL, OPPOSE, 0.8))
    assert with_plain(found, None) == found


def test_a_stance_without_a_mention_comes_first() -> None:
    assert place_of(Stance("x", TOPIC, SUPPORT, 0.5)) == Span(0, 0)
    assert place_of(stance(TAX, SUPPORT, 0.5)) == Span(40, 47)


@pytest.mark.parametrize(
    ("assertion", "told"),
    [
        (Assertion.ASSERTED, True),
        (Assertion.DENIED, True),
        (Assertion.ASKED, True),
        (Assertion.NOT_SAID, False),
        (Assertion.SUPPOSED, False),
    ],
)
def test_what_was_not_said_tells_no_side(assertion: Assertion, told: bool) -> None:
    text = "Ida Quill accused Otto Grim of lying."
    item = resolve(Document(text), [said(text, "Otto Grim of lying", "accused", "Ida Quill")], ())
    item = replace(item, statements=tuple(replace(one, assertion=assertion) for one in item.statements))
    assert [one.plain is not None for one in spoken([item])] == [True] * told
