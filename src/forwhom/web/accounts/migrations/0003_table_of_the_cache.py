"""The table in which all workers count tries at signing in."""

from typing import Any

from django.core.management import call_command
from django.db import migrations


def make(apps: Any, schema_editor: Any) -> None:
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_ways_in_and_sessions")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
