"""Garbled letters: text in UTF-8 that somebody read as Windows-1252 and saved, such as "ZoÃ«" for "Zoë"."""

import re

# The characters that the bytes 80 to BF of UTF-8 become in Windows-1252, and the mark of a byte that was lost.
_TAIL = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0))
_ANY = f"[{re.escape(_TAIL)}\ufffd]"
_SPACES = "(?!\xa0\xa0)"  # a letter before two no-break spaces, as in "à  ", is what was meant
_GARBLED = re.compile(rf"[\u00c2-\u00df]{_ANY}|[\u00e0-\u00ef]{_SPACES}{_ANY}{{2}}|[\u00f0-\u00f4]{_ANY}{{3}}")
_CONTROLS = {byte: chr(byte) for byte in range(0x80, 0xA0)}
_LEAST = 2  # places; one of three characters is enough, no language writes "â€™"
_AROUND = 20  # characters of the word that is shown


def garbled(text: str) -> str | None:
    """A warning about a text that seems to be garbled, with an example; None for one that is not."""
    if text.isascii():
        return None
    found = list(_GARBLED.finditer(text))
    readable = [place for place in found if _mended(place[0]) is not None]
    if not readable or (len(found) < _LEAST and len(found[0][0]) < _LEAST + 1):
        return None
    shown, meant = _example(text, readable[0])
    places = "1 place" if len(found) == 1 else f"{len(found)} places"
    return (
        f"its letters are garbled in {places}, such as {shown!r} for {meant!r}: UTF-8 was read as Windows-1252 and "
        "saved; get the text anew from its source"
    )


def _mended(piece: str) -> str | None:
    """The letters that were garbled; None where the bytes are no UTF-8."""
    data = bytearray()
    for character in piece:
        try:
            data += character.encode("cp1252")
        except UnicodeEncodeError:
            if ord(character) not in _CONTROLS:
                return None
            data.append(ord(character))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _example(text: str, place: re.Match[str]) -> tuple[str, str]:
    """The word with a garbled place as it stands and as it was meant."""
    before = re.search(r"\S*\Z", text[max(0, place.start() - _AROUND) : place.start()])
    behind = re.match(r"[\w'’.-]*", text[place.end() : place.end() + _AROUND])
    start, end = before[0] if before else "", behind[0] if behind else ""
    return f"{start}{place[0]}{end}", f"{start}{_mended(place[0])}{end}"
