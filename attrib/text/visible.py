"""What of a text a reader sees: words without invisible characters, with their accents and letters composed."""

import re
import unicodedata

# Soft hyphens, zero-width spaces and joiners, marks of direction, byte order marks.
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
# Accents, points and vowel signs that follow the letter they belong to.
MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d\u0b82\u0bbe-\u0bcd"
    "\u0c00-\u0c04\u0c3e-\u0c4d\u0d00-\u0d03\u0d3e-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u102b-\u103e\u17b4-\u17d3"
)
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_UNSEEN = re.compile(f"[{INVISIBLE}]+")


def visible(text: str) -> str:
    """A text as it is seen: without invisible characters, accents on their letters, Latin ligatures taken apart.

    Example: "Na\u00addia", with a soft hyphen, is "Nadia". Not: white space, capitals or marks are changed.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text).translate(_LIGATURES))
