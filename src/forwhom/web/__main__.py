"""Django's own commands, for whoever looks after the server: `python -m forwhom.web migrate`."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forwhom.web.settings")
execute_from_command_line(sys.argv)
