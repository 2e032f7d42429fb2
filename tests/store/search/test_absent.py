"""Names of filters that nothing has are told, with those near them and no others."""

from typing import Any

import pytest

from attrib.data import ActorKind, Speaker, Stance, StanceLabel, StatementQuery
from attrib.data.actors import KnownRole
from attrib.data.document_edits import EditedField
from attrib.store.actors.affiliations import add_affiliation
from attrib.store.database.session import Database
from attrib.store.documents.mending import delete_documents, edit_documents
from attrib.store.save import save
from attrib.store.search.absent import absent_names
from attrib.store.search.query import count
from tests.store.newsdesk import article, said

OUTLETS = ("New York Times", "New York Times", "York Times", "News York Time", "New York Tymes", "BBC", "Q")
NO_GULL = "No outlet is called 'Gull'; see what there is: attrib count --by outlet"


def saved(database: Database, *outlets: str) -> None:
    """Articles with a statement each, of one outlet each."""
    for number, outlet in enumerate(outlets):
        text = f"“Tax {number} fell,” said Ann Lee of {outlet}."
        speaker = Speaker("Ann Lee", ActorKind.PERSON, role="spokesman", affiliation="Home Office", confidence=0.9)
        stance = Stance("the harbour tax", "thing", StanceLabel.SUPPORT, 0.7)
        statement = said(text, f"“Tax {number} fell,”", "Ann Lee", by=speaker, stances=(stance,))
        save(database, article(text, statement, outlet=outlet))


def told(database: Database, **names: Any) -> list[str]:
    return [notice.message for notice in absent_names(database, StatementQuery(**names))]


def test_the_nearest_three_are_offered_with_what_they_find(database: Database) -> None:
    saved(database, *OUTLETS)
    [message] = told(database, outlet=("Newyork Times",))
    first, _, rest = message.partition("(")
    assert first == "No outlet is called 'Newyork Times': did you mean New York Times "
    assert rest.startswith("2 statements), ")
    assert message.count("(1 statement)") == 2
    assert message.endswith("?")


@pytest.mark.parametrize(
    ("facet", "name", "expected"),
    [
        ("outlet", "BCB News", "No outlet is called 'BCB News'; see what there is: attrib count --by outlet"),
        ("outlet", "Z", "No outlet is called 'Z'; see what there is: attrib count --by outlet"),
        ("outlet", " ", "No outlet is called ' '; see what there is: attrib count --by outlet"),
        ("target", "harbor tax", "No target is called 'harbor tax': did you mean the harbour tax (7 statements)?"),
        ("target", "unicorns", "No target is called 'unicorns'; see what there is: attrib count --by target"),
        (
            "affiliation",
            "Home Ofice",
            "No affiliation is called 'Home Ofice': did you mean Home Office (7 statements)?",
        ),
        ("role", "spokseman", "No role is called 'spokseman': did you mean spokesman (7 statements)?"),
    ],
)
def test_nothing_is_offered_that_is_not_near(database: Database, facet: str, name: str, expected: str) -> None:
    saved(database, *OUTLETS)
    assert told(database, **{facet: (name,)}) == [expected]


def test_names_that_something_has_are_not_told(database: Database) -> None:
    saved(database, "New York Times")
    there = {"outlet": ("york",), "target": ("harbour",), "affiliation": ("Home Off",), "role": ("spokesman",)}
    assert told(database, **there) == []
    assert told(database, outlet=("york", "Gull")) == [NO_GULL]


def test_what_people_say_of_a_speaker_is_there(database: Database) -> None:
    saved(database, "BBC")
    add_affiliation(database, "Ann Lee", KnownRole("City Hall", "mayor", "1901", "1902"), "eva")
    assert count(database, StatementQuery(role=("mayor",))) == 0
    assert told(database, affiliation=("City Hall",), role=("mayor",)) == []
    assert told(database, role=("mayr",)) == ["No role is called 'mayr': did you mean mayor (0 statements)?"]


def test_an_outlet_of_documents_without_statements_is_there(database: Database) -> None:
    save(database, article("Nobody spoke.", outlet="The Gull", location="gull.txt"))
    assert told(database, outlet=("Gull",)) == []
    delete_documents(database, ["gull.txt"], "eva", None)
    assert told(database, outlet=("Gull",)) == [NO_GULL]


def test_a_name_that_was_corrected_is_gone(database: Database) -> None:
    save(database, article("Nobody spoke.", outlet="Reutres", location="wire.txt"))
    edit_documents(database, ["wire.txt"], {EditedField.OUTLET: {"outlet": "Reuters"}}, "eva", None)
    expected = "No outlet is called 'Reutres': did you mean Reuters (0 statements)?"
    assert told(database, outlet=("Reutres",)) == [expected]
