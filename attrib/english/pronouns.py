"""Closed classes of English words that stand for people and things: pronouns."""

from attrib.text.word_sets import word_set

HE_SHE = word_set("he she his her him himself herself")
IT = word_set("it its itself")
THEY = word_set("they their them themselves both")
WE = word_set("i we me us my our mine ours myself ourselves")
WHO = word_set("who which that whom whose")
PRONOUNS = HE_SHE | IT | THEY | WE | WHO | word_set("you your one this these those")
