import pytest

from attrib.data import ActorKind, Reason, Speaker
from attrib.store.naming.identity import aliases, is_acronym, joins_documents, name_key, preference


@pytest.mark.parametrize(
    ("name", "kind", "key"),
    [
        ("Mr. Tony Blair", ActorKind.PERSON, "tony blair"),
        ("Prime Minister Sir Keir Starmer KC", ActorKind.PERSON, "keir starmer"),
        ("Martin Luther King Jr.", ActorKind.PERSON, "martin luther king"),
        ("J. K. Rowling", ActorKind.PERSON, "jk rowling"),
        ("Mr J.R.R. Tolkien", ActorKind.PERSON, "jrr tolkien"),
        ("George W. Bush", ActorKind.PERSON, "george w bush"),
        ("Malcolm X", ActorKind.PERSON, "malcolm x"),
        ("J K", ActorKind.PERSON, "j k"),
        ("J K Rowling plc", ActorKind.ORGANIZATION, "j k rowling plc"),
        ("The Queen", ActorKind.PERSON, "the queen"),
        ("General", ActorKind.PERSON, "general"),
        ("The White House", ActorKind.ORGANIZATION, "white house"),
        ("A & E", ActorKind.ORGANIZATION, "e"),
        ("The", ActorKind.GROUP, "the"),
        ("@@", ActorKind.PERSON, "@@"),
        (" ", ActorKind.PERSON, ""),
    ],
)
def test_keys_leave_out_titles_and_articles(name: str, kind: ActorKind, key: str) -> None:
    assert name_key(name, kind) == key


def test_only_full_names_and_organizations_join_documents() -> None:
    assert joins_documents("Tony Blair", ActorKind.PERSON)
    assert not joins_documents("Mr Blair", ActorKind.PERSON)
    for name in ("Taliban", "the White House", "eBay", "Bank of England", "3M", "Channel 4"):
        assert joins_documents(name, ActorKind.ORGANIZATION)
    for name in ("police", "the firm", "Mr Bell's report", "the"):
        assert not joins_documents(name, ActorKind.ORGANIZATION)
    assert not joins_documents("multiple sources", ActorKind.GROUP)
    assert not joins_documents("a home office spokesman", ActorKind.UNNAMED)


def test_the_best_spelling_is_the_same_in_any_order() -> None:
    spellings = ["JOSE AZNAR", "José Aznar", "Mr José Aznar", "jose aznar", "Jose Aznar"]
    assert max(spellings, key=lambda name: preference(name, "jose aznar")) == "José Aznar"


@pytest.mark.parametrize(
    ("source", "reason", "known"),
    [
        ("Mr Blair", Reason.SURNAME, True),
        ("Tony Blair’s", Reason.EXACT, True),
        ("he", Reason.PRONOUN, False),
        ("They", Reason.EXACT, False),
        ("the prime minister", Reason.ROLE, False),
        ("Labour leader Tony Blair", Reason.APPOSITION, False),
        ("Gordon Brown", Reason.APPOSITION, False),
        ("Prime Minister Tony Blair of the United Kingdom of Everything", Reason.EXACT, False),
        ("", Reason.CONTINUATION, False),
    ],
)
def test_which_sources_are_aliases(source: str, reason: Reason, known: bool) -> None:
    found = aliases(source, Speaker("Tony Blair", ActorKind.PERSON, reason=reason))
    assert {"Tony Blair", "Blair"} <= set(found)
    assert (len(found) > 2 or source.removesuffix("’s") == "Tony Blair") == known


def test_acronyms_are_made_of_first_letters() -> None:
    for short, key in (
        ("doj", "department of justice"),
        ("fao", "food and agriculture organization"),
        ("eu", "european union"),
    ):
        assert is_acronym(short, key)
    for short, key in (("un", "unilever"), ("do", "department of justice"), ("a", "apple"), ("bp", "british gas")):
        assert not is_acronym(short, key)
