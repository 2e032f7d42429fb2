"""Who is for and against what: an actor's stances, and the stances towards a topic."""

from dataclasses import replace

from attrib.data import Notice, StatementQuery
from attrib.data.positions import ActorStances, TopicStances
from attrib.errors import SettingsError
from attrib.services import models
from attrib.services.uncompared import uncompared_notices
from attrib.store.database.session import Database
from attrib.store.search.absent import absent_names
from attrib.store.search.positions import positions
from attrib.store.search.speakers import name_speakers
from attrib.store.search.topic_sides import topic_sides


def stances_of(database: Database, name: str, query: StatementQuery, *, neutral: bool = False) -> ActorStances:
    """An actor's stances by target, near-same targets as one, also by the stored sentence vectors.

    Raises SettingsError for a topic (`about`), and AmbiguousNameError or NotFoundError for a name.
    """
    _without_topic(query)
    own = replace(query, actor=(), any_actor=False)
    return positions(database, name, own, neutral=neutral, encoder=models.encoder_id())


def stances_of_all(
    database: Database, name: str, query: StatementQuery, *, neutral: bool = False
) -> list[ActorStances]:
    """The stances of every actor whom a name fits, those with most statements first. Raises as `stances_of`."""
    named, _ = name_speakers(database, StatementQuery(actor=(name,), any_actor=True))
    found = [stances_of(database, actor, query, neutral=neutral) for actor in named.actor]
    return sorted(found, key=lambda each: (-sum(item.count for item in each.targets), each.actor.name, each.actor.id))


def stances_towards(
    database: Database, topic: str, query: StatementQuery, *, neutral: bool = False
) -> tuple[TopicStances, list[Notice]]:
    """The stances towards a topic by speaker, and notices of whom a name of the query leaves out.

    Where nothing is found, notices say which names of the query nothing has.

    Raises SettingsError for an empty topic and for `about`, and AmbiguousNameError or NotFoundError for a name.
    """
    _without_topic(query)
    if not topic.strip():
        raise SettingsError("the topic is empty; give what people are for or against, such as 'harbour tax'")
    named, notices = name_speakers(database, query)
    notices += uncompared_notices(database, query)
    sides = topic_sides(database, topic, named, neutral=neutral, encoder=models.encoder_id())
    return sides, [*notices, *([] if sides.speakers else absent_names(database, query))]


def _without_topic(query: StatementQuery) -> None:
    if query.about is not None:
        raise SettingsError(
            "a topic by meaning finds statements by nearness, and none is summed up; give a target instead"
        )
