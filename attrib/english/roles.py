"""Roles and other nouns that say what kind of speaker a phrase names."""

from attrib.english.lexicon import having, lexicon

# Nouns that name one person by what they do or are; their plurals name groups.
_ROLES = lexicon().tagged("roles", {"male", "female", "spokes", "seat"}, exclusive=[("male", "female")])
ROLES = frozenset(_ROLES)
ROLES_MALE = having(_ROLES, "male")
ROLES_FEMALE = having(_ROLES, "female")
# Roles whose holder speaks for somebody: a phrase that ends in one without a name is an individual left unnamed.
SPOKES = having(_ROLES, "spokes")
# Roles of elected people, told by the place they sit for as well as by their party.
SEATS = having(_ROLES, "seat")

# Nouns that name one body and take "it": they point back at an organization already named, or name it themselves.
BODIES = lexicon().words("bodies")
# Nouns that name a text and so stand for whoever wrote it.
WRITINGS = lexicon().words("writings")
# Plural nouns for people that are no role's plural.
PEOPLE = lexicon().words("people")
lexicon().disjoint("people", "roles")
# Words before a role noun that make it another post: the shadow chancellor is not the chancellor.
OTHER_POSTS = lexicon().words("other_posts")
# Words that name the field of an office, not the body it belongs to: "Home Secretary", "economy minister".
FIELDS = lexicon().words("fields")
_IRREGULAR = lexicon().pairs("irregular_plurals")


def singular(word: str) -> str:
    """The singular of a noun in lower case, by its ending. "deputies" gives "deputy"; "crisis" stays."""
    for plural, one in _IRREGULAR.items():
        if word.endswith(plural):
            return word[: -len(plural)] + one
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def is_role(word: str) -> bool:
    """Whether a lower-case word is a role of one person. "minister" and "ex-minister" are; "ministry" is not."""
    return word in ROLES or ("-" in word and word.rsplit("-", 1)[1] in ROLES)


def is_writing(word: str) -> bool:
    """Whether a lower-case noun names a text, or several: "report", "letters"."""
    return word in WRITINGS or singular(word) in WRITINGS


def is_people(word: str) -> bool:
    """Whether a lower-case noun means several people or bodies. "ministers" and "police" do; "minister" does not."""
    if word in PEOPLE:
        return True
    one = singular(word)
    return one != word and (is_role(one) or one in BODIES)
