"""What a query without copies does not know."""

from attrib.data import Notice, StatementQuery
from attrib.store.database.session import Database


def uncompared_notices(database: Database, query: StatementQuery) -> list[Notice]:
    """The notice that a query without copies may find some, of articles not compared; none without such."""
    if not query.no_copies:
        return []
    from attrib.store.copies.noting import uncompared  # with what compares texts

    articles = uncompared(database)
    if not articles:
        return []
    what = "1 article was" if articles == 1 else f"{articles} articles were"
    return [Notice(f"{what} not compared with others yet, so copies may be counted in; attrib copies compares them")]
