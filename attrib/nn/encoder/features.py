"""Surface features that an uncased vocabulary loses: case, quotation marks, being inside a quotation, line breaks.

These are inputs of the network: a change here needs new weights. They are computed on the text alone, token by token,
in linear time.
"""

from collections.abc import Sequence

# Every double mark becomes one character and every single mark another, so that straight, curly and guillemet
# quotations share their word pieces; which way a mark opens is a feature of its own. One character for one, so offsets
# hold.
_DOUBLE_OPEN = "“„‟«"
_DOUBLE_CLOSE = "”»"
_SINGLE_OPEN = "‘‚‛‹"
_SINGLE_CLOSE = "’›"
_FOLD = str.maketrans(
    dict.fromkeys(_DOUBLE_OPEN + _DOUBLE_CLOSE + "＂", '"') | dict.fromkeys(_SINGLE_OPEN + _SINGLE_CLOSE + "`´", "'")
)

SIZES = {"case": 7, "mark": 5, "quoted": 3, "break": 5}
"""Feature name to the number of its values."""

NO_MARK, OPENS_DOUBLE, CLOSES_DOUBLE, OPENS_SINGLE, CLOSES_SINGLE = range(5)
OUTSIDE, INSIDE_DOUBLE, INSIDE_SINGLE = range(3)
WITHIN_WORD, AFTER_SPACE, AFTER_LINE, AFTER_PARAGRAPH, AT_START = range(5)


def fold_marks(text: str) -> str:
    """The text with every quotation mark straight; of the same length."""
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
    """The shape of the whole word each token is part of, so that every piece of a name knows its capital."""
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
    """Whether a piece follows the one before it without a break inside a run of letters and digits."""
    start = piece[0]
    return before[1] == start and text[start - 1 : start].isalnum() and text[start : start + 1].isalnum()


def mark_kinds(text: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """For each token, which quotation mark it is, if any; a straight one opens or closes by what stands beside it."""
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
    """A straight mark opens after white space, a bracket or a dash, or at the start, unless white space follows it."""
    before = text[start - 1 : start] if start else " "
    after = text[start + 1 : start + 2] or " "
    return not after.isspace() and (before.isspace() or before in "([{—–-\"'“‘")


def quoted_states(text: str, offsets: Sequence[tuple[int, int]], marks: Sequence[int]) -> list[int]:
    """For each token, whether it stands inside a quotation, its marks included; a new line starts outside.

    A single quotation closes at a mark that no letter or digit follows, so that the apostrophe of "don't" ends nothing.
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
    """What stands before each token: nothing, space, a line break, a paragraph break, or the start of the document."""
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
