"""What people judge of actors: judgements of every kind, and what follows from them beside what the texts give.

Revision 0002, after 0001.
"""

import hashlib
import re
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_INITIALS = re.compile(r"(?<=\b[^\W\d_]) (?=[^\W\d_] )")
_MOVES = (
    """INSERT INTO actors (id, name, kind, key, document_key, wikidata_id)
    SELECT :new, name, kind, :key, document_key, wikidata_id FROM actors WHERE id = :old
    AND NOT EXISTS (SELECT 1 FROM actors WHERE id = :new)""",
    """INSERT INTO aliases (actor_id, alias, folded) SELECT :new, alias, folded FROM aliases a WHERE actor_id = :old
    AND NOT EXISTS (SELECT 1 FROM aliases b WHERE b.actor_id = :new AND b.alias = a.alias)""",
    "DELETE FROM aliases WHERE actor_id = :old",
    """DELETE FROM affiliations WHERE actor_id = :old AND EXISTS (SELECT 1 FROM affiliations b WHERE b.actor_id = :new
    AND b.organization = affiliations.organization AND b.role = affiliations.role
    AND b.document_key = affiliations.document_key AND b.run_id = affiliations.run_id)""",
    "UPDATE affiliations SET actor_id = :new WHERE actor_id = :old",
    "UPDATE statements SET actor_id = :new WHERE actor_id = :old",
    "UPDATE stances SET target_actor_id = :new WHERE target_actor_id = :old",
    "UPDATE judgements SET actor_id = :new WHERE actor_id = :old",
    "UPDATE judgements SET other_actor_id = :new WHERE other_actor_id = :old",
    "DELETE FROM actors WHERE id = :old",
)
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)

_BEFORE = ("id", "kind", "actor_id", "other_actor_id", "note", "judged_by", "judged_at", "undone_by", "undone_at")


def _added() -> list[tuple[str, sa.Column[Any]]]:
    """The new columns of tables that stay, each with its table; made anew each time, as a column is used up."""
    return [
        ("actors", sa.Column("canonical_id", CODE, nullable=True)),
        ("actors", sa.Column("given_name", sa.Text(), nullable=True)),
        ("actors", sa.Column("given_kind", CODE, nullable=True)),
        ("aliases", sa.Column("found", sa.Boolean(), nullable=False, server_default=sa.true())),
        ("aliases", sa.Column("judged", sa.Boolean(), nullable=True)),
        ("statements", sa.Column("own_actor_id", CODE, nullable=True)),
    ]


def _judgements(*more: sa.Column[Any] | sa.Constraint, single: bool) -> None:
    """The table, with further columns; `single` judgements may be about one actor alone."""
    parents = [
        sa.ForeignKeyConstraint([name], ["actors.id"], name=f"fk_judgements_{name}")
        for name in ("actor_id", "other_actor_id")
    ]
    op.create_table(
        "judgements",
        *(sa.Column(name, CODE, nullable=False) for name in ("id", "kind", "actor_id")),
        sa.Column("other_actor_id", CODE, nullable=single),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("judged_by", sa.Text(), nullable=False),
        sa.Column("judged_at", TIME, nullable=False),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("undone_at", TIME, nullable=True),
        *more,
        sa.PrimaryKeyConstraint("id", name="pk_judgements"),
        *parents,
    )
    for name in ("actor_id", "other_actor_id"):
        op.create_index(f"ix_judgements_{name}", "judgements", [name])


def _taken_out(condition: str) -> list[dict[str, Any]]:
    """The judgements of the columns that both revisions have; their table is dropped."""
    columns = [sa.column(name, TIME if name.endswith("_at") else sa.Text()) for name in _BEFORE]
    query = sa.select(*columns).select_from(sa.table("judgements")).where(sa.text(condition))
    rows = [dict(row) for row in op.get_bind().execute(query).mappings()]
    op.drop_table("judgements")
    return rows


def _put_back(rows: list[dict[str, Any]]) -> None:
    if rows:
        names = list(rows[0])
        columns = [sa.column(name, TIME if name.endswith("_at") else sa.Text()) for name in names]
        op.bulk_insert(sa.table("judgements", *columns), rows)


def _rekey() -> None:
    """Spell the initials of persons as one word in their keys ("j k rowling"), and follow with their ids."""
    bind = op.get_bind()
    query = "SELECT a.id, a.key, d.id AS sha256 FROM actors a LEFT JOIN documents d ON d.key = a.document_key"
    for row in bind.execute(sa.text(f"{query} WHERE a.kind = 'person' AND a.key LIKE '%_ _ %'")).all():
        key = _INITIALS.sub("", row.key)
        parts = ("actor", "person", key, row.sha256 or "")
        digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
        new = f"{int.from_bytes(digest[:8], 'big') >> 1:016x}"
        if key != row.key:
            for statement in _MOVES:
                bind.execute(sa.text(statement), {"old": row.id, "new": new, "key": key})


def upgrade() -> None:
    _rekey()
    for table, column in _added():
        op.add_column(table, column)
    op.create_index("ix_actors_canonical_id", "actors", ["canonical_id"])
    rows = _taken_out("1 = 1")
    codes = ("value_key", "role_key", "since", "until", "claims")
    _judgements(
        sa.Column("batch", CODE, nullable=False),
        sa.Column("document_key", KEY, nullable=True),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("value", "role")),
        *(sa.Column(name, CODE, nullable=True) for name in codes),
        *(sa.Column(name, KEY, nullable=True) for name in ("since_order", "until_order")),
        sa.ForeignKeyConstraint(["document_key"], ["documents.key"], name="fk_judgements_document_key"),
        single=True,
    )
    for index in (("claims",), ("batch",), ("kind", "value_key")):
        op.create_index(f"ix_judgements_{'_'.join(index)}", "judgements", list(index))
    _put_back([row | {"batch": row["id"]} for row in rows])


def downgrade() -> None:
    rows = _taken_out("kind IN ('merge', 'split') AND other_actor_id IS NOT NULL")
    _judgements(sa.CheckConstraint("kind IN ('merge', 'split')", name="ck_judgements_kind"), single=False)
    _put_back(rows)
    op.execute("UPDATE statements SET actor_id = own_actor_id WHERE own_actor_id IS NOT NULL")
    op.execute("DELETE FROM aliases WHERE NOT found")
    op.drop_index("ix_actors_canonical_id", "actors")
    for table, column in _added():
        op.drop_column(table, column.name)
