"""robots.txt, what a site asks of programs (RFC 9309): of the rules that fit a path the longest counts."""

import re
import urllib.parse
from dataclasses import dataclass

AGENT = "attrib"
MOST_BYTES = 512 << 10
"""Bytes of a robots.txt that are read; RFC 9309 asks for 500 KiB at least."""
_MOST_DELAY = 60.0  # seconds; a site that asks for more is waited for as long as this
_SAFE = "/:=&?~+!$,;'@()*[]%"
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of a site for attrib: pairs of whether a path is allowed and its pattern, and seconds to wait."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allows(self, target: str) -> bool:
        """Whether a path with its query may be fetched."""
        path = _plain(target)
        fitting = [(len(pattern), allowed) for allowed, pattern in self.rules if _fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


def parse_robots(text: str) -> Robots:
    """The rules of a robots.txt for attrib: those of its own groups, else those for all."""
    groups: dict[str, list[tuple[str, str]]] = {}
    agents: list[str] = []
    in_rules = False
    for line in text.splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "user-agent":
            agents, in_rules = ([] if in_rules else agents), False
            agents.append(value.partition("/")[0].strip().lower())
            groups.setdefault(agents[-1], [])
        elif name in ("allow", "disallow", "crawl-delay"):
            in_rules = True
            for agent in agents:
                groups[agent].append((name, value))
    ours = groups.get(AGENT, groups.get("*", []))
    rules = tuple((name == "allow", _plain(value)) for name, value in ours if value and name != "crawl-delay")
    delays = [float(value) for name, value in ours if name == "crawl-delay" and _NUMBER.fullmatch(value)]
    return Robots(rules, min(max(delays, default=0.0), _MOST_DELAY))


def _plain(path: str) -> str:
    """A path with the same characters escaped, however it was written."""
    return urllib.parse.quote(urllib.parse.unquote(path), safe=_SAFE)


def _fits(pattern: str, path: str) -> bool:
    """Whether a path begins as a pattern says; in time of the lengths' product at most, for there is no going back."""
    whole = pattern.endswith("$")
    first, *others = (pattern[:-1] if whole else pattern).split("*")
    if not path.startswith(first):
        return False
    if whole and not others:
        return path == first
    at = len(first)
    for part in others[:-1] if whole else others:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return not whole or (path.endswith(others[-1]) and len(path) - len(others[-1]) >= at)
