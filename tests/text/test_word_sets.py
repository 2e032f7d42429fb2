from attrib.text.word_sets import word_set


def test_word_sets_join_lines_and_keep_compounds() -> None:
    assert word_set("one two", "hong_kong") == {"one", "two", "hong kong"}
