"""Settings of the bench: those of the tests, on a database of its own, without looking for changed static files."""

from tests.settings import *  # noqa: F403
from tests.settings import BASE_DIR

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ROOT_URLCONF = "tests.bench.urls"
WHITENOISE_AUTOREFRESH = False
# WhiteNoise reads this folder once at the start; nothing is collected for the bench.
STATIC_ROOT = BASE_DIR / "static"
STATICFILES_DIRS = []
ALLOWED_HOSTS = ["localhost"]
