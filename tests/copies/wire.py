"""A wire story made for the tests, and what outlets make of it."""

PARAGRAPHS = (
    (
        "HARBOURTOWN (AP) — The port of Harbourtown stayed shut on Monday after dock workers refused to unload ships "
        "that had waited outside the breakwater for more than nine days."
    ),
    (
        "Union leaders met the port authority late on Sunday but left the hall without an agreement about night "
        "shifts, overtime and the number of cranes that one driver may watch."
    ),
    (
        "“We will not go back to work until every contract has been signed by both sides and published,” said Amina "
        "Okoye, who leads the union of dock workers and has done so since the strike of the spring."
    ),
    (
        "Shipping companies have begun to send vessels to two smaller harbours in the north, where trucks queue along "
        "the coastal road and farmers complain about fruit that spoils before it reaches the markets."
    ),
    (
        "The regional government says that it has no power to end the dispute, though a clause in the port's charter "
        "allows a mediator to be named once the losses pass a sum that the treasury sets each year."
    ),
    (
        "Analysts at the chamber of commerce put those losses at eleven million crowns so far, a figure that the union "
        "calls inflated because it counts cargo which arrived late but whole."
    ),
)
STORY = "\n\n".join(PARAGRAPHS)
BRIEF = "\n\n".join(PARAGRAPHS[:3])
UPDATE = "\n\n".join((*PARAGRAPHS[:4], "A mediator was named on Tuesday morning, a spokesman for the treasury said."))
SPEECH = (
    "“We have waited long enough for a road that was promised to this valley by four governments, and we will wait no "
    "longer, because our children walk to school in the dark along a track that floods whenever it rains. I say to the "
    "minister: come and walk it with us once, on a morning in November, and then tell us that the money is not there.”"
)
TOLD = (
    (
        f"The mayor of Upper Combe used the opening of a new library to attack the government.\n\n{SPEECH}\n\nHer "
        "words met with long applause from some two hundred people who had come up the hill in spite of the "
        "weather and stayed."
    ),
    (
        f"Anger over the valley road boiled over yesterday.\n\n{SPEECH}\n\nThe transport ministry declined to answer, "
        "but an official pointed to a plan under which surveyors would start their measurements in the coming summer."
    ),
)
OTHER = (
    "Bakers across the island are raising the price of bread for the third time this year. They blame the cost of "
    "flour and of electricity, which has doubled since the cable to the mainland was damaged by an anchor in the storm."
)
