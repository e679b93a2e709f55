"""Full-text search over passages: FTS5 in SQLite, tsvector in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text


def create_index(connection: Connection) -> None:
    """The index of words beside the table `passage`."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                "CREATE VIRTUAL TABLE passage_words USING fts5("
                "text, content='passage', content_rowid='id', tokenize='porter unicode61')"
            )
        )
        return
    connection.execute(
        text(
            "ALTER TABLE passage ADD COLUMN words tsvector "
            "GENERATED ALWAYS AS (to_tsvector('english', text)) STORED"
        )
    )
    connection.execute(text("CREATE INDEX ix_passage_words ON passage USING gin (words)"))


def add_words(connection: Connection, report: str) -> None:
    """Index the passages of a report. PostgreSQL does it by itself."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                "INSERT INTO passage_words(rowid, text) "
                "SELECT id, text FROM passage WHERE report = :report ORDER BY id"
            ),
            {"report": report},
        )


def drop_words(connection: Connection, report: str) -> None:
    """Take the passages of a report out of the index, before they go."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                "INSERT INTO passage_words(passage_words, rowid, text) "
                "SELECT 'delete', id, text FROM passage WHERE report = :report"
            ),
            {"report": report},
        )


def find_words(connection: Connection, words: Sequence[str], limit: int) -> list[tuple[int, float]]:
    """Passages that have any of the words, best first: (passage, score; more is better).

    words: plain words, none of them an operator. Scores are BM25 in SQLite and `ts_rank_cd` in
    PostgreSQL; only their order can be compared.
    """
    terms = [word for word in ("".join(filter(str.isalnum, word)) for word in words) if word]
    if not terms:
        return []
    if connection.dialect.name == "sqlite":
        query = text(
            "SELECT rowid, -bm25(passage_words) FROM passage_words "
            "WHERE passage_words MATCH :query ORDER BY bm25(passage_words), rowid LIMIT :limit"
        )
        asked = " OR ".join(f'"{term}"' for term in terms)
    else:
        query = text(
            "SELECT id, ts_rank_cd(words, query) AS rank FROM passage, "
            "to_tsquery('english', :query) AS query "
            "WHERE words @@ query ORDER BY rank DESC, id LIMIT :limit"
        )
        asked = " | ".join(terms)
    rows = connection.execute(query, {"query": asked, "limit": limit})
    return [(int(row[0]), float(row[1])) for row in rows]
