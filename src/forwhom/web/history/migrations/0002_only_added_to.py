from typing import Any

from django.db import migrations, models

from forwhom.web.history.only_added import dropping, making


def make(apps: Any, schema_editor: Any) -> None:
    for statement in making(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def drop(apps: Any, schema_editor: Any) -> None:
    for statement in dropping(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["act", "-number"], name="history_act"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["subject", "-number"], name="history_subject"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["at"], name="history_at"),
        ),
        migrations.RunPython(make, drop),
    ]
