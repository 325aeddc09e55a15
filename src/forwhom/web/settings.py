"""Django's settings: safe by default, everything else from the district's own folder."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from forwhom.web.databases import database
from forwhom.web.oidc import origins, providers
from forwhom.web.place_on_disk import Served

SERVED = Served.here()
WEB = SERVED.settings
HERE = Path(__file__).parent

SECRET_KEY = SERVED.secret()
DEBUG = False
DEMO = SERVED.is_demo
ALLOWED_HOSTS = WEB.addresses
ROOT_URLCONF = "forwhom.web.urls"
WSGI_APPLICATION = "forwhom.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "forwhom.web.history",
    "forwhom.web.accounts",
    "forwhom.web.ui",
    "forwhom.web.revisions",
    "forwhom.web.commitments",
    "forwhom.web.audits",
    "forwhom.web.findings",
    "forwhom.web.heard",
    "forwhom.web.inquiry",
    "forwhom.web.reasons",
    "forwhom.web.actions",
    "forwhom.web.decisions",
    "forwhom.web.reflection",
    "forwhom.web.progress",
    "forwhom.web.releases",
    "forwhom.web.packets",
    "forwhom.web.manual",
    "forwhom.web.privacy",
    "forwhom.web.home",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "forwhom.web.ui.static_files.Served",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "forwhom.web.accounts.at_the_door.AtTheDoor",
    "forwhom.web.ui.only_a_form.OnlyAForm",
    "forwhom.web.ui.addresses.NoNul",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "accounts" / "templates"],  # before allauth's own
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "forwhom.web.ui.context.every_page",
            ],
            "builtins": [
                "django.templatetags.static",
                "forwhom.web.ui.templatetags.words",
                "forwhom.web.ui.templatetags.parts",
                "forwhom.web.accounts.templatetags.people",
                "forwhom.web.revisions.templatetags.kept",
            ],
        },
    }
]

DATABASES = {"default": database(SERVED.database, SERVED.sqlite)}
# Shared by all workers: tries at signing in are counted here.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"}
}

# ---------------------------------------------------------------------------- people and sessions
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "home", "account_login"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_FORMS = {"login": "forwhom.web.accounts.sign_in_form.SignInForm"}
ACCOUNT_ADAPTER = "forwhom.web.accounts.adapter.ByInvitation"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation went to that address
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/300s/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SERVED.https else 0  # whose tries they are, behind a proxy
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are kept with the person, not by allauth
MFA_TOTP_ISSUER = "Forwhom"
MFA_TOTP_TOLERANCE = 1  # a clock that is up to half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SERVED.https
SECOND_FACTOR_REQUIRED = not DEMO
SOCIALACCOUNT_ADAPTER = "forwhom.web.accounts.single_sign_on.BoundToSubject"
SOCIALACCOUNT_PROVIDERS = providers(WEB.oidc)
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # an e-mail proves nothing about who signs in
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
IDLE_SECONDS, WHOLE_SECONDS = 30 * 60, 12 * 60 * 60  # NIST 800-63B, level 2
SESSION_COOKIE_AGE = WHOLE_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SERVED.https
SECURE_SSL_REDIRECT = SERVED.https
SECURE_HSTS_SECONDS = 31_536_000 if SERVED.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SERVED.https else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "forwhom.web.ui.views.wrong.form_too_old"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *origins(WEB.oidc)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Mail is sent only where web.toml names a server; else links are copied by hand.
MAIL = bool(WEB.mail.get("host"))
EMAIL_HOST, EMAIL_PORT = WEB.mail.get("host", ""), WEB.mail.get("port", 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = WEB.mail.get("user", ""), WEB.mail.get("password", "")
EMAIL_USE_TLS, EMAIL_TIMEOUT = WEB.mail.get("tls", True), 10
DEFAULT_FROM_EMAIL = WEB.mail.get("from", "forwhom@localhost")

# ------------------------------------------------------------------------------ words and numbers
LANGUAGE_CODE = WEB.language
LANGUAGES = [("en", "English"), ("es", "Español")]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

# ------------------------------------------------------------------------------------------ files
STATIC_URL = "static/"
STATICFILES_DIRS = [("fonts", HERE.parent / "report" / "fonts")]  # one family of pages, one font
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "forwhom.web.ui.static_files.Fingerprinted"},
}
WHITENOISE_USE_FINDERS = True  # straight from the installed package: nothing to collect
COMPRESSED_FILES = SERVED.folder / "compressed"
MEDIA_ROOT = SERVED.folder / "uploads"
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
WORK_APART = True  # each job in a process of its own, whose memory and crashes end with it
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # A trace shows local values, and a value may be a student's: the log names where, never what.
    "formatters": {"where": {"()": "forwhom.web.log_lines.OnlyWhere"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "where"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
