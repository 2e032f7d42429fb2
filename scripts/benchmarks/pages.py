"""How long the local web page takes to answer each of its addresses over a large database."""

import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from random import Random

from starlette.testclient import TestClient

from attrib.data import StatementQuery
from attrib.services.desk import Desk, open_desk
from attrib.store.database.session import open_database
from attrib.store.search.query import count
from attrib.web.app import make_app
from scripts.benchmarks.newsroom import Newsroom, fill, newsroom

_REPEATS = 20
_PORT, _TOKEN = 8650, "benchmark"
_HOME = f"http://127.0.0.1:{_PORT}"
_SHARE = 0.95  # of the answers, as quick as what is told

Address = Callable[[], str]


def measure(statements: int, db: str | None) -> Iterator[str]:
    """The 95th percentile of each address in milliseconds: of processor time, and of the clock.

    The database at the URL `db` is filled where it is empty, and kept; without one, one is made and taken away.
    """
    with tempfile.TemporaryDirectory() as folder:
        url = db or f"sqlite:///{folder}/pages.db"
        with open_database(url) as opened:
            if not count(opened, StatementQuery(), 1):
                started = time.perf_counter()
                fill(opened, statements)
                yield f"{statements:,} statements stored in {time.perf_counter() - started:.0f} s"
        with open_desk(url, must_exist=True, by="benchmark") as desk:
            yield from _answers(desk, newsroom(statements))


def _answers(desk: Desk, room: Newsroom) -> Iterator[str]:
    with TestClient(make_app(desk, by="benchmark", port=_PORT, token=_TOKEN), base_url=_HOME) as browser:
        browser.get("/", params={"token": _TOKEN})
        browser.headers.update({"sec-fetch-site": "same-origin", "origin": _HOME})
        for name, address in _addresses(desk, room, Random(2)).items():
            yield _told(name, browser, address)


def _addresses(desk: Desk, room: Newsroom, draw: Random) -> dict[str, Address]:
    """A maker of addresses for each route; speakers, words and outlets are drawn, the frequent ones often."""
    ids = desk.ids(limit=2_000, sort="-date")
    actors = [actor.id for actor in desk.actors.most_quoted(limit=200)]
    claims = desk.claims.list(limit=50)

    def word() -> str:
        return room.words.draw(draw)[0]

    def one(values: object) -> str:
        return str(draw.choice(values))  # type: ignore[arg-type]

    return {
        "/": lambda: "/",
        "/search": lambda: "/search",
        "/search, next page": lambda: f"/search?after={one(ids)}",
        "/search, words": lambda: f"/search?text={word()}+{word()}",
        "/search, one word": lambda: f"/search?text={word()}",
        "/search, the commonest word": lambda: f"/search?text={room.words[0]}",
        "/search, speaker": lambda: f"/search?actor={one(actors)}",
        "/search, the most quoted speaker": lambda: f"/search?actor={actors[0]}",
        "/search, outlet": lambda: f"/search?outlet={room.outlets.draw(draw)[0]}",
        "/search, target and side": lambda: f"/search?target={room.targets.draw(draw)[0]}&stance=oppose",
        "/search, side": lambda: "/search?stance=oppose",
        "/search, affiliation": lambda: f"/search?affiliation={room.organizations.draw(draw)[0]}",
        "/search, month": lambda: f"/search?since={draw.randint(2006, 2024)}-05&until={draw.randint(2006, 2024)}-05",
        "/search, worth": lambda: "/search?sort=worth",
        "/search, speaker and outlet": lambda: f"/search?actor={one(actors)}&outlet={room.outlets.draw(draw)[0]}",
        "/search, counted by speaker": lambda: f"/search?outlet={room.outlets[-1]}&by=speaker",
        "/search, type": lambda: "/search?type=direct",
        "/statement": lambda: f"/statement/{one(ids)}",
        "/statement of a search": lambda: f"/statement/{one(ids)}?text={word()}&outlet={room.outlets[0]}",
        "/review": lambda: f"/review?actor={one(actors)}",
        "/review of all": lambda: "/review",
        "/decisions": lambda: "/decisions",
        "/actors": lambda: "/actors",
        "/actors, a name": lambda: f"/actors?text={room.people.draw(draw)[0].split()[0]}",
        "/actors/ID": lambda: f"/actors/{one(actors)}",
        "/suggestions": lambda: "/suggestions",
        "/suggestions of one": lambda: f"/suggestions?actor={one(actors)}",
        "/claims": lambda: "/claims",
        "/claims/ID": lambda: f"/claims/{draw.choice(claims).id}",
        "/statement/ID/claim": lambda: f"/statement/{one(ids)}/claim",
        "/compare": lambda: f"/compare/{draw.choice(claims).first}",
        "/checks": lambda: "/checks",
        "/changes": lambda: "/changes",
        "/changes of one": lambda: f"/changes?actor={one(actors)}",
        "/saved": lambda: "/saved",
        "/news": lambda: "/news",
        "/keys": lambda: "/keys",
    }


def _told(name: str, browser: TestClient, address: Address) -> str:
    browser.get(address())  # warms up
    times = sorted(_once(browser, address()) for _ in range(_REPEATS))
    clock = sorted(clock for _, clock in times)
    at = round(_SHARE * (_REPEATS - 1))
    return f"{name}: p95 {times[at][0]:.0f} ms of processor, {clock[at]:.0f} ms of the clock"


def _once(browser: TestClient, address: str) -> tuple[float, float]:
    """Milliseconds of the processor, and of the clock."""
    busy, started = _busy(), time.perf_counter()
    answer = browser.get(address)
    if answer.status_code >= 500:
        raise SystemExit(f"{address} was answered with {answer.status_code}")
    return 1000 * (_busy() - busy), 1000 * (time.perf_counter() - started)


def _busy() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
