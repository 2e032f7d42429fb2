"""Tokens of a corpus put together to running text with the usual spaces."""

import re

from attrib.data import Span

_NO_SPACE_BEFORE = re.compile(r"[,.;:!?)\]}%’”]|n['’]t|['’](?:s|re|ve|ll|d|m)?", re.IGNORECASE)
_NO_SPACE_AFTER = frozenset("([{$£“‘")
_STRAIGHT = '"'  # opens and closes in turn


class RunningText:
    """A text that grows by a token at a time. With `quotes`, a straight mark that opens has no space behind it."""

    def __init__(self, *, quotes: bool = False) -> None:
        self.text = ""
        self._quotes = quotes
        self._quoted = False

    def add(self, word: str) -> Span:
        """Add a token, behind a space where one is usual; returns its place."""
        mark = self._quotes and word == _STRAIGHT
        if self.text and not self._joins(word, closes=mark and self._quoted):
            self.text += " "
        place = Span(len(self.text), len(self.text) + len(word))
        self.text += word
        self._quoted ^= mark
        return place

    def end_sentence(self) -> None:
        """Begin a sentence: the next token stands behind a space."""
        self.text += " " if self.text else ""

    def _joins(self, word: str, *, closes: bool) -> bool:
        if self.text.endswith((" ", *_NO_SPACE_AFTER)) or _NO_SPACE_BEFORE.fullmatch(word) or closes:
            return True
        return self._quotes and self._quoted and self.text.endswith(_STRAIGHT)
