"""WSGI entry: `gunicorn dtracker.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dtracker.settings")
application = get_wsgi_application()
