"""The application for a server: ``kaocheng.web.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaocheng.web.settings")
application = get_wsgi_application()

from kaocheng.web.warming import warm_beside  # noqa: E402 -- models need the application

warm_beside()
