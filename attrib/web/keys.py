"""The keys of the page: one table, which a person can change and switch off (WCAG 2.1.4), kept in a cookie."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from markupsafe import Markup

from attrib.errors import SettingsError

ACTIONS: Mapping[str, tuple[str, str]] = {
    "next": ("j", "the next statement or item, without deciding"),
    "previous": ("k", "the previous one"),
    "open": ("o", "read in context"),
    "search": ("/", "to the search field"),
    "accept": ("a", "right, as it is shown: keep it with what was changed in it, and go on"),
    "reject": ("x", "no statement: reject it, and go on"),
    "skip": ("s", "skip it, and go on"),
    "undo": ("u", "take back the last decision"),
    "support": ("1", "it supports the target"),
    "oppose": ("2", "it opposes the target"),
    "neutral": ("3", "it takes no side on the target"),
    "none": ("0", "it has no stance towards the target"),
    "target": ("g", "to the target of the stance"),
    "speaker": ("e", "change the speaker"),
    "quote": ("q", "change which words are the quote"),
    "type": ("t", "direct, indirect, mixed in turn"),
    "assertion": ("d", "asserted, denied, ... in turn"),
    "note": ("n", "write a note for the decision"),
    "same": ("m", "confirm: a match, the same claim, a change of mind, one speaker"),
    "different": ("M", "reject a match or suggestion"),
    "copy": ("c", "copy the quote with speaker, outlet, date and place"),
    "help": ("?", "this list"),
}
"""Each action with the key that it has at first, and what it does."""

COOKIE = "attrib-keys"
_OFF = "off"


@dataclass(frozen=True, slots=True)
class KeyMap:
    """Which key does what; with `on` False no key does anything."""

    keys: Mapping[str, str] = field(default_factory=lambda: {name: key for name, (key, _) in ACTIONS.items()})
    on: bool = True

    def attributes(self, action: str) -> Markup:
        """The attributes of the element that a key acts on; nothing while keys are off."""
        if not self.on:
            return Markup()
        return Markup(' data-key="{0}" aria-keyshortcuts="{0}"').format(self.keys[action])

    def hint(self, action: str) -> Markup:
        """The key, to be shown on a button; nothing while keys are off."""
        return Markup('<kbd aria-hidden="true">{}</kbd>').format(self.keys[action]) if self.on else Markup()

    def text(self) -> str:
        """The map as the value of a cookie."""
        return urlencode([(_OFF, "" if self.on else "1"), *self.keys.items()])


def key_map(given: Mapping[str, str], *, on: bool) -> KeyMap:
    """A map of the keys given by a person. Raises SettingsError for a key that is none, or that does two things."""
    keys = {name: given.get(name, key).strip() for name, (key, _) in ACTIONS.items()}
    seen: dict[str, str] = {}
    for name, key in keys.items():
        if len(key) != 1 or not key.isprintable():
            raise SettingsError(
                f"the key {key!r} of {name} is no single character; give one, such as {ACTIONS[name][0]}"
            )
        if key in seen:
            raise SettingsError(f"the key {key!r} is given to {seen[key]} and to {name}; give each its own")
        seen[key] = name
    return KeyMap(keys, on)


def from_cookie(text: str) -> KeyMap:
    """The map of a cookie; that of the beginning where it cannot be read."""
    given = dict(parse_qsl(text, keep_blank_values=True))
    try:
        return key_map(given, on=given.get(_OFF) != "1")
    except SettingsError:
        return KeyMap()
