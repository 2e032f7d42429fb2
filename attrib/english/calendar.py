"""Days and months, which stand with a capital and are no names."""

from attrib.english.lexicon import lexicon

DAYS = lexicon().words("days")
MONTHS = lexicon().words("months")
