"""What a page is asked and what it answers, as plain values: no page knows of the server behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from attrib.services.desk import Desk
from attrib.web.addresses import Pairs, address
from attrib.web.digests import Digests
from attrib.web.keys import KeyMap
from attrib.web.queues import Queues


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: the parts of its path, the pairs of its address and of its form, and what it is asked of.

    `minima` are filters of the settings that hold where the address gives none.
    """

    desk: Desk
    queues: Queues
    digests: Digests
    keys: KeyMap
    by: str
    path: Mapping[str, str] = field(default_factory=dict)
    pairs: Pairs = ()
    form: Pairs = ()
    minima: Mapping[str, float] = field(default_factory=dict)

    def get(self, name: str, default: str = "") -> str:
        """The first value of a name in the address."""
        return next((value for found, value in self.pairs if found == name), default)

    def given(self, name: str, default: str = "") -> str:
        """The first value of a name in the form, without blanks around it."""
        return next((value.strip() for found, value in self.form if found == name), default)


@dataclass(frozen=True, slots=True)
class Page:
    """A template with its values."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True)
class Moved:
    """Another address of this server to go on at; what a form answers, so that going back sends nothing again."""

    to: str
    keys: KeyMap | None = None

    @classmethod
    def page(cls, path: str, pairs: Pairs = ()) -> "Moved":
        """The address of a path with pairs."""
        return cls(address(path, pairs))


@dataclass(frozen=True, slots=True)
class Sent:
    """A complete file; `name` is that under which a browser keeps it, None for one to be shown."""

    content: bytes
    media_type: str
    name: str | None = None
    policy: str | None = None


Answer = Page | Moved | Sent
