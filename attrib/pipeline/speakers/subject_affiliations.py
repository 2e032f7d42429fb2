"""Posts told by a sentence's subject: "X will speak on Sunday. The Liberal Democrat leader is to …"."""

from attrib.data import EntityKind
from attrib.english.titles import SPOKES
from attrib.pipeline.entities.descriptions import parse_description
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.rules.role_holders import clash, holder_of, role_gender
from attrib.pipeline.speakers.source_phrases import PhraseKind, SourcePhrase
from attrib.text.tokens import tokens_in

_OPENING = 60  # characters of a sentence within which a name is taken for its subject


def tell_posts(doc: AnnotatedText) -> None:
    """Give the person with whom the sentence before begins the post that "The … leader" names of the text's own accord.

    Only a post with its body or country is so given, and only to somebody of whom the text tells no other.
    """
    for at in range(1, len(doc.sentences)):
        if not doc.text.startswith("The ", doc.sentences[at].start) or doc.is_quoted(doc.sentences[at].start):
            continue
        source = doc.subject(at)
        if source is None or source.kind is not PhraseKind.ROLE or source.owned or source.head in SPOKES:
            continue
        post = parse_description(doc.text, tokens_in(doc.tokens, source.phrase), doc.entities)
        if post is None or post.affiliation is None or holder_of(doc, source, post.affiliation) is not None:
            continue
        person = _subject_before(doc, at, source)
        if person is not None and not any(clash(post.affiliation, known.affiliation) for known in person.posts):
            person.add_post(post)


def _subject_before(doc: AnnotatedText, at: int, source: SourcePhrase) -> Entity | None:
    """The one person named where the narrated sentence before begins, if no other is named in it before the end."""
    before = next((index for index in range(at - 1, -1, -1) if not doc.is_quoted(doc.sentences[index].start)), None)
    if before is None or doc.narrative_indexes[at] - doc.narrative_indexes[before] > 1:
        return None
    sentence = doc.sentences[before]
    named = [(span, entity) for span, entity in doc.entities.within(sentence) if entity.kind is EntityKind.PERSON]
    if not named or named[0][0].start - sentence.start > _OPENING or any(pair[1].posts for pair in named):
        return None
    gender = role_gender(source.head)
    person = named[0][1]
    if len({id(entity) for _, entity in named}) > 1 or (gender and person.gender and person.gender is not gender):
        return None
    end = named[0][0].end
    return person if doc.text[end : end + 2] not in {"'s", "’s"} else None
