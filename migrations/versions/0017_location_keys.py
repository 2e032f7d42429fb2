"""Pages are found by a key of their address: PostgreSQL indexes no address of more than 2,704 bytes.

Revision 0017, after 0016.
"""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_LONG = 600  # characters of an address that the former index takes in any script


def upgrade() -> None:
    known = sa.text("reading IS NOT NULL")
    op.add_column("sightings", sa.Column("location_key", KEY, nullable=True))
    _fill()  # while pages are still found by their address
    op.drop_index("ix_sightings_location", "sightings")
    op.create_index(
        "ix_sightings_location_key", "sightings", ["location_key"], sqlite_where=known, postgresql_where=known
    )


def downgrade() -> None:
    known = sa.text("reading IS NOT NULL")
    # A page whose version is not known is loaded again.
    forget = "UPDATE sightings SET etag = NULL, last_modified = NULL, reading = NULL WHERE length(location) > {}"
    op.execute(forget.format(_LONG))
    op.drop_index("ix_sightings_location_key", "sightings")
    op.drop_column("sightings", "location_key")
    if op.get_bind().dialect.name == "postgresql":
        # Written anew, so that the index does not meet the rows as they were before this transaction.
        op.execute("ALTER TABLE sightings ALTER COLUMN location TYPE text USING location || ''")
    op.create_index("ix_sightings_location", "sightings", ["location"], sqlite_where=known, postgresql_where=known)


def _fill() -> None:
    """The keys of the pages whose version is known, as attrib.store.statements.convert makes them."""
    names = ("document_key", "place_key", "location", "reading", "location_key")
    table = sa.table("sightings", *map(sa.column, names))
    bind = op.get_bind()
    pages = sa.select(table.c.location).where(table.c.reading.is_not(None)).distinct()
    for location in bind.scalars(pages).all():
        digest = hashlib.sha256(f"location\x1f{location}".encode("utf-8", "surrogatepass")).digest()
        key = int.from_bytes(digest[:8], "big") >> 1
        here = table.c.reading.is_not(None), table.c.location == location
        bind.execute(sa.update(table).where(*here).values(location_key=key))
