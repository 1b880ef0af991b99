"""The product's settings, made independent of the machine the tests run on.

Only what differs in a test: a known key, plain http, static files without a build step, a fast password hash.
"""

import os
from pathlib import Path
from tempfile import mkdtemp

for name in ("DEMO", "OPEN_READING", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "BEHIND_PROXY", "LOG_LEVEL", "EMAIL_URL"):
    os.environ.pop(name, None)
os.environ.update(DEBUG="0", SECRET_KEY="only-for-tests-" + "x" * 50, SECURE_SSL_REDIRECT="0")

from dtracker.settings import *  # noqa: E402, F403  (after the environment is set)
from dtracker.settings import STORAGES  # noqa: E402

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Without a collected folder WhiteNoise would warn at the start of every client.
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SITE_URL = "https://dtracker.example.vn"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A test is rolled back, and the next one would find the same numbers of rows under other pages.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
PRIVATE_ROOT = Path(mkdtemp(prefix="dtracker-tests-"))
