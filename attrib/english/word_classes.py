"""Word classes: coarse parts of speech that a model predicts and the rules read."""

from enum import StrEnum


class WordClass(StrEnum):
    """The class of a word in its sentence; a punctuation mark is OTHER."""

    PROPER_NOUN = "proper noun"
    NOUN = "noun"
    PLURAL_NOUN = "plural noun"
    ADJECTIVE = "adjective"
    ADVERB = "adverb"  # "not", "when" and "how" too
    ING_FORM = "-ing form"
    PARTICIPLE = "past participle"
    BASE_VERB = "base form"
    FINITE_VERB = "finite verb"  # modals too
    DETERMINER = "determiner"  # possessives ("his") too
    PRONOUN = "pronoun"  # "who" and "there" in "there is" too
    PREPOSITION = "preposition"  # "that" and "because" before a clause too
    TO = "to"
    PARTICLE = "particle"  # "up" in "give up"
    CONJUNCTION = "conjunction"
    NUMBER = "number"  # currency signs too
    GENITIVE = "genitive"
    OTHER = "other"
