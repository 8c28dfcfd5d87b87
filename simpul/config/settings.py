"""Settings. What differs between machines comes from the environment; everything else is fixed here."""

import os
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from simpul.base import database, embedded, keys
from simpul.config.watch import logs

env = environ.Env()

ROOT = Path(__file__).resolve().parents[2]
ENV = env.str("SIMPUL_ENV", default="local")
"""`local` (laptop, demo), `test`, or `production`."""
DEMO = env.bool("SIMPUL_DEMO", default=ENV == "local")
DEBUG = False
SECRET_KEY = env.str("SIMPUL_SECRET_KEY", default="") or keys.local_secret(embedded.home(), ENV)
ALLOWED_HOSTS = env.list("SIMPUL_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("SIMPUL_ORIGINS", default=[])
PUBLIC_URL = env.str("SIMPUL_PUBLIC_URL", default=next(iter(CSRF_TRUSTED_ORIGINS), ""))
"""The address in messages, letters and codes; the first of SIMPUL_ORIGINS when none is named."""

INSTALLED_APPS = [
    "simpul.base",
    "simpul.registry",
    "simpul.journal",
    "simpul.people",
    "simpul.network",
    "simpul.care",
    "simpul.exchange",
    "simpul.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
]

MIDDLEWARE = [
    "simpul.config.watch.requests.Watched",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simpul.config.headers.Headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # after all that set headers: the phone's application is a file too
    "simpul.registry.guard.ChosenLanguage",
    "simpul.config.phones.Phones",  # what follows serves pages
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "simpul.registry.asked_once.AskedOnce",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "simpul.registry.guard.IdleSession",
    "simpul.registry.guard.SecondFactor",
    "simpul.base.access.DenyByDefault",
    "simpul.config.letters.Letters",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "simpul.config.urls"
WSGI_APPLICATION = "simpul.config.wsgi.application"
ASGI_APPLICATION = "simpul.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "simpul" / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "simpul.config.shell.shell",
            ]
        },
    }
]

_APPLICATION, DATABASE_OWNER = database.databases()
DATABASES = {"default": _APPLICATION}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits and used one-time codes must hold across processes; little else is kept here.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "registry_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

AUTH_USER_MODEL = "registry.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "simpul.registry.backends.StaffBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if ENV == "test":
    PASSWORD_HASHERS.insert(0, "django.contrib.auth.hashers.MD5PasswordHasher")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "simpul.registry.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "landing"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("SIMPUL_PROXIES", default=0)
MFA_ADAPTER = "simpul.registry.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Simpul"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ENV != "production"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]
# Not by address: a whole puskesmas shares one. Guessing across many names is slowed per address by allauth.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
AXES_USERNAME_FORM_FIELD = "login"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_USERNAME_CALLABLE = "simpul.registry.adapters.client_username"
AXES_CLIENT_IP_CALLABLE = "simpul.registry.adapters.client_ip"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
SESSION_IDLE_MINUTES = 60

LANGUAGE_CODE = "id"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [ROOT / "simpul" / "config" / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [("ui", ROOT / "web" / "ui")]
STATIC_ROOT = Path(env.str("SIMPUL_STATIC_ROOT", default=str(embedded.home() / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = ENV != "production"
WHITENOISE_ROOT = ROOT / "simpul" / "config" / "static"
"""The phone application is built into `static/kader` and answers under /kader/, where its service worker rules."""
WHITENOISE_INDEX_FILE = True
WHITENOISE_AUTOREFRESH = ENV != "production"
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/kader/assets/.+$"
MEDIA_ROOT = embedded.home() / "media"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "simpul.config.pages.expired_form"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_ENGINE = "django.contrib.sessions.backends.db"
if ENV == "production":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "media-src": [SELF, "blob:"],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LOGGING = logs.configuration(ENV, os.environ.get("SIMPUL_LOG", "WARNING"))
"""`SIMPUL_LOG=INFO` adds a line for each request."""

SATUSEHAT = env.str("SIMPUL_SATUSEHAT", default="")
"""The file of connections to SATUSEHAT (docs/satusehat.md); without one nothing is sent."""
DUKCAPIL = env.str("SIMPUL_DUKCAPIL", default="")
"""The file of access rights to Dukcapil (docs/operations.md); without one nobody is asked about."""
STUN_URLS = env.list("SIMPUL_STUN", default=[])
TURN_URLS = env.list("SIMPUL_TURN", default=[])
TURN_SECRET = env.str("SIMPUL_TURN_SECRET", default="")
"""Servers through which two browsers find each other (docs/operations.md); without them only on one network."""
METRICS_TOKEN = env.str("SIMPUL_METRICS_TOKEN", default="")
"""Whoever shows it may read /metrics; without one there is no such page."""
FIGURES_DIR = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")
"""Where worker processes share their counters; empty when one process does everything."""

MESSAGING = {name: env.str(f"SIMPUL_{name.upper()}", default="") for name in ("whatsapp", "sms", "email")}
"""The private file of each channel (docs/operations.md); a channel without one does not exist here."""
