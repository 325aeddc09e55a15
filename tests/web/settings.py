"""The web's settings, for tests: an empty district, plain http, a quick password hash."""

import os
import tempfile

os.environ.setdefault("FORWHOM_DISTRICT", tempfile.mkdtemp(prefix="forwhom-web-"))

from forwhom.web.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
ALLOWED_HOSTS = ["*"]
# Tests sign in without one, but for those about it (tests/web/accounts/test_second_factor.py).
SECOND_FACTOR_REQUIRED = False

if DATABASES["default"]["ENGINE"] == "forwhom.web.sqlite":  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405 - as for Django's own SQLite
