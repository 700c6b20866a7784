"""Every setting, from the environment, in one file. A missing production value stops the start.

`TALLYSTICK_<NAME>_FILE` may name a file that holds a secret instead of `TALLYSTICK_<NAME>`.
"""

from __future__ import annotations

import fcntl
import os
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlparse

from croniter import croniter
from csp.constants import NONE, SELF
from environs import FileAwareEnv

from tallystick.extraction.reader.endpoint import endpoint_of

env = FileAwareEnv(prefix="TALLYSTICK_")

# --- Where things lie -----------------------------------------------------------------------
HOME = env.path("HOME", default=Path.cwd() / "var")
HOME.mkdir(parents=True, exist_ok=True)
ROLLUP_DIR = HOME / "rollup"
EVIDENCE_DIR = HOME / "evidence"


def _secret(name: str) -> str:
    """Return a secret from the environment, else one kept under HOME (embedded use only)."""
    if value := env.str(name, default=""):
        return str(value)
    if env.bool("PRODUCTION", default=False):
        raise SystemExit(f"TALLYSTICK_{name} is not set. Set it, or TALLYSTICK_{name}_FILE.")
    kept = HOME / f"{name.lower()}.secret"
    # Two first starts at once: the one that comes second waits and reads what the first wrote.
    with os.fdopen(os.open(kept, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        secret = file.read().strip()
        if not secret:
            secret = os.urandom(32).hex()
            file.write(secret)
            file.flush()
    return secret


# --- The machine ----------------------------------------------------------------------------
PRODUCTION = env.bool("PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = _secret("SECRET_KEY")
# Wraps the key of every evidence file and every personal field.
MASTER_KEY = _secret("MASTER_KEY")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]", "testserver"]
)
if PRODUCTION and not ALLOWED_HOSTS:
    raise SystemExit("TALLYSTICK_ALLOWED_HOSTS is not set. Name the hosts this office serves.")
CSRF_TRUSTED_ORIGINS: list[str] = env.list("TRUSTED_ORIGINS", default=[])
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
if env.bool("BEHIND_PROXY", default=False):
    # Only where the office's own proxy speaks TLS and sets this header itself.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SESSION_COOKIE_AGE = 20 * 3600
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tallystick.web.views.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# --- The rooms ------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth.account",
    "allauth.mfa",
    "django_q",
    "csp",
    "django_htmx",
    "tallystick.journal",
    "tallystick.regions",
    "tallystick.access",
    "tallystick.programme",
    "tallystick.entries",
    "tallystick.indicators",
    "tallystick.exchanges",
    "tallystick.interchange",
    "tallystick.web",
    "tallystick.config",
]
AUTH_USER_MODEL = "access.User"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Lends its request to the library that keeps second factors; no page of it is served.
    "allauth.account.middleware.AccountMiddleware",
    "tallystick.access.middleware.PolicyMiddleware",
    "tallystick.config.again.AgainMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tallystick.web.signs.SignsMiddleware",
]
ROOT_URLCONF = "tallystick.config.urls"
WSGI_APPLICATION = "tallystick.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tallystick.web.frame.frame",
            ],
        },
    }
]

# How many processes serve the pages side by side: each answers by four threads of one core.
SERVERS = env.int("SERVERS", default=min(2, os.cpu_count() or 1))
# Megabytes that each of them may keep pages in, packed: what nobody changed is not made again.
PAGES_MB = env.int("PAGES_MB", default=64)

# --- The database ---------------------------------------------------------------------------
_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    "PRAGMA busy_timeout=20000; PRAGMA cache_size=-65536"
)


def _database(url: str) -> dict[str, object]:
    """Return Django's description of `sqlite:///path` or `postgres://user:password@host/name`."""
    parts = urlparse(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.removeprefix("sqlite://"),
            # IMMEDIATE: a reader that turns writer half-way would fail at COMMIT instead.
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": _SQLITE_PRAGMAS},
        }
    if parts.scheme in ("postgres", "postgresql"):
        options = dict(parse_qsl(parts.query))
        host = options.pop("host", "") or parts.hostname or ""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(parts.port or ""),
            # What else the address says is the driver's: sslmode, sslrootcert …
            "OPTIONS": options,
            "CONN_MAX_AGE": 60,
        }
    raise SystemExit("TALLYSTICK_DATABASE_URL starts with sqlite:/// or postgres://.")


DATABASE_URL = env.str(
    "DATABASE_URL", default=f"sqlite://{(HOME / 'tallystick.sqlite3').resolve()}"
)
DATABASES = {"default": _database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by all processes of the office: the figures of a phone count once, in whichever they come.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Beyond this many the oldest are dropped; what is kept here is kept for minutes.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

# --- Words and times ------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "中文")]
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "locale"]
USE_I18N = True
USE_TZ = True
# Instants are stored in UTC; days are counted in the programme's own zone.
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Shanghai")

# --- Work that must not hold up a page --------------------------------------------------------
# Whether a worker (`tallystick work`) runs beside the pages; without one work is done at once.
WORKER = env.bool("WORKER", default=False)
# How the rooms below reach the queue, which they cannot import.
ENQUEUE = "tallystick.config.queue.enqueue"
# When people are reminded, as cron writes it, in the zone above.
REMIND_AT = env.str("REMIND_AT", default="30 8 * * *")
if not croniter.is_valid(REMIND_AT):
    raise SystemExit("TALLYSTICK_REMIND_AT is five fields, as cron writes them: 30 8 * * *.")
Q_CLUSTER = {
    "name": "tallystick",
    # In the office's own database: a job that was asked for rolls back with what asked for it.
    "orm": "default",
    "workers": env.int("WORKERS", default=2),
    "poll": 1,
    "timeout": 4 * 3600,
    # Later than any job ends. A job whose worker died is not done again by itself: pages say so.
    "retry": 5 * 3600,
    "ack_failures": True,
    "max_attempts": 1,
    "catch_up": False,
    "save_limit": 250,
    "log_level": "WARNING",
}

# --- Letters by e-mail, only where a mail server is named ---------------------------------------
EMAIL_HOST = env.str("EMAIL_HOST", default="")
EMAIL_PORT = env.int("EMAIL_PORT", default=587)
EMAIL_HOST_USER = env.str("EMAIL_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_PASSWORD", default="")
_MAIL_SECURITY = env.str("EMAIL_SECURITY", default="starttls")
if _MAIL_SECURITY not in ("starttls", "tls", "none"):
    raise SystemExit("TALLYSTICK_EMAIL_SECURITY is starttls, tls or none.")
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL_SECURITY == "starttls", _MAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="")
# Where people find the pages, as a letter names it.
ADDRESS = env.str("ADDRESS", default="").rstrip("/")
if EMAIL_HOST:
    for _name, _value in (("EMAIL_FROM", DEFAULT_FROM_EMAIL), ("ADDRESS", ADDRESS)):
        if not _value:
            raise SystemExit(f"TALLYSTICK_{_name} is not set. Letters need it: see EMAIL_HOST.")

# --- A reader of announcements beside the rules, only where an office names its address ----------
try:
    READER = endpoint_of(
        env.str("READER_URL", default=""),
        env.str("READER_MODEL", default=""),
        env.str("READER_KEY", default=""),
        env.int("READER_SECONDS", default=60),
        env.int("READER_LONGEST", default=20_000),
    )
except ValueError as _wrong:
    raise SystemExit(f"TALLYSTICK_{_wrong} is wrong: see docs/operate/reader.md.") from _wrong

# --- What is told to whoever keeps the server --------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# --- Signing in -----------------------------------------------------------------------------
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "sign-in"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Roles that may not act without a second factor; for everybody else it is her own choice.
SECOND_FACTOR_ROLES: list[str] = env.list("SECOND_FACTOR_ROLES", default=[])
# Another house that vouches for people (OpenID Connect); off without an issuer.
OIDC_ISSUER = env.str("OIDC_ISSUER", default="")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
OIDC_NAME = env.str("OIDC_NAME", default="OpenID Connect")
OIDC_CLAIM = env.str("OIDC_CLAIM", default="preferred_username")
OIDC_SCOPE = env.str("OIDC_SCOPE", default="openid profile")
if OIDC_ISSUER and not OIDC_CLIENT_ID:
    raise SystemExit("TALLYSTICK_OIDC_CLIENT_ID is not set. Give what the other house calls us.")
if OIDC_ISSUER and PRODUCTION and not OIDC_ISSUER.startswith("https://"):
    raise SystemExit("TALLYSTICK_OIDC_ISSUER starts with https:// in production.")
if OIDC_ISSUER and find_spec("jwt") is None:
    raise SystemExit("Signing in by another house needs the extra: install tallystick[sso].")
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
MFA_ADAPTER = "tallystick.access.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "Tallystick"
# One step to either side: clocks of phones and of offices without a network drift.
MFA_TOTP_TOLERANCE = 1
# A browser trusts 127.0.0.1 without TLS; in production only https is an origin.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

# --- Static files and what pages may load ---------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
SILENCED_SYSTEM_CHECKS: list[str] = []
