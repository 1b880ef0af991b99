"""What must always hold and no column constraint can say: triggers, on both databases.

Publications cannot be updated or deleted. A target value lies within the range of its indicator.
SQLite drops triggers when a table is rebuilt: a later migration that alters one of these tables must run
`install` again.
"""

from django.db import migrations

OUT_OF_RANGE = """
    EXISTS (SELECT 1 FROM indicators_indicator i WHERE i.id = {indicator}
        AND ((NEW.value IS NOT NULL AND ((i.minimum IS NOT NULL AND NEW.value < i.minimum)
              OR (i.maximum IS NOT NULL AND NEW.value > i.maximum)))
          OR (NEW.value_max IS NOT NULL AND i.maximum IS NOT NULL AND NEW.value_max > i.maximum)))
"""
OF_TARGET = OUT_OF_RANGE.format(indicator="NEW.indicator_id")
OF_REVISION = OUT_OF_RANGE.format(
    indicator="(SELECT t.indicator_id FROM indicators_target t WHERE t.id = NEW.target_id)"
)
RANGES = {"indicators_target": OF_TARGET, "indicators_targetrevision": OF_REVISION}

SQLITE_APPEND_ONLY = """
CREATE TRIGGER publication_no_{event} BEFORE {event} ON indicators_publication
BEGIN SELECT RAISE(ABORT, 'publication_is_append_only'); END
"""
SQLITE_RANGE = """
CREATE TRIGGER {table}_range_{event} BEFORE {event} ON {table} WHEN {condition}
BEGIN SELECT RAISE(ABORT, 'target_value_within_range'); END
"""
POSTGRES_APPEND_ONLY = """
CREATE FUNCTION publication_is_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'publication_is_append_only' USING ERRCODE = '23514'; END
$$ LANGUAGE plpgsql;
CREATE TRIGGER publication_is_append_only BEFORE UPDATE OR DELETE ON indicators_publication
FOR EACH ROW EXECUTE FUNCTION publication_is_append_only();
"""
POSTGRES_RANGE = """
CREATE FUNCTION {table}_range() RETURNS trigger AS $$
BEGIN
    IF {condition} THEN RAISE EXCEPTION 'target_value_within_range' USING ERRCODE = '23514'; END IF;
    RETURN NEW;
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_range BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_range();
"""


def install(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for event in ("UPDATE", "DELETE"):
            schema_editor.execute(SQLITE_APPEND_ONLY.format(event=event))
        for table, condition in RANGES.items():
            for event in ("INSERT", "UPDATE"):
                schema_editor.execute(SQLITE_RANGE.format(table=table, event=event, condition=condition))
        return
    schema_editor.execute(POSTGRES_APPEND_ONLY)
    for table, condition in RANGES.items():
        schema_editor.execute(POSTGRES_RANGE.format(table=table, condition=condition))


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        names = ["publication_no_UPDATE", "publication_no_DELETE"]
        names += [f"{table}_range_{event}" for table in RANGES for event in ("INSERT", "UPDATE")]
        for name in names:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        return
    schema_editor.execute("DROP TRIGGER IF EXISTS publication_is_append_only ON indicators_publication")
    schema_editor.execute("DROP FUNCTION IF EXISTS publication_is_append_only()")
    for table in RANGES:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_range ON {table}")
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_range()")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
