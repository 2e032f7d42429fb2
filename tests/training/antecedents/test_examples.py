"""Which candidates are right, by clusters of mentions or by some names."""

from attrib.data import EntityKind, Mention, Span
from attrib.pipeline.speakers.annotated import annotate
from attrib.training.antecedents.examples import labelled_candidates
from attrib.training.corpora.gap_gum import Anaphor, AnaphoraText, EntityCluster

TEXT = "Ida Quill, the mayor, met an engineer who had come. The mayor thanked the engineer, and she left. It rained."
IDA = Mention(Span(0, 9), EntityKind.PERSON)


def place(words: str, after: int = 0) -> Span:
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


def read(kind: str) -> dict[str, list[str]]:
    """The right candidates of each anaphor, where IDA is the one name that is found."""
    mayor = (place("Ida Quill, the mayor"), place("The mayor"), place("she"))
    engineer = (place("an engineer who had come"), place("the engineer"))
    rain = (place("It"),)
    clusters = tuple(EntityCluster(one, spans) for one, spans in ((kind, mayor), (kind, engineer), ("event", rain)))
    doc = annotate(TEXT, [IDA])
    return {
        span.of(TEXT): [item.span.of(TEXT) for item, good in zip(found, right, strict=True) if good]
        for span, found, (right, wrong) in labelled_candidates(AnaphoraText("", TEXT, clusters=clusters), doc)
        if wrong == [not good for good in right]
    }


def test_names_and_descriptions_of_the_cluster_are_right() -> None:
    wanted = {
        "The mayor": ["Ida Quill"],
        "the engineer": ["an engineer"],
        "she": ["Ida Quill", "The mayor"],
        "It": [],
    }
    assert read("person") == wanted
    assert read("") == wanted  # where no kinds are labelled the nouns tell


def test_descriptions_of_what_cannot_speak_are_left_out() -> None:
    assert set(read("object")) == {"she", "It"}


def test_of_a_pronoun_with_some_labelled_names_the_right_one_excludes_the_others() -> None:
    text = "Ida Quill met Ann Lee and Bea Dunn. She left."
    names = [Span(text.index(name), text.index(name) + len(name)) for name in ("Ida Quill", "Ann Lee", "Bea Dunn")]
    mentions = tuple(Mention(span, EntityKind.PERSON) for span in names)
    doc = annotate(text, mentions)
    she = Span(text.index("She"), text.index("She") + 3)
    for right, wrong, wanted in (
        ((names[0],), (names[1],), ([True, False, False], [False, True, True])),
        ((), names[:2], ([False, False, False], [True, True, False])),
    ):
        given = AnaphoraText("", text, (Anaphor(she, right, tuple(wrong)),), mentions)
        ((span, found, labels),) = labelled_candidates(given, doc)
        assert span == she
        assert [item.span for item in found] == names
        assert labels == wanted
