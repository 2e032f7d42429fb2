"""The list of keys, where a person changes them or switches them off."""

from attrib.errors import SettingsError
from attrib.web.exchange import Answer, Asked, Moved, Page
from attrib.web.keys import ACTIONS, KeyMap, key_map


def page(asked: Asked) -> Answer:
    """The keys as they are."""
    return Page("keys.html", {"actions": ACTIONS, "shown": asked.keys, "problem": None})


def change(asked: Asked) -> Answer:
    """Take the keys of the form, or those of the beginning."""
    if asked.given("do") == "reset":
        return Moved("/keys", KeyMap())
    try:
        made = key_map(dict(asked.form), on=asked.given("on") == "1")
    except SettingsError as error:
        values = {"actions": ACTIONS, "shown": KeyMap(dict(asked.form), asked.keys.on), "problem": str(error)}
        return Page("keys.html", values, 400)
    return Moved("/keys", made)
