"""WSGI entry: `gunicorn dtracker.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dtracker.settings")
application = get_wsgi_application()

# A page makes tens of thousands of objects that go by themselves when it is sent. To look for circles among them after
# every 700, as Python does unasked, is a sixth of its cost; after every 20,000 a twelfth, since they are still in use.
gc.set_threshold(100_000)
gc.freeze()
