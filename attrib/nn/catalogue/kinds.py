"""The kinds of model, and the keys of config.json that say them.

"for" beside "kind" is the SHA-256 of the attribution weights whose states the model reads: every head is for one
attribution model, and so is the statement head of a stance model.
"""

from enum import StrEnum

KIND, FOR = "kind", "for"


class Kind(StrEnum):
    """The kinds of model; the value is what config.json says."""

    ATTRIBUTION = "attribution"
    ANTECEDENTS = "antecedents"
    WORD_CLASSES = "word_classes"
    NAMES = "names"  # which words name somebody or something
    NESTED = "nested"  # statements within statements
    POINTER = "pointer"  # who made a statement, with layers of its own over the whole text
    AFFILIATIONS = "affiliations"  # for whom a speaker speaks, over the states of a pointer
    LINKER = "linker"  # whom the source of a statement means
    JUDGE = "judge"  # which side a statement takes, read beside what it may be about
    POSTS = "posts"  # roles and organizations of people
    CLAIMS = "claims"  # when two statements make the same claim
    WORTH = "worth"  # how much a statement is worth checking
    STANCE = "stance"
    ENCODER = "encoder"  # a pretrained base, its config.json as transformers has it


HEADS = (
    Kind.ANTECEDENTS,
    Kind.WORD_CLASSES,
    Kind.NAMES,
    Kind.NESTED,
    Kind.POINTER,
    Kind.JUDGE,
    Kind.AFFILIATIONS,
    Kind.LINKER,
    Kind.POSTS,
)
"""The small models beside an attribution model, which read its states; that for posts may be for any."""
