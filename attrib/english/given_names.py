"""Given names that English-language news uses for one gender far more often than the other.

A given name tells the gender of a person where no title ("Mrs") and no role ("spokeswoman") does.
"""

from attrib.english.lexicon import having, lexicon

_NAMES = lexicon().tagged("given_names", {"male", "female", "news", "world"}, exclusive=[("male", "female")])

MALE_NAMES = having(_NAMES, "male")
FEMALE_NAMES = having(_NAMES, "female")
GIVEN_NAMES = MALE_NAMES | FEMALE_NAMES
