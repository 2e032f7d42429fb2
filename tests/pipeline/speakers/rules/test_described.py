from attrib.data import ActorKind, EntityKind, Mention, Reason, Span
from tests.pipeline.attributed import names, said, speakers


def body(text: str, name: str) -> Mention:
    """The first mention of a body, as the model would mark it."""
    return Mention(Span(text.index(name), text.index(name) + len(name)), EntityKind.ORGANIZATION)


def test_a_speech_is_its_speaker_s() -> None:
    text = "David Quill met teachers. Mr Quill's speech called for smaller classes. Mr Quill's dog barked."
    (speaker,) = speakers(text, said(text, "smaller classes", "called for", "Mr Quill's speech"))
    assert speaker is not None
    assert (speaker.name, speaker.reason) == ("David Quill", Reason.ROLE)


def test_figures_are_those_of_the_one_body_named_in_them() -> None:
    text = "Zelmari Trade Board figures show a rise. A Norwell Bank/Zelmari Trade Board poll shows a fall."
    board = [body(text, "Zelmari Trade Board"), body(text, "Norwell Bank")]
    found = names(
        text,
        said(text, "a rise", "show", "Zelmari Trade Board figures"),
        said(text, "a fall", "shows", "A Norwell Bank/Zelmari Trade Board poll"),
        mentions=tuple(board),
    )
    assert found == ["Zelmari Trade Board", "a Norwell Bank/Zelmari Trade Board poll"]


def test_a_legal_action_is_whoever_sues() -> None:
    text = "Ida Quill is suing the port. The legal action accuses the port of neglect. Legal advice said so."
    assert names(text, said(text, "the port of neglect", "accuses", "The legal action")) == ["Ida Quill"]


def test_some_are_those_who_just_spoke() -> None:
    text = "Harbour pilots have cast doubt on the plan. Some suggest it will fail.\n\nSeveral met later. Many left."
    found = speakers(
        text,
        said(text, "the plan", "cast doubt on", "Harbour pilots"),
        said(text, "it will fail", "suggest", "Some"),
    )
    assert [(speaker.name, speaker.kind) for speaker in found if speaker] == [
        ("harbour pilots", ActorKind.GROUP),
        ("harbour pilots", ActorKind.GROUP),
    ]


def test_some_stay_some_after_one_person() -> None:
    text = "Ida Quill welcomed the plan. Some suggest it will fail."
    found = names(text, said(text, "the plan", "welcomed", "Ida Quill"), said(text, "it will fail", "suggest", "Some"))
    assert found == ["Ida Quill", "some"]


def test_one_of_many_is_one_person_and_one_of_bodies_a_body() -> None:
    text = "One of the port's oldest pilots said it sank. One of the largest companies said it swam."
    found = speakers(
        text,
        said(text, "it sank", "said", "One of the port's oldest pilots"),
        said(text, "it swam", "said", "One of the largest companies"),
    )
    assert [speaker.kind for speaker in found if speaker] == [ActorKind.UNNAMED, ActorKind.ORGANIZATION]


def test_who_is_named_in_a_quotation_does_not_speak_it() -> None:
    text = (
        "Coach Ida Quill rapped captain Peter Moss on Monday.\n\nMoss had spoken of his rivals.\n\n"
        '"I have had a word with Peter," the coach told reporters. "Moss knows now."'
    )
    found = names(
        text,
        said(text, "his rivals", "had spoken of", "Moss"),
        said(text, '"I have had a word with Peter,"', "told", "the coach"),
        said(text, '"Moss knows now."'),
    )
    assert found == ["Peter Moss", "Ida Quill", "Ida Quill"]


def test_a_quotation_that_names_the_last_speaker_goes_to_another() -> None:
    text = 'Ida Quill saw Peter Moss. Moss said the port was shut.\n\n"Moss is wrong."'
    found = names(text, said(text, "the port was shut", "said", "Moss"), said(text, '"Moss is wrong."'))
    assert found == ["Peter Moss", "Ida Quill"]


def test_he_is_nobody_whom_the_words_after_him_name() -> None:
    text = "Peter Moss met Karl Brandt. Brandt had been late. He said Brandt was never on time."
    assert names(text, said(text, "Brandt was never on time", "said", "He")) == ["Peter Moss"]


def test_names_in_front_of_the_pronoun_may_be_its_own() -> None:
    text = "Karl Brandt met Peter Moss. Brandt's plan would work, he said."
    assert names(text, said(text, "Brandt's plan would work", "said", "he")) == ["Karl Brandt"]


def test_a_body_described_first_is_the_one_that_speaks_next() -> None:
    text = "Ports must change, says a transport charity. Norwell Harbour Trust said rules were old."
    trust = body(text, "Norwell Harbour Trust")
    found = names(
        text,
        said(text, "Ports must change", "says", "a transport charity"),
        said(text, "rules were old", "said", "Norwell Harbour Trust"),
        mentions=(trust,),
    )
    assert found == ["Norwell Harbour Trust", "Norwell Harbour Trust"]


def test_a_body_described_first_is_the_one_whose_chief_speaks_next() -> None:
    text = "Ports must change, says the transport watchdog. Portwatch chief Ida Quill said rules were old."
    found = names(
        text,
        said(text, "Ports must change", "says", "the transport watchdog"),
        said(text, "rules were old", "said", "Portwatch chief Ida Quill"),
        mentions=(body(text, "Portwatch"),),
    )
    assert found == ["Portwatch", "Ida Quill"]


def test_a_description_means_the_person_with_whom_the_next_sentence_begins() -> None:
    text = (
        "Norwell Bank has held talks, its chief has said. Karl Brandt met owner Ida Quill. "
        "A rise is likely, said Ms Quill."
    )
    found = names(
        text,
        said(text, "Norwell Bank has held talks", "has said", "its chief"),
        said(text, "A rise is likely", "said", "Ms Quill"),
        mentions=(body(text, "Norwell Bank"),),
    )
    assert found == ["Karl Brandt", "Ida Quill"]


def test_a_day_is_no_body() -> None:
    text = "Ida Quill, at Monday's debate, cited rules. Ms Quill said it was over."
    (speaker,) = speakers(text, said(text, "it was over", "said", "Ms Quill"))
    assert speaker is not None
    assert speaker.affiliation is None
