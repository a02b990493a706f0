"""The database refuses a passage outside its article's text, and any change to a stored text.

A check constraint cannot look into another table, so both rules are triggers. SQLite drops the triggers of a table that a
later migration rebuilds (`AlterField` and its like on Article or Evidence): such a migration must run these operations
again, and `tests/articles/test_models.py` fails until it does.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE_UP = [
    *(
        f"""
        CREATE TRIGGER evidence_lies_in_text_{verb.lower()} BEFORE {verb} ON articles_evidence
        WHEN NEW."end" > (SELECT body_length FROM articles_article WHERE id = NEW.article_id)
        BEGIN SELECT RAISE(ABORT, 'evidence_lies_in_text: the passage ends after the text'); END
        """
        for verb in ("INSERT", "UPDATE")
    ),
    """
    CREATE TRIGGER stored_text_stays BEFORE UPDATE OF body, body_hash, body_length ON articles_article
    WHEN NEW.body <> OLD.body OR NEW.body_hash <> OLD.body_hash OR NEW.body_length <> OLD.body_length
    BEGIN SELECT RAISE(ABORT, 'stored_text_stays: a stored text is never altered'); END
    """,
]
SQLITE_DOWN = [
    "DROP TRIGGER evidence_lies_in_text_insert",
    "DROP TRIGGER evidence_lies_in_text_update",
    "DROP TRIGGER stored_text_stays",
]
POSTGRESQL_UP = [
    """
    CREATE FUNCTION evidence_lies_in_text() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW."end" > (SELECT body_length FROM articles_article WHERE id = NEW.article_id) THEN
            RAISE check_violation USING MESSAGE = 'evidence_lies_in_text: the passage ends after the text';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER evidence_lies_in_text BEFORE INSERT OR UPDATE ON articles_evidence
    FOR EACH ROW EXECUTE FUNCTION evidence_lies_in_text()
    """,
    """
    CREATE FUNCTION stored_text_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE check_violation USING MESSAGE = 'stored_text_stays: a stored text is never altered';
    END $$
    """,
    """
    CREATE TRIGGER stored_text_stays BEFORE UPDATE OF body, body_hash, body_length ON articles_article
    FOR EACH ROW WHEN (
        NEW.body <> OLD.body OR NEW.body_hash <> OLD.body_hash OR NEW.body_length <> OLD.body_length
    ) EXECUTE FUNCTION stored_text_stays()
    """,
]
POSTGRESQL_DOWN = [
    "DROP TRIGGER stored_text_stays ON articles_article",
    "DROP FUNCTION stored_text_stays()",
    "DROP TRIGGER evidence_lies_in_text ON articles_evidence",
    "DROP FUNCTION evidence_lies_in_text()",
]


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers in the database's own language."""
    for statement in POSTGRESQL_UP if schema_editor.connection.vendor == "postgresql" else SQLITE_UP:
        schema_editor.execute(statement)


def unguard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    for statement in POSTGRESQL_DOWN if schema_editor.connection.vendor == "postgresql" else SQLITE_DOWN:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_articles_and_evidence")]

    operations = [migrations.RunPython(guard, unguard)]
