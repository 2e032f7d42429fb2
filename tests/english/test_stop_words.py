from attrib.english.stop_words import EVIDENCE_STOP_WORDS, TOPIC_STOP_WORDS


def test_words_without_content_are_left_out_of_both() -> None:
    assert {"the", "of", "their"} <= EVIDENCE_STOP_WORDS & TOPIC_STOP_WORDS


def test_negations_are_evidence_and_no_topics() -> None:
    assert not {"not", "no", "against"} & EVIDENCE_STOP_WORDS
    assert {"not", "no", "against"} <= TOPIC_STOP_WORDS


def test_titles_are_no_evidence() -> None:
    assert {"mr", "mrs", "ms"} <= EVIDENCE_STOP_WORDS


def test_plain_verbs_of_saying_are_no_evidence_and_what_takes_a_side_is() -> None:
    assert {"said", "says", "told", "added", "according"} <= EVIDENCE_STOP_WORDS
    assert not {"accused", "praised", "warned", "insisted"} & EVIDENCE_STOP_WORDS
    assert "said" not in TOPIC_STOP_WORDS
