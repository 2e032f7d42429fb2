"""What is said more than once: claims, their statements, and one claim as each outlet gave it."""

from attrib.data.claims import ClaimLevel
from attrib.errors import SettingsError
from attrib.web.exchange import Answer, Asked, Moved, Page
from attrib.web.pages.items import back

_MOST = 50


def page(asked: Asked) -> Answer:
    """The claims that several statements make, those in most independent outlets first."""
    level = asked.get("level", str(ClaimLevel.MEANING))
    claims = asked.desk.claims.list(level=level, confident=not asked.get("all"), limit=_MOST + 1)
    levels = tuple(map(str, ClaimLevel))
    values = {"claims": claims[:_MOST], "more": len(claims) > _MOST, "level": level, "levels": levels}
    return Page("claims.html", values)


def show(asked: Asked) -> Answer:
    """One claim with its statements and what people have judged of them."""
    level = asked.get("level", str(ClaimLevel.MEANING))
    return Page("claim.html", {"claim": asked.desk.claims.show(asked.path["id"], level=level), "level": level})


def of(asked: Asked) -> Answer:
    """The claim that a statement makes; its id holds where that of the claim changes with a judgement."""
    level = str(ClaimLevel.MEANING)
    return Page("claim.html", {"claim": asked.desk.claims.of(asked.path["id"], level=level), "level": level})


def compare(asked: Asked) -> Answer:
    """One claim as each outlet gave it, the words aligned."""
    return Page("compare.html", {"comparison": asked.desk.claims.compare(asked.path["id"])})


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
