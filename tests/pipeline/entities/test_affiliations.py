"""Roles and affiliations beside a name."""

import pytest

from attrib.data import ActorKind, EntityKind, Reason
from tests.pipeline.attributed import named, said, speakers


def test_a_surname_leads_back_to_the_full_name_and_its_post() -> None:
    text = "Zelmari spokesperson Orhan Tasbek spoke late. Tasbek said the port was closed."
    (speaker,) = speakers(text, said(text, "the port was closed", "said", "Tasbek"))
    assert speaker is not None
    assert (speaker.name, speaker.role, speaker.affiliation) == ("Orhan Tasbek", "spokesperson", "Zelmari")
    assert (speaker.kind, speaker.reason) == (ActorKind.PERSON, Reason.SURNAME)
    assert speaker.mention is not None
    assert speaker.mention.of(text) == "Orhan Tasbek"
    assert [span.of(text) for span in speaker.evidence] == ["Zelmari spokesperson", "Zelmari"]


@pytest.mark.parametrize(
    ("source", "role", "affiliation"),
    [
        ("Ida Quill, a spokeswoman for Norwell Council,", "spokeswoman", "Norwell Council"),
        ("Norwell Council spokeswoman Ida Quill", "spokeswoman", "Norwell Council"),
        ("Norwell Council's head of planning, Ida Quill,", "head of planning", "Norwell Council"),
        ("Ida Quill, from Norwell Council,", None, "Norwell Council"),
        ("shadow trade minister Ida Quill", "shadow trade minister", None),
        ("French trade minister Ida Quill", "trade minister", "France"),
        ("Labour MP Ida Quill", "MP", "Labour"),
        ("Sen. Ida Quill, R-Iowa,", "Sen", "Republican Party"),
        ("Sen. Ida Quill (D)", "Sen", "Democratic Party"),
        ("Tory Ida Quill", None, "Tory"),
        ("Lib Dem MP Ida Quill", "MP", "Lib Dem"),
        ("Ida Quill, for the Liberal Democrats,", None, "Liberal Democrats"),
        ("Ida Quill, senior analyst at 4Cast,", "senior analyst", "4Cast"),
        ("Ida Quill, consultant at security firm Sophos,", "consultant", "Sophos"),
        ("Ida Quill of the Campaign for Tobacco-Free Kids", None, "Campaign for Tobacco-Free Kids"),
        ("AMR's chief executive Ida Quill", "chief executive", "AMR"),
        ("Arsenal's Ida Quill", None, "Arsenal"),
        ("Ida Quill, an adviser to Peter Moss,", "adviser", "Peter Moss"),
        ("Tuesday Foreign Secretary Ida Quill", "Foreign Secretary", None),
        ("Bank of Melton spokeswoman Ida Quill", "spokeswoman", "Bank of Melton"),
        ("vice minister for trade Ida Quill", "vice minister for trade", None),
        ("Ida Quill, 34, tracked down a doctor and", None, None),
    ],
)
def test_role_and_affiliation_beside_the_name(source: str, role: str | None, affiliation: str | None) -> None:
    text = f"It rained all day. {source} said the bridge would close. The rain went on."
    (speaker,) = speakers(text, said(text, "the bridge would close", "said", source))
    assert speaker is not None
    assert (speaker.name, speaker.role, speaker.affiliation) == ("Ida Quill", role, affiliation)


def test_a_former_post_stays_former() -> None:
    text = "Former Ohio Governor Ida Quill said it was over."
    statement = said(text, "it was over", "said", "Former Ohio Governor Ida Quill")
    (speaker,) = speakers(text, statement, mentions=(named(text, "Ohio", EntityKind.LOCATION),))
    assert speaker is not None
    assert (speaker.role, speaker.affiliation) == ("Former Governor", "Ohio")


def test_a_body_whose_name_the_model_cut_is_read_to_its_end() -> None:
    text = "A spokesman for the British Phonographic Industry said it was over."
    statement = said(text, "it was over", "said", "A spokesman for the British Phonographic Industry")
    mention = named(text, "Phonographic Industry", EntityKind.ORGANIZATION)
    (speaker,) = speakers(text, statement, mentions=(mention,))
    assert speaker is not None
    assert (speaker.role, speaker.affiliation) == ("spokesman", "British Phonographic Industry")


def test_a_day_is_no_body() -> None:
    text = "Ida Quill, at Monday's debate, cited rules. Ms Quill said it was over."
    (speaker,) = speakers(text, said(text, "it was over", "said", "Ms Quill"))
    assert speaker is not None
    assert speaker.affiliation is None


def test_a_surname_that_is_a_nationality_tells_no_country() -> None:
    text = "Glenn English and Ida Quill said it was over."
    (speaker,) = speakers(text, said(text, "it was over", "said", "Glenn English and Ida Quill"))
    assert speaker is not None
    assert speaker.affiliation is None
