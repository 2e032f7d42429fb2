from attrib.english.sides import OPPOSING_VERBS, PERSONAL_VERBS, SUPPORTING_VERBS


def test_a_verb_tells_one_side() -> None:
    assert "condemn" in OPPOSING_VERBS
    assert "welcom" in SUPPORTING_VERBS
    assert not OPPOSING_VERBS & SUPPORTING_VERBS


def test_people_are_praised_or_blamed_and_plans_rejected() -> None:
    assert {"accus", "prais"} <= PERSONAL_VERBS
    assert not {"reject", "endors"} & PERSONAL_VERBS
    assert PERSONAL_VERBS <= OPPOSING_VERBS | SUPPORTING_VERBS
