"""Cells of a table that a spreadsheet would run as a formula, and back."""

import re

# What a spreadsheet begins a formula with (full-width and small forms too), behind any white space or invisible
# character, and the characters that some take as a start by themselves. Apostrophes in front are part of the pattern:
# a cell that has one already gets another, so that taking one off always gives back the cell as it was.
_FORMULA = re.compile(r"'*(?:[\t\r\n]|[\s\x00-\x20\xad\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫])")


def guard(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula: with an apostrophe in front where it would."""
    # Nearly all cells begin with a letter or digit, or are empty, and need no look at the pattern.
    return f"'{cell}" if cell and not cell[0].isalnum() and _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """The cell before `guard`; a cell that guard leaves alone comes back unchanged."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
