"""Small texts of the kinds that people report, with the spans given: whom the shipped linker says each is by."""

from pathlib import Path

import pytest

from tests.pipeline.attributed import names, said

CASES = Path(__file__).parents[3] / "fixtures" / "cases"
Row = tuple[str, str, str, str | None]  # content, cue, source, and who speaks

TABLE: dict[str, tuple[Row, ...]] = {
    "01-dash-attribution": (
        ("“Marta knows this field better than anyone, and the public will be well served by her.”", "",
         "Commissioner Gerald Whitlow", "Gerald Whitlow"),
        ("“She has never been afraid of an awkward question, and neither should we be.”", "",
         "Vice-Chair Elena Sorrell", "Elena Sorrell"),
    ),
    "11-action-beat": (
        ('"You gave your word in front of these families."', "", "", "Alina Cortes"),
        ('"This bridge opens in June. Not July. June."', "", "", "Ruth Bellamy"),
    ),
    "35-bullet-reactions": (
        ("“My shift starts at five and there is no bus before six.”", "", "", "Latoya Bright"),
        ("“I sold my car because of this line.”", "", "", "Henk de Wit"),
        ("“Good riddance.”", "", "", "Sam Poole"),
    ),
    "49-verbless": (
        ('"A beautiful bore."', "", "", "Leona Marsh"),
        ('"She fell asleep."', "answer", "The director", "the director"),
        ('"the end of a long road"', "", "", "Amos Kray"),
    ),
    "56-pull-quote-duplicate": (
        ("“I never asked for the medal.”", "", "", "Dolores Vance"),
        ("“I never asked for the medal,”", "said", "she", "Dolores Vance"),
        ("“I asked for a new truck.”", "", "", "Dolores Vance"),
        ("the truck was on order", "said", "Chief Ed Lomax", "Ed Lomax"),
    ),
    "110-beat": (
        ("the vote was lawful", "said", "Councillor Rita Munn", "Rita Munn"),
        ('"We followed the rules,"', "said", "she", "Rita Munn"),
        ('"My whole life is in that water."', "", "", "Joel Aye"),
        ('"Shame on all of you."', "", "", "Craig Dunn"),
    ),
    "124-dual-alternate": (
        ('"You lost,"', "said", "Dunn", "Craig Dunn"),
        ('"I kept my word,"', "said", "Farouk", "Nadia Farouk"),
        ('"Your word cost us the pool."', "", "", "Craig Dunn"),
        ('"Your party built it without pipes."', "", "", "Nadia Farouk"),
    ),
    "144-list-numbered": (
        ('"I would rather drink the pool than close it."', "", "", "Joel Aye"),
        ('"It\'s just water."', "", "", "Nadia Farouk"),
        ('"Glug."', "", "", "Craig Dunn"),
    ),
    "161-tag-question": (
        ('"Who paid?"', "asked", "Nadia Farouk", "Nadia Farouk"),
        ('"You did,"', "answered", "Otto Grim", "Otto Grim"),
        ('"With whose money?"', "", "", "Nadia Farouk"),
        ('"Yours."', "", "", "Otto Grim"),
    ),
    "24-byline-dateline": (
        ("Turkey will send a delegation to the summit", "said", "Foreign Minister Selim Aras", "Selim Aras"),
        ('"We will listen to everyone,"', "told", "Aras", "Selim Aras"),
    ),
    "143-translated-title": (
        ("that this was false", "told", "The ministry", "the ministry"),
        ('"We have receipts,"', "told", "a ministry source", "a ministry source"),
    ),
    "156-ministry-told-paper": (
        ("that the builder had been paid twice", "reported", "The Eastmere Echo", "Eastmere Echo"),
        ("the report", "denied", "The company", "the company"),
        ("it would check", "said", "The council", "the council"),
        ("it had no record", "said", "The ministry", "the ministry"),
        ("it was shocked", "said", "The union", "the union"),
    ),
    "104-while-two": (
        ('"It is a sad day,"', "said", "swimmer Hilda Bauer", "Hilda Bauer"),
        ('"it was always going to happen"', "said", "her coach, Piet Smit,", "Piet Smit"),
    ),
    "142-embedded-script": (('"You did."', "answered", "the clerk", "the clerk"),),
    "28-said-who-long": (
        ("“We feed four hundred families a week,”", "said", "Ingrid Dahl-Okonkwo", "Ingrid Dahl-Okonkwo"),
        ("“It used to be forty.”", "", "", "Ingrid Dahl-Okonkwo"),
    ),
    "113-relative-and": (
        ("the vote was a disgrace", "said", "Coach Piet Smit", "Piet Smit"),
        ('"Shame,"', "said", "Hilda Bauer", "Hilda Bauer"),
    ),
    "47-two-anonymous": (
        ('"dead on arrival"', "said", "One European diplomat", "one European diplomat"),
        ("it could still be saved", "said", "Another", "another"),
        ("the first two had not read it", "said", "A third diplomat, from a Baltic state,",
         "a third diplomat, from a Baltic state"),
        ('"They are guessing,"', "said", "the diplomat", "a third diplomat, from a Baltic state"),
    ),
    "50-quoted-as-saying": (
        ('the rebels "will be crushed"', "was quoted by", "President Idris Baran", "Idris Baran"),
        ('"We hold the airport."', "told", "The rebels' spokesman, Colonel Ferit Sana,", "Ferit Sana"),
    ),
    "55-misattribution-correction": (('"It went as planned,"', "said", "Blythe", "Oscar Blythe"),),
    "119-writing": (('"Our members are heartbroken,"', "read", "the email", "Eastmere Swimming Club"),),
    "128-nested-told": (
        ('the mayor had promised "a new pool by spring"', "told", "Piet Smit", "Piet Smit"),
        ('"a new pool by spring"', "promised", "the mayor", "the mayor"),
        ('"Not in my lifetime."', "told", "Ms Farouk", "Ms Farouk"),
        ("the vote was fixed", "saying", "Craig Dunn", "Craig Dunn"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLE)
def test_a_case_is_linked_right(case: str) -> None:
    text = (CASES / f"{case}.txt").read_text(encoding="utf-8")
    found = names(text, *(said(text, content, cue, source) for content, cue, source, _ in TABLE[case]))
    assert found == [expected for *_, expected in TABLE[case]]
