"""Which language a text is in."""

import py3langid
import pytest

from attrib.data import Document
from attrib.memory import give_back
from attrib.readers import language
from attrib.readers.language import UNDETERMINED, detect, determined


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The prime minister said on Tuesday that taxes would rise, and that nobody should be surprised by it.", "en"),
        ("OIL PRICES UP 3 PCT AS OPEC MEMBERS SAY THEY WILL CUT OUTPUT NEXT MONTH, TRADERS IN LONDON SAID", "en"),
        ("Der Kanzler sagte am Dienstag, die Steuern würden steigen, und niemand dürfe davon überrascht sein.", "de"),
        (
            "Le premier ministre a déclaré mardi que les impôts augmenteraient.",
            "fr",
        ),
        ("El presidente dijo el martes que los impuestos subirían y que nadie debería sorprenderse por ello.", "es"),
        ("Премьер-министр заявил во вторник, что налоги вырастут и что никто не должен этому удивляться.", "ru"),
        ("首相は火曜日に、税金が上がると述べ、誰も驚くべきではないと語った。", "ja"),
        ("قال رئيس الوزراء يوم الثلاثاء إن الضرائب سترتفع", "ar"),
        ("", "en"),
        ("Le ministre a démissionné mardi soir à Paris, dit-on", "fr"),
        ("Trump", "en"),
        ("12,345 67.8%", "en"),
        ("Shr 32 cts vs 18 cts Net 1.2 mln vs 680,000 Revs 21.4 mln vs 17.1 mln Avg shrs 3,750,000", "en"),
    ],
)
def test_languages_are_told_apart(text: str, expected: str) -> None:
    assert detect(text) == expected


def test_the_answer_is_the_same_every_time() -> None:
    text = "Il presidente ha detto martedì che le tasse aumenteranno e che nessuno dovrebbe sorprendersi."
    assert {detect(text) for _ in range(5)} == {"it"}


def test_what_a_reader_left_undetermined_is_determined() -> None:
    text = "Le premier ministre a déclaré mardi que les impôts augmenteraient."
    assert determined(Document(text, language=UNDETERMINED)).language == "fr"
    assert determined(Document(text, language=UNDETERMINED), known="it").language == "it"
    assert determined(Document(text), known="it").language is None
    assert determined(Document(text, language="de"), known="it").language == "de"


def test_the_tables_in_pages_tell_what_py3langid_tells() -> None:
    texts = "Il presidente ha dettato le condizioni.", "Talouskasvu hidastuu ensi vuonna.", "Shr 12 cts", ""
    for text in texts:
        assert language._ranking()(text) == py3langid.rank(text)
        give_back()
        assert language._ranking()(text) == py3langid.rank(text)
