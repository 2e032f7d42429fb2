"""Verbs that tell a side by themselves: "criticised", "welcomes"."""

from attrib.english.lexicon import having, lexicon

# Stems, to which a rule adds the endings; "personal" verbs praise or blame somebody.
_VERBS = lexicon().tagged("side_verbs", {"support", "oppose", "personal"}, exclusive=[("support", "oppose")])

SUPPORTING_VERBS = having(_VERBS, "support")
OPPOSING_VERBS = having(_VERBS, "oppose")
PERSONAL_VERBS = having(_VERBS, "personal")
