"""The vectors of articles, as models of whole sentences have given them."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String, Table

from knowledge.store.tables.columns import metadata

# A vector of an article, by a model. `digest` is that of the texts it was made of, `width` how many numbers it has, in
# half precision, and `checksum` their CRC-32. `version` is the number in `versions` as of the row's last write, so that
# each process finds the new ones.
vectors = Table(
    "vectors",
    metadata,
    Column("source", String(64), primary_key=True),
    Column("article", String(255), primary_key=True),
    Column("model", String(32), primary_key=True),
    Column("digest", String(32), nullable=False),
    Column("width", Integer, nullable=False),
    Column("numbers", LargeBinary, nullable=False),
    Column("checksum", BigInteger, nullable=False),
    Column("version", Integer, nullable=False, index=True),
)
