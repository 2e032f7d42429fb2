from attrib.english.titles import COURTESY_TITLES, KEY_SUFFIXES, KEY_TITLES, NAME_SUFFIXES, POSTNOMINALS, TITLES


def test_titles_say_what_they_are() -> None:
    assert "mr" in COURTESY_TITLES
    assert "president" in TITLES - COURTESY_TITLES
    assert POSTNOMINALS >= NAME_SUFFIXES | KEY_SUFFIXES


def test_words_left_out_of_stored_keys_stay_as_databases_hold_them() -> None:
    assert len(KEY_TITLES) == 59
    assert {"prime", "minister", "ayatollah"} <= KEY_TITLES
    assert {"jr", "sr", "ii", "iii", "iv", "phd", "md", "mp", "qc", "kc", "mep", "msp"} == KEY_SUFFIXES
