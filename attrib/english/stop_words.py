"""Words that say nothing of what a text is about."""

from attrib.english.lexicon import having, lexicon

_WORDS = lexicon().tagged("stop_words", {"evidence", "topic"})

# Never shown as the word that decided a stance; titles are among them.
EVIDENCE_STOP_WORDS = having(_WORDS, "evidence")
# Left out of a topic that is searched for; of it few words are left, so "mr" and "s" stay.
TOPIC_STOP_WORDS = having(_WORDS, "topic")
