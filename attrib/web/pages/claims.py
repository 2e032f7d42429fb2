"""What is said more than once: claims, their statements, and one claim as each outlet gave it."""

from collections.abc import Sequence

from attrib.data.claims import Claim, ClaimJudgement, ClaimLevel, ClaimVerdict
from attrib.errors import SettingsError
from attrib.web.exchange import Answer, Asked, Moved, Page
from attrib.web.pages.items import back, place_of

_MOST = 20  # each has its statements, speakers and outlets looked up


def page(asked: Asked) -> Answer:
    """The claims that several statements make, those in most independent outlets first."""
    level = asked.get("level", str(ClaimLevel.MEANING))
    claims = asked.desk.claims.list(level=level, confident=not asked.get("all"), limit=_MOST + 1)
    levels = tuple(map(str, ClaimLevel))
    values = {
        "claims": claims[:_MOST],
        "more": len(claims) > _MOST,
        "level": level,
        "levels": levels,
        "notices": asked.desk.claims.notices(),
    }
    return Page("claims.html", values)


def show(asked: Asked) -> Answer:
    """One claim with its statements and what people have judged of them."""
    level = asked.get("level", str(ClaimLevel.MEANING))
    return _claim(asked, asked.desk.claims.show(asked.path["id"], level=level), level)


def of(asked: Asked) -> Answer:
    """The claim that a statement makes; its id holds where that of the claim changes with a judgement."""
    level = str(ClaimLevel.MEANING)
    return _claim(asked, asked.desk.claims.of(asked.path["id"], level=level), level)


def _claim(asked: Asked, claim: Claim, level: str) -> Page:
    """A claim whose first statement stands above the others, which are judged against it one after the other.

    `beside` are these others, each with whether people have said that it makes the claim of the first.
    """
    first = claim.statements[0] if claim.statements else None
    same = set() if first is None else _said_same(first.statement_id, claim.judgements)
    beside = [(record, record.statement_id in same) for record in claim.statements[1:]]
    place = place_of(asked, len(beside))
    if asked.get("next"):  # the one at the place has just been judged
        open_ones = [number for number, (_, judged) in enumerate(beside, 1) if number >= place and not judged]
        place = min(open_ones, default=place)
    values = {"claim": claim, "level": level, "first": first, "beside": beside, "place": place}
    return Page("claim.html", values)


def _said_same(statement: str, judgements: Sequence[ClaimJudgement]) -> set[str]:
    """The ids of the statements that people have said make the same claim as one, also by way of others."""
    same = {statement}
    pairs = [{each.statement_id, each.other_id} for each in judgements if each.verdict is ClaimVerdict.SAME]
    while joined := [pair for pair in pairs if len(pair & same) == 1]:
        same.update(*joined)
    return same


def compare(asked: Asked) -> Answer:
    """One claim as each outlet gave it, the words aligned."""
    statement = asked.path["id"]
    return Page("compare.html", {"comparison": asked.desk.claims.compare(statement), "statement": statement})


def judge(asked: Asked) -> Answer:
    """Write down whether statements make the same claim."""
    claims, do = asked.desk.claims, asked.given("do")
    one, other, note = asked.given("statement"), asked.given("other"), asked.given("note") or None
    if do == "same":
        claims.same(one, other, note=note)
    elif do == "different":
        claims.different(one, other, note=note)
    elif do == "undo":
        claims.undo(asked.given("batch"))
    else:
        raise SettingsError(f"{do!r} is nothing to say of a claim; it is same, different or undo")
    return Moved(back(asked, "/claims"))
