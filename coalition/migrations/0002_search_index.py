"""The index behind the search box, in the database's own language: FTS5 on SQLite, a tsvector on PostgreSQL.

It stands outside Django's models, so that no later migration rebuilds it, and is filled from Python; see
`coalition/search/__init__.py`. Records that are there already enter it by `manage.py rebuild_search`.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE_UP = [
    # Two- and three-letter prefixes are looked up, longer ones follow from them.
    """
    CREATE VIRTUAL TABLE search_index
    USING fts5(title, names, body, tokenize='porter unicode61 remove_diacritics 2', prefix='2 3')
    """,
]
SQLITE_DOWN = ["DROP TABLE search_index"]
POSTGRESQL_UP = [
    # English stems without stop words: "IS" and "US" are names here.
    "CREATE TEXT SEARCH DICTIONARY ledger_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION ledger (COPY = simple)",
    """
    ALTER TEXT SEARCH CONFIGURATION ledger
    ALTER MAPPING FOR asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart
    WITH ledger_stem
    """,
    """
    CREATE TABLE search_index (
        kind smallint NOT NULL,
        object_id bigint NOT NULL,
        vector tsvector NOT NULL,
        PRIMARY KEY (kind, object_id)
    )
    """,
    "CREATE INDEX search_index_words ON search_index USING gin (vector)",
]
POSTGRESQL_DOWN = [
    "DROP TABLE search_index",
    "DROP TEXT SEARCH CONFIGURATION ledger",
    "DROP TEXT SEARCH DICTIONARY ledger_stem",
]


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the index."""
    for statement in POSTGRESQL_UP if schema_editor.connection.vendor == "postgresql" else SQLITE_UP:
        schema_editor.execute(statement)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the index."""
    for statement in POSTGRESQL_DOWN if schema_editor.connection.vendor == "postgresql" else SQLITE_DOWN:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("coalition", "0001_ledger_nouns")]

    operations = [migrations.RunPython(create, drop)]
