"""Titles in front of names, and letters behind them.

They stand apart from `roles`, whose lists take longer to read than a search by name takes.
"""

from attrib.english.lexicon import having, lexicon

_TITLES = lexicon().tagged(
    "titles", {"male", "female", "name", "courtesy", "office", "key", "measure"}, exclusive=[("male", "female")]
)
MALE_TITLES = having(_TITLES, "male")
FEMALE_TITLES = having(_TITLES, "female")
# Titles that stay part of the name when it is given in full; the others are courtesy ("Mr") or office ("President").
NAME_TITLES = having(_TITLES, "name")
COURTESY_TITLES = having(_TITLES, "courtesy")
OFFICE_TITLES = having(_TITLES, "office")
TITLES = MALE_TITLES | FEMALE_TITLES | NAME_TITLES | COURTESY_TITLES | OFFICE_TITLES
# Titles left out of stored keys, and out of names compared with labels; "prime" of "Prime Minister" is among them.
KEY_TITLES = having(_TITLES, "key")
MEASURE_TITLES = having(_TITLES, "measure")

_POSTNOMINALS = lexicon().tagged("postnominals", {"suffix", "key"})
POSTNOMINALS = frozenset(_POSTNOMINALS)
NAME_SUFFIXES = having(_POSTNOMINALS, "suffix")
KEY_SUFFIXES = having(_POSTNOMINALS, "key")
