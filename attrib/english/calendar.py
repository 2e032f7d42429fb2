"""Days and months: words with a capital that are no names."""

from attrib.english.lexicon import lexicon

DAYS = lexicon().words("days")
MONTHS = lexicon().words("months")
