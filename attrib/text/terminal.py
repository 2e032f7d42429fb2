"""Article text on a terminal: characters that would move the cursor, colour, hide or reorder text become visible."""

import unicodedata

_ESCAPED = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
# Invisible, though no format characters by category: Hangul and Braille blanks and the like.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def printable(text: str, *, keep: str = "") -> str:
    r"""The text with every control, format, private-use and unassigned character written as an escape: \x1b, \u202e.

    `keep` names characters to leave alone, such as "\n" where the caller lays out lines. Letters, marks, punctuation,
    symbols and spaces of any script come through unchanged; the escapes are for reading, not for decoding.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(character if character in keep else _shown(character) for character in text)


def _shown(character: str) -> str:
    if not _is_hidden(character):
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _is_hidden(character: str) -> bool:
    """Whether a character is unseen or acts on the terminal; the last range can hide data in variation selectors."""
    return (
        unicodedata.category(character) in _ESCAPED or character in _BLANKS or "\U000e0100" <= character <= "\U000e01ef"
    )
