"""Articles on a harbour tax, of which texts speak under several names, and on another tax."""

from dataclasses import replace

from attrib.data import Assertion, Extraction, Stance, StanceLabel, Statement
from attrib.data.statements import Speaker
from tests.store.newsdesk import article, person, said, span

FOR, AGAINST, NEITHER = StanceLabel.SUPPORT, StanceLabel.OPPOSE, StanceLabel.NEUTRAL
ANN, BO, CY = (person(name) for name in ("Ann Lee", "Bo Ray", "Cy Fox"))

MARCH = (
    "“We will never pay this levy,” vowed Ann Lee. “The harbour tax is fair,” said Bo Ray.\n\n"
    "Cy Fox said the tax was complicated."
)
MAY = "“The new harbour tax is right for our city,” conceded Ann Lee. “Taxes must fall,” said Cy Fox."
JUNE = "“The tax on carbon hurts,” said Ann Lee. “Harbour tax cuts are a gift to shipowners,” said Bo Ray."


def towards(text: str, target: str, label: StanceLabel, after: int = 0) -> Stance:
    """A stance towards the first place of a target behind an offset."""
    return Stance(target, "topic", label, 0.8, span(text, target, after))


def statement(text: str, quote: str, by: Speaker, cue: str, *stances: tuple[str, StanceLabel]) -> Statement:
    """A statement with stances, asserted."""
    sides = tuple(towards(text, *stance, text.index(quote)) for stance in stances)
    return replace(said(text, quote, by.name, cue, by=by, stances=sides), assertion=Assertion.ASSERTED)


def articles() -> list[Extraction]:
    """Three articles of March, May and June 2025."""
    return [
        article(
            MARCH,
            statement(MARCH, "“We will never pay this levy,”", ANN, "vowed", ("levy", AGAINST)),
            statement(MARCH, "“The harbour tax is fair,”", BO, "said", ("harbour tax", FOR)),
            statement(MARCH, "the tax was complicated", CY, "said", ("tax", NEITHER)),
            outlet="Gull",
            day="2025-03-01",
        ),
        article(
            MAY,
            statement(MAY, "“The new harbour tax is right for our city,”", ANN, "conceded", ("new harbour tax", FOR)),
            statement(MAY, "“Taxes must fall,”", CY, "said", ("Taxes", AGAINST)),
            outlet="Tern",
            day="2025-05-02",
        ),
        article(
            JUNE,
            statement(JUNE, "“The tax on carbon hurts,”", ANN, "said", ("tax on carbon", AGAINST)),
            statement(JUNE, "“Harbour tax cuts are a gift to shipowners,”", BO, "said", ("Harbour tax cuts", AGAINST)),
            outlet="Gull",
            day="2025-06-03",
        ),
    ]
