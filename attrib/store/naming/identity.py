"""When two names are one actor, and which words of a text are a name of an actor."""

from functools import lru_cache

from attrib.data import ActorKind, Reason, Speaker
from attrib.english.function_words import ARTICLES
from attrib.english.name_keys import PARTICLES, body_key, person_key
from attrib.english.pronouns import INDEFINITES, PRONOUNS
from attrib.store.schema.base import MAX_KEY, content_key
from attrib.text.folding import fold_name

# Words by which a source points at somebody, where they stand alone: no name of an actor.
_POINTING = PRONOUNS | INDEFINITES
# Small words that may stand in lower case inside a name: "Bank of the West", "Ursula von der Leyen".
_IN_NAMES = PARTICLES | {"and", "of", "the", "for"}

# A speaker found by grammar or by a description: the words of the source are not a name.
_NOT_NAMING = frozenset(
    (Reason.PRONOUN, Reason.ROLE, Reason.NOMINAL, Reason.CONTINUATION, Reason.FIRST_PERSON, Reason.NO_ANTECEDENT)
)
_MAX_ALIAS_WORDS = 6


@lru_cache(maxsize=1 << 16)
def name_key(name: str, kind: ActorKind) -> str:
    """The folded name without titles and suffixes (persons) or articles (others); empty only for a blank name.

    Initials of a person become one word in any spelling: "J. K. Rowling" is "jk rowling".
    """
    key = person_key(name) if kind is ActorKind.PERSON else body_key(name)
    return key[:MAX_KEY] or name.strip()[:MAX_KEY]


def joins_documents(name: str, kind: ActorKind) -> bool:
    """Whether the name alone makes the same actor in every document.

    It does for a person's name of two parts and for a proper name of an organization. Not for a description ("the
    firm", "police", "Mr Bell's report"), which is another organization in each document. A proper name starts and ends
    with a word that has a capital or a digit.
    """
    if kind is ActorKind.PERSON:
        return " " in name_key(name, kind)
    words = [word for word in name.split() if word.lower() not in ARTICLES]
    proper = bool(words) and all(any(c.isupper() or c.isdigit() for c in words[at]) for at in (0, -1))
    return kind is ActorKind.ORGANIZATION and proper


def actor_id(key: str, kind: ActorKind, document_sha256: str | None) -> str:
    """The id of the actor with that folded name, in all documents or in the one given."""
    return f"{content_key('actor', kind, key, document_sha256 or ''):016x}"


def preference(name: str, key: str) -> tuple[bool, bool, int, int, str]:
    """A sort key for spellings of one name; the best comes last: no title, not all capitals, with accents, long."""
    accents = sum(not character.isascii() for character in name)
    return (fold_name(name) == key, not (name.isupper() or name.islower()), accents, len(name), name)


def one_line(name: str) -> str:
    """A name without the line breaks of its text."""
    return " ".join(name.split())


def surname(key: str) -> str:
    """The last word of a person's folded name."""
    return key.rpartition(" ")[2]


def is_alias(text: str, speaker: Speaker) -> bool:
    """Whether a statement's source names its speaker. A name does; a pronoun or a description does not."""
    words = text.split()
    folded = fold_name(text)
    if not folded or len(words) > _MAX_ALIAS_WORDS or folded in _POINTING:
        return False
    if speaker.kind in (ActorKind.GROUP, ActorKind.UNNAMED):
        return speaker.reason not in _NOT_NAMING or folded == fold_name(speaker.name)
    if speaker.reason in _NOT_NAMING:
        return False
    name_words = [word for word in words if fold_name(word) and fold_name(word) not in _IN_NAMES]
    if not name_words or any(word.islower() for word in name_words):
        return False
    if speaker.reason is Reason.ACRONYM or speaker.kind is ActorKind.ORGANIZATION:
        return True
    return bool(set(folded.split()) & set(fold_name(speaker.name).split()))


def aliases(source: str, speaker: Speaker) -> dict[str, str]:
    """The names that this statement gives its speaker, verbatim -> folded; a person's surname is one of them."""
    name = one_line(speaker.name)
    folded_names = {name: fold_name(name)}
    key = name_key(speaker.name, speaker.kind)
    text = one_line(source)
    for ending in ("'s", "’s", "'", "’"):
        text = text.removesuffix(ending)
    if text and is_alias(text, speaker):
        folded_names[text] = fold_name(text)
    if speaker.kind is ActorKind.PERSON and " " in key:
        last = surname(key)
        verbatim = next((word for word in reversed(speaker.name.split()) if fold_name(word) == last), last)
        folded_names[verbatim] = last
    return {alias: folded for alias, folded in folded_names.items() if folded and len(alias) <= MAX_KEY}


def is_acronym(short: str, key: str) -> bool:
    """Whether a folded word consists of the first letters of a folded name, with or without its small words.

    For example "ecb" of "european central bank", not "bank".
    """
    words = key.split()
    if len(words) < 2 or not 2 <= len(short) <= 7:
        return False
    return short in {"".join(word[0] for word in some) for some in (words, [w for w in words if w not in _IN_NAMES])}
