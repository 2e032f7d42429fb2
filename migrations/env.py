"""Runs migrations for attrib and for Alembic's own command line (`alembic -x db=sqlite:///news.db current`)."""

from alembic import context
from sqlalchemy import Connection

from attrib.errors import StoreError
from attrib.store.database.check import included
from attrib.store.schema.base import Base


def run(connection: Connection) -> None:
    """Migrate on a connection whose transaction the caller may have begun."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=included,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,  # true of SQLite too: attrib.store.database.session begins its transactions itself
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    """Use the connection attrib hands over, else open the database that `-x db=URL` names."""
    if context.is_offline_mode():
        raise StoreError("attrib's migrations need a database; leave out --sql and give -x db=URL")
    connection = context.config.attributes.get("connection")
    if connection is not None:
        run(connection)
        return
    from attrib.store.database.session import open_engine

    url = context.get_x_argument(as_dictionary=True).get("db")
    if not isinstance(url, str):
        raise StoreError("which database? give it to alembic before the command: alembic -x db=sqlite:///news.db …")
    engine = open_engine(url)
    with engine.execution_options(writer=True).begin() as opened:
        run(opened)
    engine.dispose()


main()
