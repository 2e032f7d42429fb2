from attrib.english.word_classes import WordClass


def test_every_class_is_one_of_its_own_and_named_in_words() -> None:
    assert len(WordClass) == len(WordClass.__members__)
    assert all(kind.value.replace(" ", "").replace("-", "").isalpha() for kind in WordClass)
