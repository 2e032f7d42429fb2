"""Review: one statement after the other, each decided by one key, written by the service of reviews."""

from typing import Any

from attrib.data import NO_STANCE, Assertion, StanceLabel, StatementRecord, StatementType
from attrib.data.pages import PageStatement
from attrib.errors import AmbiguousNameError, AttribError
from attrib.services.search import with_sides
from attrib.web.addresses import Pairs, query_at, search_pairs
from attrib.web.exchange import Answer, Asked, Moved, Page
from attrib.web.queues import LONGEST, Decision, Queue

CHOSEN = "chosen"
"""The field of a form that holds the id of the speaker whom a name was to mean."""
_CHOICES = 12  # of a name that fits several
_SHOWN = 10  # decisions in the list beside the statement
_STANCES = (*map(str, StanceLabel), NO_STANCE)


def page(asked: Asked) -> Answer:
    """The statement at a place of a queue; an address without a queue makes one of its search, whose order stays."""
    pairs = search_pairs(asked.pairs)
    queue = asked.queues.find(asked.get("queue"))
    place = _place(asked)
    if queue is None:
        queue = asked.queues.make(asked.desk.ids(query_at(pairs, asked.minima), limit=LONGEST))
        return Moved.page("/review", _at(pairs, queue, place))
    if place > len(queue.statements):
        return Page("reviewed.html", {"pairs": pairs, "queue": queue, "decisions": queue.decisions[::-1]})
    return _shown(asked, pairs, queue, place)


def decide(asked: Asked) -> Answer:
    """Write down what a person says of a statement, and go on to the next one; an error stays with the statement."""
    pairs, place = search_pairs(asked.pairs), _place(asked)
    queue = asked.queues.find(asked.get("queue"))
    shown = asked.given("shown")
    record = asked.desk.show(shown)
    chosen = asked.given(CHOSEN)
    accept = bool(chosen) or asked.given("do") == "accept"
    try:
        said = _changes(asked, record) if accept else {}
        said |= {"speaker": chosen} if chosen else {}
        note = asked.given("note") or None
        done = asked.desk.review(record.statement_id, accept=accept, reject=not accept, note=note, **said)
    except AttribError as error:
        queue = queue or asked.queues.make((record.statement_id,))
        return _shown(asked, pairs, queue, place, problem=error)
    queue = queue or asked.queues.make(asked.desk.ids(query_at(pairs, asked.minima), limit=LONGEST))
    what = "right" if accept and not said else ", ".join(said) + " changed" if accept else "no statement"
    asked.queues.decided(queue, Decision(done.id, place, what, record.quote, done.remarks))
    return Moved.page("/review", _at(pairs, queue, place + 1))


def undo(asked: Asked) -> Answer:
    """Take back a decision, and go back to its statement."""
    batch = asked.given("batch")
    asked.desk.undo_review(batch)
    queue = asked.queues.find(asked.get("queue"))
    decision = None if queue is None else asked.queues.undone(queue, batch)
    if queue is None or decision is None:
        return Moved.page("/review", asked.pairs)
    return Moved.page("/review", _at(search_pairs(asked.pairs), queue, decision.place))


def _place(asked: Asked) -> int:
    given = asked.get("place")
    return max(1, int(given)) if given.isdecimal() and len(given) < len(str(LONGEST)) + 1 else 1


def _at(pairs: Pairs, queue: Queue, place: int) -> Pairs:
    return (*pairs, ("queue", queue.id), ("place", str(place)))


def _shown(asked: Asked, pairs: Pairs, queue: Queue, place: int, problem: AttribError | None = None) -> Page:
    each = asked.desk.in_context(asked.given("shown") if problem else queue.statements[place - 1])
    record = each.record
    beside = asked.desk.article(record.statement_id).statements
    fields = _fields(asked if problem else None, each)
    values = {
        "each": each,
        "record": record,
        "fields": fields,
        "others": [stance for stance in with_sides(record).stances if stance.target != fields["target"]],
        "pairs": pairs,
        "here_pairs": _at(pairs, queue, place),
        "next_pairs": _at(pairs, queue, place + 1),
        "previous_pairs": _at(pairs, queue, place - 1) if place > 1 else None,
        "place": place,
        "total": len(queue.statements),
        "decisions": queue.decisions[: -_SHOWN - 1 : -1],
        "names": sorted({name for other in beside for name in (other.speaker, other.actor) if name}),
        "targets": sorted({stance.target for other in beside for stance in other.stances}),
        "types": tuple(map(str, StatementType)),
        "assertions": tuple(map(str, Assertion)),
        "stances": _STANCES,
        "problem": None if problem is None else str(problem),
        "choices": problem.choices[:_CHOICES] if isinstance(problem, AmbiguousNameError) else (),
        "chosen": CHOSEN,
    }
    return Page("review.html", values, 409 if problem else 200)


def _fields(asked: Asked | None, each: PageStatement) -> dict[str, str]:
    """What stands in the form: what is stored of a statement, or what a person has just sent."""
    record = each.record
    stance = next(iter(sorted(record.stances, key=lambda stance: stance.label is StanceLabel.NEUTRAL)), None)
    stored = {
        "speaker": record.speaker or "",
        "role": record.role or "",
        "affiliation": record.affiliation or "",
        "type": str(record.type),
        "assertion": str(record.assertion or ""),
        "target": "" if stance is None else stance.target,
        "stance": "" if stance is None else str(stance.label),
        "quote": record.quote,
        "note": "",
    }
    return stored if asked is None else {name: asked.given(name, value) for name, value in stored.items()}


def _changes(asked: Asked, record: StatementRecord) -> dict[str, Any]:
    """The fields that a person has changed in the form, as the service of reviews takes them."""
    given = {name: value.replace("\r\n", "\n") for name, value in asked.form}
    said: dict[str, Any] = {}
    for name in ("speaker", "role", "affiliation", "type", "assertion", "quote"):
        stored = str(getattr(record, name) or "")
        value = given.get(name, stored).strip()
        if value != stored.replace("\r\n", "\n").strip():
            said[name] = value
    if said.get("speaker") == "":
        said["speaker"] = "unknown"
    target, stance = given.get("target", "").strip(), given.get("stance", "")
    known = {held.target: str(held.label) for held in record.stances}
    if stance and stance != known.get(target, NO_STANCE):
        said |= {"stance": stance, "target": target}
    return said
