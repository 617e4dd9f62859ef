"""All settings, read from the environment; safe by default, loud when something needed is missing.

`docs/operations.md` lists every variable. `make run` sets `TRY_OUT=1`, which stands for
"one person tries this on their own machine": a key made on the spot, loopback only.
"""

import os
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from .set_apart import EVERY_LANGUAGE, MOST_KEPT, SQLITE, database, in_memory, logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent
# What this installation keeps for itself: ignored by git.
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))
# A file of variables, made by `manage.py new` or `deploy/install`; the environment itself wins.
ENVIRONMENT_FILE = Path(os.environ.get("ENVIRONMENT_FILE", VAR_DIR / "environment"))

env = environ.Env()
if ENVIRONMENT_FILE.is_file():
    env.read_env(ENVIRONMENT_FILE)
    VAR_DIR = Path(os.environ.get("VAR_DIR", VAR_DIR))


def _key_of_this_trial() -> str:
    """The secret key of a trial on one's own machine: made once, kept in the ignored `var/`."""
    VAR_DIR.mkdir(exist_ok=True)
    path = VAR_DIR / "secret-key"
    if not path.exists():
        path.write_text(get_random_secret_key(), encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8")


TRY_OUT = env.bool("TRY_OUT", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") if TRY_OUT else env.str("SECRET_KEY")
SECRET_KEY = SECRET_KEY or _key_of_this_trial()
LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
# A trial answers to this machine's own names and no others, whatever the environment says.
ALLOWED_HOSTS = LOOPBACK_HOSTS if TRY_OUT else env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "pressoffice.apps.PressOfficeConfig",
    "pressoffice.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "taggit",
    "ckeditor",
    "csp",
    "statements",
    "campaigns",
]

MIDDLEWARE = [
    "pressoffice.headers.SafeHeaders",  # before all that may answer by itself
    "pressoffice.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pressoffice.private.PrivateUnlessPublic",
    "pressoffice.unreadable.NoNulAtTheDesk",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pressoffice.language.LanguageOfThePath",
    "statements.people.middleware.OwnWay",  # before what refuses a request: refusals speak one's language
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "statements.people.middleware.SecondFactorFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "pressoffice.read_only.ReadOnly",
    "statements.desk.kept.KeepWhatWasTyped",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "pressoffice.urls"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
WSGI_APPLICATION = "pressoffice.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pressoffice.context_processors.newsroom",
            ],
        },
    }
]

# --- database -------------------------------------------------------------------------------------

DATABASES = {
    "default": database(env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'pressoffice.sqlite3'}"))
}
if DATABASES["default"]["ENGINE"] == SQLITE and (name := env.str("TEST_SQLITE_FILE", default="")):
    DATABASES["default"]["TEST"] = {"NAME": name}
CACHES = {name: in_memory(name, most) for name, most in MOST_KEPT.items()}
# How many seconds the database is given for a reader's page (`statements.bounded`).
PUBLIC_SECONDS = env.float("PUBLIC_SECONDS", default=3.0)
# How much memory each process keeps finished public pages in (`pressoffice.page_cache`); 0: none.
PAGE_CACHE_MB = env.int("PAGE_CACHE_MB", default=0 if DEBUG else 24)
# HTTP caches in front that a worker tells of every change (`pressoffice.front_caches`), by their addresses.
FRONT_CACHES = env.list("FRONT_CACHES", default=[])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "statements.User"
AUTHENTICATION_BACKENDS = [
    "statements.people.backend.PasswordBackend",
    "statements.rights.MembershipBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = LOGOUT_REDIRECT_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
# Nobody works at a public desk with a password alone.
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=not (DEBUG or TRY_OUT))
OTP_TOTP_SYNC = False  # one step of 30 seconds to either side, and no drift learnt on top of it
# Sessions end after so long without a sign of life, and so long after the login at the latest.
SESSION_ENGINE = "statements.people.sessions"
SESSION_IDLE_AGE = env.int("SESSION_IDLE_MINUTES", default=120) * 60
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 60 * 60
# The servers in front of this one whose X-Forwarded-For is believed, by address.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])

# --- languages and time ---------------------------------------------------------------------------

# The languages of the screens; a statement may be in any of CONTENT_LANGUAGES.
LANGUAGES = [("en", "English"), ("hi", "हिन्दी")]
LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")
_asked = env.list("CONTENT_LANGUAGES", default=[])
CONTENT_LANGUAGES = [pair for pair in EVERY_LANGUAGE if not _asked or pair[0] in _asked]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Kolkata")  # the newsroom's
USE_TZ = True

# --- the newsroom ---------------------------------------------------------------------------------

# The newsroom's address as seen from outside, for links in mails; no slash at the end.
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000" if TRY_OUT else "").rstrip("/")

# Whom to tell of a hole in the newsroom's security: mailto:… or https://…; stands in security.txt.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")

# What texts are written in; `statements.desk.editor` fences it.
PROSE_WIDGET = "statements.desk.editor.ProseWidget"

# --- mail -----------------------------------------------------------------------------------------

EMAIL_HOST = ""  # no mail server: the desk says so, and messages wait in the outbox
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)  # seconds for each answer of the server
MAIL_BY_WORKER = env.bool("MAIL_BY_WORKER", default=False)
if env.str("EMAIL_URL", default=""):
    vars().update({name: value for name, value in env.email("EMAIL_URL").items() if name != "OPTIONS"})
    DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL")
    if not SITE_URL:
        raise ImproperlyConfigured("Set the SITE_URL environment variable: mails link to the desk.")

# --- topics: by comma or line, never by blank ("May Day" is one topic) ------------------------------

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "statements.text.topics_from_string"
TAGGIT_STRING_FROM_TAGS = "statements.text.string_from_topics"

# --- running -------------------------------------------------------------------------------------

# `manage.py serve`: where it listens, by how many processes, each of how many threads.
BIND = env.str("BIND", default="127.0.0.1:8000")
WEB_PROCESSES = env.int("WEB_PROCESSES", default=max(2, os.cpu_count() or 2))
WEB_THREADS = env.int("WEB_THREADS", default=4)
# The nights' backups: where they lie, how many, at which hour they are made; and where a second copy goes.
BACKUPS_ROOT = env.path("BACKUPS_ROOT", default=str(VAR_DIR / "backups"))
BACKUPS_SECOND_PLACE = env.str("BACKUPS_SECOND_PLACE", default="")
BACKUPS_KEPT = env.int("BACKUPS_KEPT", default=14)
BACKUP_HOUR = env.int("BACKUP_HOUR", default=3)
# Exports that were brought to the desk lie here until they are imported, so large at most; never served.
IMPORTS_ROOT = env.path("IMPORTS_ROOT", default=str(VAR_DIR / "imports"))
IMPORT_MOST_MB = env.int("IMPORT_MOST_MB", default=2048)
# While this file is there, everything can be read and nothing changed (`manage.py maintenance on`).
MAINTENANCE_FILE = env.path("MAINTENANCE_FILE", default=str(VAR_DIR / "maintenance"))
LOGGING = logging_settings(is_trial=TRY_OUT)

# --- static files ---------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"  # beside the program it is made of
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "statements.desk.editor.FencedAppDirectoriesFinder",
]
WHITENOISE_USE_FINDERS = TRY_OUT or DEBUG
# Prepared by `collectstatic`: compressed, under names that change with what is in them.
STATIC_PREPARED = env.bool("STATIC_PREPARED", default=not (TRY_OUT or DEBUG))
_PREPARED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": _PREPARED if STATIC_PREPARED else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- files of statements --------------------------------------------------------------------------

# Outside what is served: every request asks whether readers may have the file.
FILES_ROOT = env.path("FILES_ROOT", default=str(VAR_DIR / "files"))
# Where nginx finds that folder for itself (X-Accel-Redirect); empty: this process sends the bytes.
FILES_BY_FRONT_SERVER = env.str("FILES_BY_FRONT_SERVER", default="")
# What is too big is never written to the disk.
FILE_UPLOAD_HANDLERS = [
    "statements.files.upload.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "statements.files.upload.OntoTheDisk",
]

# --- security -------------------------------------------------------------------------------------

CSRF_FAILURE_VIEW = "statements.desk.kept.not_from_here"
X_FRAME_OPTIONS = "DENY"
# Browsers that came by HTTPS once come by nothing else for two years.
SECURE_HSTS_SECONDS = 0 if TRY_OUT or DEBUG else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
# Everything is led to HTTPS, which the front server speaks; but what is asked from this machine itself.
SECURE_SSL_REDIRECT = env.bool("HTTPS_ONLY", default=not (TRY_OUT or DEBUG))
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not (TRY_OUT or DEBUG)
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# CKEditor 4 warns of itself on every check; `docs/security.md` says how it is fenced.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]
