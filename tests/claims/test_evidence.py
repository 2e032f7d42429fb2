"""What speaks for two texts making one claim."""

from attrib.claims.evidence import shared_words


def test_shared_words_are_words_in_any_form_and_no_letters_left_of_a_genitive() -> None:
    assert shared_words("Mueller’s reports cleared 9 men", "The report of Mueller's 9 men") == (
        "mueller", "reports", "9", "men",
    )  # fmt: skip
    assert shared_words("It's so", "It's not") == ()
