"""The application for a server: ``kaocheng.web.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaocheng.web.settings")
application = get_wsgi_application()
