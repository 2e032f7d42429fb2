"""Names for what makes the difference: the words between two ends of a span, and the word that attributes."""

import re

from attrib.training.corpora.labels import Attribution

_MARKS = "\"“”‘’'`«»"
# In this order: the first pattern that fits the whole of the words names them.
_AT_START = (
    ("quotation mark", rf"[{_MARKS}\s]+"),
    ("punctuation", r"\W+"),
    ("“that”", r"\W*that\W*"),
    ("words up to a comma", r".*,\W*"),
    ("one word", r"\W*[\w’'.-]+\W*"),
    ("several words", r".*"),
)
_AT_END = (
    ("quotation mark", rf"[{_MARKS}\s]+"),
    ("punctuation", r"[^\w\"“”‘’'`«»]+"),
    ("punctuation and quotation mark", r"\W+"),
    ("another sentence", rf".*[.!?…][{_MARKS}]?\s+\S.*"),
    ("words after a comma", r"\W*,.*"),
    ("words after a dash, colon or semicolon", r"\W*(?:[—–:;]|--).*"),
    ("words after “and”, “but” or “or”", r"(?:and|but|or)\b.*"),
    ("a clause with its conjunction", r"(?:after|although|as|because|before|if|since|so|that|though|until|wh\w+)\b.*"),
    (
        "a prepositional phrase",
        r"(?:about|against|at|by|during|for|from|in|into|of|on|over|through|to|under|with|without)\b.*",
    ),
    ("other words", r".*"),
)
_SPEECH = re.compile(
    r"\b(?:according|add|allege|announc|argu|ask|assert|call|cit|claim|comment|declar|den(?:y|ied)|describ|explain|insist|"
    r"interview|not(?:e|ed|es|ing)\b|point|promis|pledg|quot|report|respon|repl|said|say|speak|spoke|stat(?:e|ing)|suggest|"
    r"tell|told|tweet|urg|vow|warn|wr[io]t)\w*",
    re.IGNORECASE,
)
_THOUGHT = re.compile(
    r"\b(?:accept|agree|aim|assum|believ|consider|decid|decision|desir|determin|doubt|expect|fear|feel|felt|find|found|"
    r"hop(?:e|ing)|imagin|inten[dt]|knew|know|learn|plan|prefer|realiz|refus|regard|reject|remember|saw\b|see\b|seek|"
    r"seen\b|sees\b|sought|suspect|think|thought|tr(?:y|ied)|understand|understood|view|want|wish|worr)\w*",
    re.IGNORECASE,
)


def _name(words: str, patterns: tuple[tuple[str, str], ...]) -> str:
    return next(name for name, pattern in patterns if re.fullmatch(pattern, words, re.IGNORECASE | re.DOTALL))


def start_difference(words: str) -> str:
    """What lies between a labelled beginning and a predicted one, such as “that” or a quotation mark."""
    return _name(words, _AT_START)


def end_difference(words: str) -> str:
    """What lies between a labelled end and a predicted one, such as punctuation or words after a comma."""
    return _name(words.strip(), _AT_END)


def cue_words(text: str, attribution: Attribution) -> str:
    """The cue in lower case, its pieces joined by spaces; empty without one."""
    return " ".join(" ".join(span.of(text).lower().split()) for span in attribution.cue)


def cue_kind(text: str, attribution: Attribution) -> str:
    """Whether the cue has a word of speech ("said"), of thought or intention ("believes"), neither, or is missing."""
    words = cue_words(text, attribution)
    if not words:
        return "no cue"
    if _SPEECH.search(words):
        return "cue of speech"
    return "cue of thought or intention" if _THOUGHT.search(words) else "another sort of cue"
