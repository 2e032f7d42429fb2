"""Surface features: what each token knows of case, quotation marks, quotations and breaks."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.nn.encoder.features import (
    AFTER_LINE,
    AFTER_PARAGRAPH,
    AFTER_SPACE,
    AT_START,
    CLOSES_DOUBLE,
    CLOSES_SINGLE,
    INSIDE_DOUBLE,
    INSIDE_SINGLE,
    NO_MARK,
    OPENS_DOUBLE,
    OPENS_SINGLE,
    OUTSIDE,
    SIZES,
    WITHIN_WORD,
    breaks_before,
    case_shapes,
    fold_marks,
    mark_kinds,
    quoted_states,
    surface_features,
)

Offsets = list[tuple[int, int]]
MARKS = "\"'“”„‟«»‘’‚‛‹›＂`´"


def tokens(text: str, longest: int = 3) -> Offsets:
    """Word pieces of at most `longest` characters, punctuation one by one, as BERT's tokenizer cuts them."""
    return [match.span() for match in re.finditer(rf"[^\W_]{{1,{longest}}}|[^\w\s]|_", text)]


def marks_of(text: str) -> list[int]:
    found = mark_kinds(text, tokens(text))
    return [kind for kind in found if kind != NO_MARK]


def quoted_words(text: str, state: int = INSIDE_DOUBLE) -> str:
    offsets = tokens(text, 20)
    states = quoted_states(text, offsets, mark_kinds(text, offsets))
    return " ".join(text[start:end] for (start, end), found in zip(offsets, states, strict=True) if found == state)


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("2030", 6),
        ("G20", 6),
        ("said", 1),
        ("Mujahid", 2),
        ("Émile", 2),
        ("A", 3),
        ("NATO", 4),
        ("McCain", 5),
        ("iPhone", 5),
    ],
)
def test_every_piece_of_a_word_has_the_shape_of_the_whole(word: str, shape: int) -> None:
    text = f"x {word}, y"
    offsets = tokens(text)
    shapes = case_shapes(text, offsets)
    inside = [found for (start, _), found in zip(offsets, shapes, strict=True) if 2 <= start < 2 + len(word)]
    assert inside == [shape] * len(inside)
    assert inside
    assert shapes[-1] == 1


def test_punctuation_has_no_case_and_parts_the_words_beside_it() -> None:
    text = "USA-led O'Neill"
    assert case_shapes(text, tokens(text, 10)) == [4, 0, 1, 3, 0, 2]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ('"Yes," he said.', [OPENS_DOUBLE, CLOSES_DOUBLE]),
        ("“Yes,” he said.", [OPENS_DOUBLE, CLOSES_DOUBLE]),
        ("„Ja“", [OPENS_DOUBLE, OPENS_DOUBLE]),
        ("«Oui», dit-il", [OPENS_DOUBLE, CLOSES_DOUBLE]),
        ("'Yes,' he said.", [OPENS_SINGLE, CLOSES_SINGLE]),
        ("‘Yes,’ he said.", [OPENS_SINGLE, CLOSES_SINGLE]),
        ("‹oui›", [OPENS_SINGLE, CLOSES_SINGLE]),
        ("``Yes''", [OPENS_SINGLE, OPENS_SINGLE, CLOSES_SINGLE, CLOSES_SINGLE]),
        ("don't and don’t", [CLOSES_SINGLE, CLOSES_SINGLE]),
        ('("Yes")', [OPENS_DOUBLE, CLOSES_DOUBLE]),
        ('—"Yes" "No"', [OPENS_DOUBLE, CLOSES_DOUBLE, OPENS_DOUBLE, CLOSES_DOUBLE]),
        ("\"'Yes,' he said\"", [OPENS_DOUBLE, OPENS_SINGLE, CLOSES_SINGLE, CLOSES_DOUBLE]),
        ('He said "', [CLOSES_DOUBLE]),
        ('"', [CLOSES_DOUBLE]),
    ],
)
def test_marks_open_or_close_by_what_stands_beside_them(text: str, kinds: list[int]) -> None:
    assert marks_of(text) == kinds


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "all is well" today', '" all is well "'),
        ("He said “all is well” today", "“ all is well ”"),
        ('He said "all is\n\nwell today', '" all is'),
        ('"One.\n"Two." End', '" One . " Two . "'),
        ('stray" mark', ""),
        ("\"he's 'fine'\" ok", "\" he ' s ' fine ' \""),
    ],
)
def test_what_stands_inside_double_marks(text: str, inside: str) -> None:
    assert quoted_words(text) == inside


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said 'all is well' today", "' all is well '"),
        ("He said 'it isn't so' today", "' it isn ' t so '"),
        ("It isn't so and won't be", ""),
        ("He said 'all is\nwell", "' all is"),
        ("“He 'knows' it”", ""),
    ],
)
def test_what_stands_inside_single_marks(text: str, inside: str) -> None:
    assert quoted_words(text, INSIDE_SINGLE) == inside


@pytest.mark.parametrize(
    ("gap", "kind"),
    [
        ("", WITHIN_WORD),
        (" ", AFTER_SPACE),
        ("\t", AFTER_SPACE),
        ("\n", AFTER_LINE),
        ("\r\n", AFTER_LINE),
        ("\r", AFTER_LINE),
        ("\n\n", AFTER_PARAGRAPH),
        ("\r\n\r\n", AFTER_PARAGRAPH),
        ("\n \n", AFTER_PARAGRAPH),
        ("\n    ", AFTER_PARAGRAPH),
        ("\n\t", AFTER_PARAGRAPH),
    ],
)
def test_what_stands_before_a_token(gap: str, kind: int) -> None:
    assert breaks_before(f"a{gap}b", [(0, 1), (1 + len(gap), 2 + len(gap))]) == [AT_START, kind]


def test_the_first_token_is_at_the_start_whatever_stands_before_it() -> None:
    assert breaks_before("\n\na", [(2, 3)]) == [AT_START]


@given(st.text(alphabet=st.sampled_from("aB1é.,- \n\r\t\"'“”‘’«»—(")))
@settings(deadline=None)
def test_every_token_has_four_features_within_their_sizes(text: str) -> None:
    offsets = tokens(text)
    features = surface_features(text, offsets)
    assert len(features) == len(offsets)
    for row in features:
        assert all(0 <= value < size for value, size in zip(row, SIZES.values(), strict=True))


def test_no_tokens_have_no_features() -> None:
    assert surface_features("", []) == []
    assert surface_features(" \n", []) == []


@given(st.text())
@settings(deadline=None)
def test_folding_keeps_the_length_and_leaves_only_straight_marks(text: str) -> None:
    folded = fold_marks(text)
    assert len(folded) == len(text)
    assert not set(folded) & set(MARKS) - {'"', "'"}
    assert all(new == old or old in MARKS for new, old in zip(folded, text, strict=True))


def test_every_mark_is_folded_and_seen() -> None:
    assert set(fold_marks(MARKS)) == {'"', "'"}
    assert NO_MARK not in mark_kinds(MARKS, [(index, index + 1) for index in range(len(MARKS))])


@pytest.mark.parametrize("piece", ['"a', "'a ", "a", "“ ", "A'", "\n\n"])
def test_time_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    offsets = tokens(text)
    began = time.process_time()
    surface_features(text, offsets)
    assert time.process_time() - began < 5, "a quadratic pass over 200,000 characters takes minutes"


def test_outside_is_zero() -> None:
    # Padding and the two special pieces have feature 0 everywhere, which must mean "nothing special".
    assert (OUTSIDE, NO_MARK, WITHIN_WORD) == (0, 0, 0)
