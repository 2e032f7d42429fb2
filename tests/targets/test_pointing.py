"""Which targets say only in their own article what is meant."""

import pytest

from attrib.targets.pointing import is_pointing


@pytest.mark.parametrize(
    "target",
    [
        *("this", "them", "nobody", "", "…", "people", "the bill", "Bills"[:-1], "Amendment", "new rule"),
        *("his administration", "such disclosure", "The campaign", "the whistleblower", "these sanctions"),
    ],
)
def test_it_points(target: str) -> None:
    assert is_pointing(target)


@pytest.mark.parametrize(
    "target",
    [
        *("abortion", "the Kremlin", "Obamacare", "Democrats", "the economy", "the media", "U.S.", "DACA"),
        *("the health care bill", "Second Amendment", "the plan to withdraw", "border wall", "Mr Bill"),
    ],
)
def test_it_names(target: str) -> None:
    assert not is_pointing(target)
