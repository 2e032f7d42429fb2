"""Single quotation marks told from apostrophes."""

import re

from attrib.text.sentences import paragraphs

_SINGLE = re.compile("['‘’‚‛]")
_ELISION = re.compile(r"['‘’](?:\d\ds?\b|(?:em|til|tis|twas|cause|bout|round|n|ello|ere)\b)", re.IGNORECASE)
_BEFORE_OPENING = '([{—–-/"“„«'
_AFTER_OPENING = '"“„…£$€@#[('
_POSSESSIVE = re.compile(r"s['’] +[^\W\d_A-Z]")  # "workers' rights": more often a plural's genitive than a closing mark


def single_quotations(text: str) -> dict[int, int]:
    """Where each single-marked quotation starts, and the offset after its closing mark; never over a paragraph's end.

    A mark opens after white space or a bracket and before a word. It is closed by the next mark that follows a word or
    punctuation and precedes none, before another one opens; a genitive plural closes only for want of a better mark.
    """
    found: dict[int, int] = {}
    for block in paragraphs(text):
        strong = weak = -1
        for match in reversed(list(_SINGLE.finditer(text, block.start, block.end))):
            at = match.start()
            if _opens(text, at, block.end):
                end = strong if strong >= 0 else weak
                if end >= 0 and not _ELISION.match(text, at):
                    found[at] = end + 1
                strong = weak = -1
            elif _closes(text, at):
                strong, weak = (strong, at) if _POSSESSIVE.match(text, at - 1) else (at, weak)
    return found


def _opens(text: str, at: int, end: int) -> bool:
    if text[at] == "’":
        return False
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < end else " "
    return (before.isspace() or before in _BEFORE_OPENING) and (after.isalnum() or after in _AFTER_OPENING)


def _closes(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not before.isspace() and not after.isalnum()
