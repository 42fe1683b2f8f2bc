"""``python -m kaocheng.web``: Django's own commands, such as ``check --deploy``; ``work`` writes reports."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaocheng.web.settings")
    if sys.argv[1:] == ["work"]:
        import django

        django.setup()
        from kaocheng.web.jobs import work

        work()
    else:
        execute_from_command_line(sys.argv)
