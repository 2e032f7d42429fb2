import pytest

from attrib.data import ActorKind, Document, EntityKind, Mention, Reason, Span, Statement, StatementType
from attrib.pipeline.speakers.resolver import resolve
from tests.pipeline.attributed import names, said, speakers


def named(text: str, name: str, kind: EntityKind) -> Mention:
    """The first mention of a name, as the model would mark it."""
    return Mention(Span(text.index(name), text.index(name) + len(name)), kind)


def test_a_surname_leads_back_to_the_full_name_and_its_post() -> None:
    text = "Zelmari spokesperson Orhan Tasbek spoke late. Tasbek said the port was closed."
    (speaker,) = speakers(text, said(text, "the port was closed", "said", "Tasbek"))
    assert speaker is not None
    assert (speaker.name, speaker.role, speaker.affiliation) == ("Orhan Tasbek", "spokesperson", "Zelmari")
    assert (speaker.kind, speaker.reason) == (ActorKind.PERSON, Reason.SURNAME)
    assert speaker.mention is not None
    assert speaker.mention.of(text) == "Orhan Tasbek"
    assert [span.of(text) for span in speaker.evidence] == ["Zelmari spokesperson"]


def test_a_headline_looks_forward() -> None:
    text = "Port must close - Quill\n\nThe harbour is unsafe, says engineer Ida Quill."
    assert names(text, said(text, "Port must close", "", "Quill")) == ["Ida Quill"]


def test_pronouns_follow_subject_gender_and_last_speaker() -> None:
    text = (
        "Susan Hale met Peter Moss on Monday. She said the talks went well. "
        'Mr Moss left early. "It was late," he said.\n\n"Too late," he added.'
    )
    found = names(
        text,
        said(text, "the talks went well", "said", "She"),
        said(text, '"It was late,"', "said", "he"),
        said(text, '"Too late,"', "added", "he"),
    )
    assert found == ["Susan Hale", "Peter Moss", "Peter Moss"]


def test_it_and_they_mean_bodies_and_groups() -> None:
    text = "Norwell Council met late. It said roads would close. Local traders protested. They said trade would suffer."
    found = speakers(
        text, said(text, "roads would close", "said", "It"), said(text, "trade would suffer", "said", "They")
    )
    assert [(speaker.name, speaker.kind) for speaker in found if speaker] == [
        ("Norwell Council", ActorKind.ORGANIZATION),
        ("local traders", ActorKind.GROUP),
    ]


def test_a_pronoun_that_nobody_fits_stays_silent() -> None:
    text = "He said it was over."
    (statement,) = resolve(Document(text), [said(text, "it was over", "said", "He")], ()).statements
    assert (statement.speaker, statement.silence) == (None, Reason.NO_ANTECEDENT)


def test_a_passive_has_no_speaker() -> None:
    text = "Peter Moss was in town. It was announced that the bridge would close."
    (statement,) = resolve(Document(text), [said(text, "that the bridge would close", "was announced")], ()).statements
    assert (statement.speaker, statement.silence) == (None, Reason.NO_SOURCE)


def test_a_quotation_without_cue_goes_on_with_the_last_speaker() -> None:
    text = '"We lost," said coach Ida Quill. "We were poor."'
    found = speakers(text, said(text, '"We lost,"', "said", "coach Ida Quill"), said(text, '"We were poor."'))
    assert [(speaker.name, speaker.reason) for speaker in found if speaker] == [
        ("Ida Quill", Reason.EXACT),
        ("Ida Quill", Reason.CONTINUATION),
    ]


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
        ("Sen. Ida Quill, R-Iowa,", "Sen", "Republicans"),
        ("Sen. Ida Quill (D)", "Sen", "Democrats"),
        ("Tory Ida Quill", None, "Conservative Party"),
        ("Lib Dem MP Ida Quill", "MP", "Liberal Democrats"),
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


def test_a_bare_post_is_held_in_the_body_that_spoke_before() -> None:
    text = "The Harbour Trust said it would rebuild. Chairman Ivo Hale said work would start soon."
    found = speakers(
        text,
        said(text, "it would rebuild", "said", "The Harbour Trust"),
        said(text, "work would start soon", "said", "Chairman Ivo Hale"),
    )
    assert found[1] is not None
    assert (found[1].role, found[1].affiliation) == ("Chairman", "Harbour Trust")


def test_a_bare_post_is_held_in_the_body_of_the_story() -> None:
    text = "Boss Ivo Hale rued Melton United's failure. Melton United drew. Hale said it was poor."
    found = speakers(text, said(text, "it was poor", "said", "Hale"))
    assert found[0] is not None
    assert (found[0].role, found[0].affiliation) == ("Boss", "Melton United")


def test_a_sentence_that_begins_with_a_post_tells_it_of_the_person_before() -> None:
    text = (
        "Charles Kale will speak at a temple. The Liberal Democrat leader is to go there on Friday. "
        "Mr Kale said trust had gone."
    )
    (speaker,) = speakers(text, said(text, "trust had gone", "said", "Mr Kale"))
    assert speaker is not None
    assert (speaker.role, speaker.affiliation) == ("leader", "Liberal Democrats")


def test_a_post_is_not_told_of_somebody_who_has_another() -> None:
    text = "Chancellor Ida Quill will speak. The French president is to answer. Ms Quill said she was ready."
    (speaker,) = speakers(text, said(text, "she was ready", "said", "Ms Quill"))
    assert speaker is not None
    assert (speaker.role, speaker.affiliation) == ("Chancellor", None)


def test_the_spokesman_of_a_party_is_the_politician_who_spoke() -> None:
    text = "Shadow trade minister Ida Quill told MPs it was wrong. The Tory spokeswoman said it would fail."
    found = names(
        text,
        said(text, "it was wrong", "told", "Shadow trade minister Ida Quill"),
        said(text, "it would fail", "said", "The Tory spokeswoman"),
    )
    assert found == ["Ida Quill", "Ida Quill"]
    other = text.replace("Shadow", "Labour")
    found = names(
        other,
        said(other, "it was wrong", "told", "Labour trade minister Ida Quill"),
        said(other, "it would fail", "said", "The Tory spokeswoman"),
    )
    assert found == ["Ida Quill", "the Tory spokeswoman"]


@pytest.mark.parametrize(("first", "later"), [("Labour MP", "The Ealing North MP"), ("Arsenal's", "The Brazilian")])
def test_a_seat_or_nationality_does_not_speak_against_a_party_or_club(first: str, later: str) -> None:
    text = f"{first} Ida Quill told her story. {later} said it was long ago."
    assert names(text, said(text, "it was long ago", "said", later)) == ["Ida Quill"]


def test_a_seat_elsewhere_speaks_against_it() -> None:
    text = "Texas Senator Ida Quill told her story. The Florida senator said it was long ago."
    places = tuple(named(text, place, EntityKind.LOCATION) for place in ("Texas", "Florida"))
    found = names(text, said(text, "it was long ago", "said", "The Florida senator"), mentions=places)
    assert found == ["the Florida senator"]


def test_a_former_post_stays_former_where_its_place_is_cut_out() -> None:
    text = "Former Ohio Governor Ida Quill said it was over."
    statement = said(text, "it was over", "said", "Former Ohio Governor Ida Quill")
    (speaker,) = speakers(text, statement, mentions=(named(text, "Ohio", EntityKind.LOCATION),))
    assert speaker is not None
    assert (speaker.role, speaker.affiliation) == ("former Governor", "Ohio")


def test_a_body_whose_name_the_model_cut_is_read_to_its_end() -> None:
    text = "A spokesman for the British Phonographic Industry said it was over."
    statement = said(text, "it was over", "said", "A spokesman for the British Phonographic Industry")
    mention = named(text, "Phonographic Industry", EntityKind.ORGANIZATION)
    (speaker,) = speakers(text, statement, mentions=(mention,))
    assert speaker is not None
    assert (speaker.role, speaker.affiliation) == ("spokesman", "British Phonographic Industry")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Quill and others", "Ida Quill and others"),
        ("Quill and Moss", "Ida Quill and Peter Moss"),
        ("Quill, Norwell's Ann Hale and Reuters' Peter Moss", "Ida Quill, Norwell's Ann Hale and Reuters' Peter Moss"),
    ],
)
def test_several_speakers_are_called_by_their_full_names(source: str, name: str) -> None:
    text = f"Ida Quill met Peter Moss. {source} said the bridge would close."
    (speaker,) = speakers(text, said(text, "the bridge would close", "said", source))
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (name, ActorKind.GROUP)


def test_whom_a_group_meets_is_not_the_speaker() -> None:
    text = "Peter Moss arrived. The five unions meeting Mr Moss said the rules must go."
    found = names(text, said(text, "the rules must go", "said", "The five unions meeting Mr Moss"))
    assert found == ["the five unions meeting Mr Moss"]


def test_a_description_in_dashes_names_somebody_else() -> None:
    text = "Ida Quill - then adviser to President Peter Moss - said it was theft."
    assert names(text, said(text, "it was theft", "said", "Ida Quill - then adviser to President Peter Moss -")) == [
        "Ida Quill"
    ]


def test_roles_lead_to_their_holder_and_shadow_posts_do_not() -> None:
    text = (
        "Chancellor Peter Moss raised taxes. Shadow chancellor Ida Quill was angry. "
        "The chancellor said it was needed. The shadow chancellor called it theft."
    )
    found = names(
        text,
        said(text, "it was needed", "said", "The chancellor"),
        said(text, "it theft", "called", "The shadow chancellor"),
    )
    assert found == ["Peter Moss", "Ida Quill"]


def test_a_post_of_another_country_is_another_post() -> None:
    text = "French president Paul Hale arrived. The Polish president said little was agreed."
    assert names(text, said(text, "little was agreed", "said", "The Polish president")) == ["the Polish president"]


def test_a_description_of_somebody_in_mind() -> None:
    text = "Ida Quill scored twice. The 34-year-old said the goals were lucky."
    assert names(text, said(text, "the goals were lucky", "said", "The 34-year-old")) == ["Ida Quill"]


def test_an_opening_description_is_named_later() -> None:
    text = "A senior engineer has warned that the bridge is unsafe.\n\nIda Quill said steel was missing."
    found = names(
        text,
        said(text, "that the bridge is unsafe", "has warned", "A senior engineer"),
        said(text, "steel was missing", "said", "Ida Quill"),
    )
    assert found == ["Ida Quill", "Ida Quill"]


def test_unnamed_speakers_keep_their_phrase_and_affiliation() -> None:
    text = "A spokesman for the Home Office said it was wrong. He said it would change. Iraqi officials denied it all."
    found = speakers(
        text,
        said(text, "it was wrong", "said", "A spokesman for the Home Office"),
        said(text, "it would change", "said", "He"),
        said(text, "it all", "denied", "Iraqi officials"),
    )
    assert [(speaker.name, speaker.kind, speaker.affiliation) for speaker in found if speaker] == [
        ("a spokesman for the Home Office", ActorKind.UNNAMED, "Home Office"),
        ("a spokesman for the Home Office", ActorKind.UNNAMED, "Home Office"),
        ("Iraqi officials", ActorKind.GROUP, "Iraq"),
    ]


def test_acronyms_and_generic_nouns_lead_to_the_body() -> None:
    text = (
        "The National Port Authority (NPA) lost money. The NPA said trade was down. "
        "The ministry was silent. The authority blamed the weather."
    )
    found = speakers(
        text, said(text, "trade was down", "said", "The NPA"), said(text, "the weather", "blamed", "The authority")
    )
    assert [(speaker.name, speaker.reason) for speaker in found if speaker] == [
        ("National Port Authority", Reason.ACRONYM),
        ("National Port Authority", Reason.ROLE),
    ]


def test_a_report_speaks_for_its_author() -> None:
    text = "A report by Norwell University found leaks. The report said pipes were old."
    found = names(
        text,
        said(text, "leaks", "found", "A report by Norwell University"),
        said(text, "pipes were old", "said", "The report"),
    )
    assert found == ["Norwell University", "Norwell University"]


def test_who_means_the_name_or_people_just_before() -> None:
    text = "We met Ida Quill, who said it was late, and union officials who had warned of delays."
    found = names(text, said(text, "it was late", "said", "who"), said(text, "of delays", "had warned", "who had"))
    assert found == ["Ida Quill", "union officials"]


def test_first_person_inside_a_quotation_is_its_speaker() -> None:
    text = '"I think the road is safe," said Ida Quill.'
    whole = said(text, '"I think the road is safe,"', "said", "Ida Quill")
    inner = Statement(StatementType.INDIRECT, (Span(9, 25),), (Span(3, 8),), (Span(1, 2),))
    found = speakers(text, whole, inner)
    assert [(speaker.name, speaker.reason) for speaker in found if speaker] == [
        ("Ida Quill", Reason.EXACT),
        ("Ida Quill", Reason.FIRST_PERSON),
    ]


def test_several_speakers_are_a_group() -> None:
    text = "Germany and France said the ban would end."
    (speaker,) = speakers(text, said(text, "the ban would end", "said", "Germany and France"))
    assert speaker is not None
    assert (speaker.name, speaker.kind) == ("Germany and France", ActorKind.GROUP)


def test_possessives_name_their_owner() -> None:
    text = "Peter Moss was in court. His lawyers said he was innocent."
    assert names(text, said(text, "he was innocent", "said", "His lawyers")) == ["Peter Moss's lawyers"]


def test_mentions_of_the_model_decide_what_capitals_cannot() -> None:
    text = "Quanta Brix opened on Monday. It said sales would double."
    statement = said(text, "sales would double", "said", "It")
    mentions = (Mention(Span(0, 11), EntityKind.ORGANIZATION),)
    assert names(text, statement, mentions=mentions) == ["Quanta Brix"]


def test_a_party_is_no_person_whatever_the_model_took_it_for() -> None:
    text = "Peter Moss met voters. Labour said taxes would fall. He said they would rise."
    at = text.index("Labour")
    mistaken = (Mention(Span(at, at + 6), EntityKind.PERSON, 0.9),)
    found = speakers(
        text,
        said(text, "taxes would fall", "said", "Labour"),
        said(text, "they would rise", "said", "He"),
        mentions=mistaken,
    )
    assert [(speaker.name, speaker.kind) for speaker in found if speaker] == [
        ("Labour", ActorKind.ORGANIZATION),
        ("Peter Moss", ActorKind.PERSON),
    ]


def test_a_genitive_is_no_part_of_a_description() -> None:
    text = "Peter Moss spoke. His party's promise to cut taxes stands. A spokesman for Norwell's shops agreed to close."
    assert names(text, said(text, "to cut taxes", "promise", "His party's")) == ["Peter Moss's party"]


@pytest.mark.parametrize(
    ("source", "role"),
    [("Analysts", "analysts"), ("The Tories", None), ("Labour and the Tories", None), ("some traders", "traders")],
)
def test_the_role_of_a_group_is_what_its_people_do(source: str, role: str | None) -> None:
    text = f"It was late. {source} said the port would close."
    [speaker] = speakers(text, said(text, "the port would close", "said", source))
    assert speaker is not None
    assert speaker.role == role
    assert speaker.kind is not ActorKind.PERSON


def test_a_lawsuit_speaks_for_whoever_sues() -> None:
    text = "Actor Ivo Hale is suing Melton Studios over an injury. The lawsuit said he was hit by a firework."
    assert names(text, said(text, "he was hit by a firework", "said", "The lawsuit")) == ["Ivo Hale"]
    text = "Ivo Hale sued Melton Studios. Ms Quill's lawsuit says she was hit. Ida Quill filed it on Monday."
    assert names(text, said(text, "she was hit", "says", "Ms Quill's lawsuit")) == ["Ida Quill"]
    text = "A lawsuit said he was hit."
    assert names(text, said(text, "he was hit", "said", "A lawsuit")) == ["a lawsuit"]


def test_a_surname_with_a_doubled_letter_is_forgiven() -> None:
    text = "Labour MP Diane Quilt spoke. Ms Quiltt said it was late."
    assert names(text, said(text, "it was late", "said", "Ms Quiltt")) == ["Diane Quilt"]
    text = "Diane Quilt and Ann Quiltt spoke. Ms Quilltt said it was late."
    assert names(text, said(text, "it was late", "said", "Ms Quilltt")) == ["Ms Quilltt"]


def test_hard_line_ends_break_no_name() -> None:
    text = (
        "The bank lost money on loans to Norland this year and last, said Ida\n"
        "Quill, head of research at Melton United\nBank. She said more would follow."
    )
    (speaker,) = speakers(text, said(text, "more would follow", "said", "She"))
    assert speaker is not None
    assert (speaker.name, speaker.affiliation) == ("Ida Quill", "Melton United Bank")
    short = "Ida\nQuill said more would follow. Ida Moss left."
    assert names(short, said(short, "more would follow", "said", "Quill")) == ["Quill"]


@pytest.mark.parametrize(
    ("text", "source", "name", "kind"),
    [
        ("Pacific Gas and Electric Co said it was over.", "Pacific Gas and Electric Co", None, ActorKind.ORGANIZATION),
        ("Ida Quill and Peter Moss said it was over.", "Ida Quill and Peter Moss", None, ActorKind.GROUP),
        ("A bond dealer said it was over.", "A bond dealer", "a bond dealer", ActorKind.UNNAMED),
        ("Senior U.S. Officials said it was over.", "Senior U.S. Officials", "senior U.S. Officials", ActorKind.GROUP),
        ("MITI vice minister for trade Ida Quill said it was over.", "MITI vice minister for trade Ida Quill",
         "Ida Quill", ActorKind.PERSON),
        ("President Quill Friday said it was over.", "President Quill Friday", "Quill", ActorKind.PERSON),
    ],
)  # fmt: skip
def test_wire_style_sources(text: str, source: str, name: str | None, kind: ActorKind) -> None:
    mentions = (
        (named(text, "Pacific Gas and Electric Co", EntityKind.ORGANIZATION),) if "Pacific" in text
        else (named(text, "Quill Friday", EntityKind.PERSON),) if "Friday" in text
        else (named(text, "U.S. Officials", EntityKind.ORGANIZATION),) if "U.S." in text
        else ()
    )  # fmt: skip
    (speaker,) = speakers(text, said(text, "it was over", "said", source), mentions=mentions)
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (name or source, kind)


def test_a_capital_that_only_begins_a_sentence_is_no_antecedent() -> None:
    text = "Gains are expected. The company said it was over."
    assert names(text, said(text, "it was over", "said", "The company")) == ["the company"]


def test_the_group_is_the_group_that_spoke() -> None:
    text = "A group led by Ivo Hale said it would bid for Melton Bank. The group said it would pay."
    found = names(
        text,
        said(text, "it would bid for Melton Bank", "said", "A group led by Ivo Hale"),
        said(text, "it would pay", "said", "The group"),
    )
    assert found == ["a group led by Ivo Hale", "a group led by Ivo Hale"]


def test_a_surname_that_is_a_nationality_tells_no_country() -> None:
    text = "Glenn English and Ida Quill said it was over."
    (speaker,) = speakers(text, said(text, "it was over", "said", "Glenn English and Ida Quill"))
    assert speaker is not None
    assert speaker.affiliation is None


@pytest.mark.parametrize("native", ["the Spaniard", "The Swede", "the Italian"])
def test_a_countrys_native_is_no_name_whatever_the_model_says(native: str) -> None:
    text = f"Arsenal boss Mikel Lee spoke after the match.\n\n{native} said that he felt sick."
    at = text.index(native) + 4
    mention = Mention(Span(at, at + len(native) - 4), EntityKind.PERSON)
    [speaker] = speakers(text, said(text, "that he felt sick", "said", native), mentions=(mention,))
    assert speaker is not None
    assert (speaker.name, speaker.role) == ("Mikel Lee", "boss")


@pytest.mark.parametrize("source", ["The 23-year-old", "He"])
def test_who_is_named_since_the_last_words_were_spoken_comes_to_mind_first(source: str) -> None:
    text = (
        'Manager Mikel Lee had seen enough. "I feel sick," Lee told reporters. "It is a disgrace."\n\n'
        f"Midfielder Joe Cole also spoke to reporters after the match. {source} said he was delighted."
    )
    statements = [
        said(text, '"I feel sick,"', "told", "Lee"),
        said(text, '"It is a disgrace."'),
        said(text, "he was delighted", "said", source),
    ]
    assert names(text, *statements) == ["Mikel Lee", "Mikel Lee", "Joe Cole"]
