"""Quotation marks of the world that English texts print, by how they open and close."""

import re

# An opening mark and the mark that closes it. Guillemets point either way, and "“" closes what "„" opens.
CLOSING_OF = {
    "“": "”",
    "„": "“",
    "‟": "”",
    "``": "''",
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
    "〝": "〞",
    "❝": "❞",
}
CLOSING = frozenset("”»›」』〞〟❞")
"""Marks that close; guillemets that point inwards open too."""

STRAIGHT = frozenset('"＂')
"""Double marks that open and close."""

FAMILY = {
    **dict.fromkeys("«»", "guillemet"),
    **dict.fromkeys("‹›", "single guillemet"),
    **dict.fromkeys("「」", "corner"),
    **dict.fromkeys("『』", "white corner"),
    **dict.fromkeys("〝〞〟", "prime"),
}
"""Marks that pair only with each other; all other double marks are one family."""

SINGLE = frozenset("'‘’‚‛")
"""Marks that may be apostrophes."""

DOUBLE = (frozenset("".join(CLOSING_OF)) | CLOSING | STRAIGHT) - set("`'")
"""Marks of one character that are no apostrophes."""

MARKS = DOUBLE | SINGLE | {"`"}
OPENERS = MARKS - set("”」』〞〟❞’‛")
"""Characters that may open a quotation."""

CLOSERS = MARKS - set("„‟「『〝❝‘‚`")
"""Characters that may close one; "“" closes what "„" opens."""


def any_of(marks: frozenset[str], *more: str) -> str:
    """The inside of a regular expression's character class for marks and further characters."""
    return re.escape("".join(sorted(marks)) + "".join(more))
