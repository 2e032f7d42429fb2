"""Who is who: speakers listed and shown, merged, split, renamed, and the pairs that may be one."""

from collections.abc import Callable, Mapping

from attrib.data import ActorKind
from attrib.errors import SettingsError
from attrib.web.exchange import Answer, Asked, Moved, Page
from attrib.web.pages.items import back, place_of

_MOST = 50
_PAIRS = 20
_ROLES = 8


def page(asked: Asked) -> Answer:
    """The speakers with most statements first, or those with a name in which a word begins so."""
    text, kind = asked.get("text"), asked.get("kind")
    found = asked.desk.actors.most_quoted(text or None, kind=kind or None, limit=_MOST + 1)
    kinds = tuple(map(str, ActorKind))
    values = {"actors": found[:_MOST], "more": len(found) > _MOST, "text": text, "kind": kind, "kinds": kinds}
    return Page("actors.html", values)


def show(asked: Asked) -> Answer:
    """One speaker: names, roles over time, parts, targets, judgements."""
    actor = asked.desk.actors.show(asked.path["id"], brief=True)
    roles = sorted(actor.roles, key=lambda role: (role.judged_by is None, -role.statements))  # else as they come
    values = {
        "actor": actor,
        "roles": roles[:_ROLES],
        "more_roles": roles[_ROLES:],
        "kinds": tuple(map(str, ActorKind)),
    }
    return Page("actor.html", values)


def suggestions(asked: Asked) -> Answer:
    """Pairs of speakers that may be one, the likeliest first; of all speakers, or of the one in the address."""
    name = asked.get("actor")
    ranked = asked.desk.actors.suggest(name or None, limit=_PAIRS + 1, brief=True)
    found = ranked[:_PAIRS]
    judged = [each for each in asked.desk.actors.judgements(limit=10) if each.kind in ("merge", "split")]
    of = asked.desk.actors.resolve(name) if name else None
    values = {
        "pairs": found,
        "more": len(ranked) > len(found),
        "place": place_of(asked, len(found)),
        "judged": judged,
        "of": of,
    }
    return Page("suggestions.html", values)


def judge(asked: Asked) -> Answer:
    """Write down what a person says of a speaker."""
    actors, do = asked.desk.actors, asked.given("do")
    name, other, note = asked.given("actor"), asked.given("other"), asked.given("note") or None
    ways: Mapping[str, Callable[[], object]] = {
        "merge": lambda: actors.merge(name, other, note=note),
        "split": lambda: actors.split(name, other, note=note),
        "rename": lambda: actors.rename(name, asked.given("name"), note=note),
        "alias": lambda: actors.add_alias(name, asked.given("alias"), note=note),
        "kind": lambda: actors.set_kind(name, asked.given("kind"), note=note),
        "undo": lambda: actors.undo(asked.given("batch")),
    }
    if do not in ways:
        raise SettingsError(f"{do!r} is nothing to do with a speaker; it is one of {', '.join(ways)}")
    ways[do]()
    return Moved(back(asked, "/actors"))
