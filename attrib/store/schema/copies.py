"""The tables of copies: the sampled shingles of each document, and the pairs of documents that are copies."""

from sqlalchemy import ColumnClause, Double, ForeignKey, Index

from attrib.store.schema.base import WITHOUT_ROWID, Base, Code, Key, column


class ShingleRow(Base):
    """One sampled shingle of a document (see `attrib.copies.shingles`)."""

    __tablename__ = "shingles"
    __table_args__ = (WITHOUT_ROWID,)

    hash: ColumnClause[int] = column(Key, primary_key=True, autoincrement=False)
    document_key: ColumnClause[int] = column(Key, ForeignKey("documents.key"), primary_key=True)


class CopyRow(Base):
    """Two documents that are copies, the smaller key first, with what `attrib.copies.comparing` finds of them."""

    __tablename__ = "copies"
    __table_args__ = (Index(None, "other_key"), WITHOUT_ROWID)

    one_key: ColumnClause[int] = column(Key, ForeignKey("documents.key"), primary_key=True)
    other_key: ColumnClause[int] = column(Key, ForeignKey("documents.key"), primary_key=True)
    shared: ColumnClause[float] = column(Double)
    ratio: ColumnClause[float] = column(Double)
    agency: ColumnClause[str | None] = column(Code, nullable=True)
