"""Surface features that an uncased vocabulary loses: case, quotation marks, position in a quotation, line breaks.

They are inputs of the network: a change here needs new weights. They are computed from the text alone, token by token,
in linear time.
"""

from collections.abc import Sequence

# All double marks become one character and all single marks another, so that straight, curly and guillemet quotations
# have the same word pieces; the direction of a mark is a separate feature. Each character becomes one character, so
# that offsets stay valid.
_DOUBLE_OPEN = "“„‟«"
_DOUBLE_CLOSE = "”»"
_SINGLE_OPEN = "‘‚‛‹"
_SINGLE_CLOSE = "’›"
_FOLD = str.maketrans(
    dict.fromkeys(_DOUBLE_OPEN + _DOUBLE_CLOSE + "＂", '"') | dict.fromkeys(_SINGLE_OPEN + _SINGLE_CLOSE + "`´", "'")
)

SIZES = {"case": 7, "mark": 5, "quoted": 3, "break": 5}
"""The number of values of each feature."""

NO_MARK, OPENS_DOUBLE, CLOSES_DOUBLE, OPENS_SINGLE, CLOSES_SINGLE = range(5)
OUTSIDE, INSIDE_DOUBLE, INSIDE_SINGLE = range(3)
WITHIN_WORD, AFTER_SPACE, AFTER_LINE, AFTER_PARAGRAPH, AT_START = range(5)


def fold_marks(text: str) -> str:
    """The text, of the same length, with straight quotation marks."""
    return text.translate(_FOLD)


def _case(word: str) -> int:
    """0 no letters, 1 lower, 2 Capitalised, 3 one capital letter, 4 ALL CAPITALS, 5 miXed, 6 with digits."""
    if any(char.isdigit() for char in word):
        return 6
    if not any(char.isalpha() for char in word):
        return 0
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) == 1 else 4
    return 2 if word[0].isupper() and not any(char.isupper() for char in word[1:]) else 5


def case_shapes(text: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """The shape of each token's whole word, so that every piece of a name has its capital."""
    shapes: list[int] = []
    index = 0
    while index < len(offsets):
        last = index
        while last + 1 < len(offsets) and continues_word(text, offsets[last], offsets[last + 1]):
            last += 1
        if not text[offsets[index][0] : offsets[index][0] + 1].isalnum():
            last = index
        shape = _case(text[offsets[index][0] : offsets[last][1]])
        shapes += [shape] * (last - index + 1)
        index = last + 1
    return shapes


def continues_word(text: str, before: tuple[int, int], piece: tuple[int, int]) -> bool:
    """Whether a piece continues the previous one inside a run of letters and digits."""
    start = piece[0]
    return before[1] == start and text[start - 1 : start].isalnum() and text[start : start + 1].isalnum()


def mark_kinds(text: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """The kind of quotation mark of each token, if any; for a straight mark, its neighbours decide."""
    kinds: list[int] = []
    for start, end in offsets:
        char = text[start:end]
        if len(char) != 1 or char not in _MARKS:
            kinds.append(NO_MARK)
        else:
            kinds.append(_mark_kind(text, start, char))
    return kinds


_MARKS = frozenset(_DOUBLE_OPEN + _DOUBLE_CLOSE + _SINGLE_OPEN + _SINGLE_CLOSE + "\"'＂`´")


def _mark_kind(text: str, start: int, char: str) -> int:
    if char in _DOUBLE_OPEN:
        return OPENS_DOUBLE
    if char in _DOUBLE_CLOSE:
        return CLOSES_DOUBLE
    if char in _SINGLE_OPEN or char == "`":
        return OPENS_SINGLE
    if char in _SINGLE_CLOSE or char == "´":
        return CLOSES_SINGLE
    opens = _opens(text, start)
    if char == "'":
        return OPENS_SINGLE if opens else CLOSES_SINGLE
    return OPENS_DOUBLE if opens else CLOSES_DOUBLE


def _opens(text: str, start: int) -> bool:
    """Whether a straight mark opens: after white space, a bracket, a dash or the start, and not before white space."""
    before = text[start - 1 : start] if start else " "
    after = text[start + 1 : start + 2] or " "
    return not after.isspace() and (before.isspace() or before in "([{—–-\"'“‘")


def quoted_states(text: str, offsets: Sequence[tuple[int, int]], marks: Sequence[int]) -> list[int]:
    """Whether each token is inside a quotation, marks included; every line starts outside.

    A single quotation closes at a mark that no letter or digit follows, so the apostrophe of "don't" does not close it.
    Inside a double quotation a single mark opens nothing.
    """
    states: list[int] = []
    state, previous_end = OUTSIDE, 0
    for (start, end), mark in zip(offsets, marks, strict=True):
        if "\n" in text[previous_end:start]:
            state = OUTSIDE
        previous_end = end
        if mark == OPENS_DOUBLE:
            state = INSIDE_DOUBLE
        elif mark == OPENS_SINGLE and state == OUTSIDE:
            state = INSIDE_SINGLE
        states.append(state)
        closes_single = mark == CLOSES_SINGLE and not text[start + 1 : start + 2].isalnum()
        if (mark == CLOSES_DOUBLE and state == INSIDE_DOUBLE) or (closes_single and state == INSIDE_SINGLE):
            state = OUTSIDE
    return states


def breaks_before(text: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """The break before each token: none, space, line break, paragraph break, or start of the document."""
    breaks: list[int] = []
    previous_end = 0
    for index, (start, end) in enumerate(offsets):
        gap = text[previous_end:start]
        lines = gap.count("\n") or gap.count("\r")
        if index == 0:
            breaks.append(AT_START)
        elif lines:
            indented = gap.endswith(("  ", "\t"))
            breaks.append(AFTER_PARAGRAPH if lines > 1 or indented else AFTER_LINE)
        else:
            breaks.append(AFTER_SPACE if gap else WITHIN_WORD)
        previous_end = end
    return breaks


def surface_features(text: str, offsets: Sequence[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """The four features of every token, in the order of SIZES."""
    marks = mark_kinds(text, offsets)
    columns = case_shapes(text, offsets), marks, quoted_states(text, offsets, marks), breaks_before(text, offsets)
    return list(zip(*columns, strict=True))
