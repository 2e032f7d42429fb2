"""What pages with items to confirm have in common: the place of the item that keys act on, and the way back."""

from attrib.errors import SettingsError
from attrib.web.exchange import Asked


def place_of(asked: Asked, items: int) -> int:
    """The place that the address gives, from 1 to the number of items; 1 where it gives none."""
    given = asked.get("place")
    place = int(given) if given.isdecimal() and len(given) < 7 else 1
    return max(1, min(place, items))


def least_of(asked: Asked, usual: float) -> float:
    """The least score that the address asks for, or the usual one. Raises SettingsError for what is no number."""
    given = asked.get("least", str(usual))
    try:
        return float(given)
    except ValueError as error:
        raise SettingsError(f"least {given!r} is no number; give a score such as {usual}") from error


def back(asked: Asked, otherwise: str) -> str:
    """The address of this server that a form names to go back to."""
    given = asked.given("back")
    own = given.startswith("/") and not given.startswith(("//", "/\\")) and given.isprintable()
    return given if own else otherwise
