"""Names of the world in small texts of their own: who is meant by each source, from capitals alone."""

from pathlib import Path

import pytest

from attrib.data import ActorKind
from tests.pipeline.attributed import said, speakers

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
PERSON, GROUP, UNNAMED = ActorKind.PERSON, ActorKind.GROUP, ActorKind.UNNAMED


@pytest.mark.parametrize(
    ("case", "content", "source", "name", "kind"),
    [
        (
            "09-nickname-in-quotes",
            "the mill would not reopen",
            'William "Buddy" Harmon',
            'William "Buddy" Harmon',
            PERSON,
        ),
        ("09-nickname-in-quotes", "There's no money in it", "Harmon", 'William "Buddy" Harmon', PERSON),
        (
            "09-nickname-in-quotes",
            "two men were held overnight",
            'Sheriff Dale "Tex" Moody',
            'Dale "Tex" Moody',
            PERSON,
        ),
        (
            "28-said-who-long",
            "We feed four hundred families a week",
            "Ingrid Dahl-Okonkwo, who has run the food bank with her husband, Peter Okonkwo, since the closure",
            "Ingrid Dahl-Okonkwo",
            PERSON,
        ),
        (
            "113-relative-and",
            "the vote was a disgrace",
            "Coach Piet Smit, who came with his daughter, Lotte Smit, and the whole of the junior team",
            "Piet Smit",
            PERSON,
        ),
        (
            "113-relative-and",
            "Shame",
            "Hilda Bauer, whose husband, Karl, and sons learned to swim there",
            "Hilda Bauer",
            PERSON,
        ),
        (
            "44-junior-senior",
            "he would run for the seat his father held",
            "J.R. Holloway Jr.",
            "J.R. Holloway Jr.",
            PERSON,
        ),
        ("44-junior-senior", "he was proud", "J.R. Holloway Sr.", "J.R. Holloway Sr.", PERSON),
        ("44-junior-senior", "Dad taught me to listen", "the younger Holloway", "J.R. Holloway Jr.", PERSON),
        ("44-junior-senior", "He'll do fine", "the elder Holloway", "J.R. Holloway Sr.", PERSON),
        ("112-jr", "My father would understand", "Frank Duval Jr.", "Frank Duval Jr.", PERSON),
        ("40-chinese-korean-names", "It will hurt", "Ms Zhang", "Zhang Li", PERSON),
        ("40-chinese-korean-names", "We are not a party", "Park", "Park Ji-hoon", PERSON),
        ("41-spanish-surnames", "There is no crisis", "Ortega", "Andrés Ortega Ruiz", PERSON),
        ("41-spanish-surnames", "reserves had fallen", "Peña", "María del Carmen Peña Solís", PERSON),
        ("87-zero-width-rtl", "We can", "Mayor Ma\u200briam Had\u00addad", "Mariam Haddad", PERSON),
        ("87-zero-width-rtl", "the bridge was safe", "Mariam Haddad", "Mariam Haddad", PERSON),
        ("91-decomposed-ligature", "We will re", "o\ufb03cial Zoe\u0308 Mu\u0308ller", "Zoë Müller", PERSON),
        ("91-decomposed-ligature", "It ", "Mu\u0308ller", "Zoë Müller", PERSON),
        ("115-korean", "It is old", "Mr Kim", "Kim Tae-yang", PERSON),
        ("115-korean", "I loved it", "Ms Kim", "Kim Soo-min", PERSON),
        ("117-nickname", "he had warned the council", "Tull", 'Robert "Bobby" Tull', PERSON),
        ("117-nickname", "I should know", "Orde", "James (Jim) Orde", PERSON),
        ("131-apostrophe-variants", "It was my church", "O'Rourke", "Siobhan O’Rourke", PERSON),
        ("131-apostrophe-variants", "the vote was a fraud", "Muller", "Zoë Müller", PERSON),
        ("133-vietnamese-burmese", "I have three children", "Mr Dat", "Nguyen Van Dat", PERSON),
        ("133-vietnamese-burmese", "she would go home", "Daw Khin", "Daw Khin Mya", PERSON),
        ("149-cjk-names-table", "she was sad", "Swimmer Тамара Иванова", "Тамара Иванова", PERSON),
        ("157-zwsp-softhyphen", "the pool was un", "Na\u00addia Fa\u00adrouk", "Nadia Farouk", PERSON),
        ("157-zwsp-softhyphen", "It is fine", "Mr Grim", "Otto Grim", PERSON),
        ("47-two-anonymous", "it could still be saved", "Another", "another", UNNAMED),
        (
            "47-two-anonymous",
            "the first two had not read it",
            "A third diplomat, from a Baltic state,",
            "a third diplomat, from a Baltic state",
            UNNAMED,
        ),
        ("108-orgword-surname", "the pool had saved her life", "Sarah Church", "Sarah Church", PERSON),
        ("108-orgword-surname", "he would miss it", "Resident Tom Court", "Tom Court", PERSON),
        ("108-orgword-surname", "nobody had asked her", "Swimmer Femke Post", "Femke Post", PERSON),
        ("108-orgword-surname", "trade would fall", "Baker Ian Street", "Ian Street", PERSON),
        ("108-orgword-surname", "the pipes were fine", "Plumber Joanna Bank", "Joanna Bank", PERSON),
        ("159-unnamed-relative", "the pool was a grave", "Her uncle", "her uncle", UNNAMED),
        ("159-unnamed-relative", "it stank", "A second neighbour", "a second neighbour", UNNAMED),
        ("159-unnamed-relative", "he would move", "One of them", "one of them", UNNAMED),
        ("159-unnamed-relative", "a prayer", "The pontiff", "the pontiff", UNNAMED),
        ("159-unnamed-relative", "he was heartbroken", "The veteran swimmer", "the veteran swimmer", UNNAMED),
        ("63-emoji-hashtag-post", "No deal", "Deputy PM Zoran Kolar", "Zoran Kolar", PERSON),
    ],
)
def test_who_is_meant(case: str, content: str, source: str, name: str, kind: ActorKind) -> None:
    text = (CASES / f"{case}.txt").read_text(encoding="utf-8")
    (speaker,) = speakers(text, said(text, content, "said", source))
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (name, kind)
