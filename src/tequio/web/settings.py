"""All settings, in the order in which a person running Tequio meets them. No secret stands in this file."""

from pathlib import Path

from tequio.web.environment import behind_tls, database, home, hosts, idle_minutes, secret
from tequio.web.own_files import for_ourselves

PACKAGE = Path(__file__).resolve().parent.parent

# One folder holds everything of an installation: database, keys, secret.
HOME = home()
SECRET_KEY = secret(HOME)
DEBUG = False
# Reached from this machine, and from phones in the room by the address that `serve` prints.
ALLOWED_HOSTS = [*hosts(), "127.0.0.1", "localhost"]

DATABASES = {"default": database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    # The second factor; of its own pages none is mounted, and its tables for mail are not made.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "tequio.foundation.places",
    "tequio.foundation.accounts",
    "tequio.foundation.audit",
    "tequio.foundation.vault",
    "tequio.foundation.trail",
    "tequio.exchange",
    "tequio.listening",
    "tequio.protection",
    "tequio.diagnosis",
    "tequio.measurement",
    "tequio.deliberation",
    "tequio.agendas",
    "tequio.followup",
    "tequio.publication",
    "tequio.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tequio.web.middleware.ChosenLanguage",
    "tequio.web.weight.NothingTooHeavy",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tequio.web.middleware.NothingStays",
    "allauth.account.middleware.AccountMiddleware",
    "tequio.web.middleware.StillThere",
    "tequio.web.middleware.FromOneBrowser",
    "tequio.web.middleware.WithinReach",
    "tequio.web.middleware.CodedErrors",
    "tequio.web.typed.OnlyWhatIsSeen",
]

ROOT_URLCONF = "tequio.web.urls"
WSGI_APPLICATION = "tequio.web.wsgi.application"

TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "DIRS": [],
    "APP_DIRS": True,
    "OPTIONS": {"context_processors": [
        "django.template.context_processors.request",
        "django.template.context_processors.i18n",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
        "tequio.web.context.surroundings",
    ]},
}]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
# An account has no address to write to, and no limit is kept by address: `web/entrance/throttle.py` counts tries.
ACCOUNT_USER_MODEL_USERNAME_FIELD = "pseudonym"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "tequio.web.entrance.factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# The clocks of telephone and machine may differ by half a minute.
MFA_TOTP_TOLERANCE = 1
MIGRATION_MODULES = {"account": "tequio.web.no_mail.migrations"}
LOGIN_URL = "enter"
LOGIN_REDIRECT_URL = "home"

LANGUAGE_CODE = "es-mx"
LANGUAGES = [("es-mx", "Español"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "idioma"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Mexico_City"

STATIC_URL = "static/"
STATICFILES_DIRS: list[Path] = []
# Served straight from the package: a laptop has no separate step for collecting files.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600
# Pages of others may not ask whether this program runs here.
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = for_ourselves

# Nobody there for so many minutes: the page goes, the session ends, the keys are forgotten.
IDLE_MINUTES = idle_minutes()
SESSION_ENGINE = "tequio.web.sessions"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_NAME = "paso"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
# Gone with the browser: nothing tells later that a phone was here.
CSRF_COOKIE_AGE = None
CSRF_COOKIE_SAMESITE = "Strict"
# Behind TLS no cookie goes without it, and a browser that was here once comes back over TLS only.
BEHIND_TLS = behind_tls()
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if BEHIND_TLS else 0
X_FRAME_OPTIONS = "DENY"
# Not «no-referrer»: under it browsers send «Origin: null» and every form would be refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CONTENT_SECURITY_POLICY = {"DIRECTIVES": {
    "default-src": ["'self'"], "img-src": ["'self'", "data:"], "object-src": ["'none'"],
    "base-uri": ["'none'"], "form-action": ["'self'"], "frame-ancestors": ["'none'"],
}}

# Request bodies stay in memory: what people wrote never spills to a temporary file unsealed.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# Kinds of faults and lines of this program only: no request body, no query string, no user, no address is ever logged.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "formatters": {"plain": {"()": "tequio.web.plain_log.Plain"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["terminal"], "level": "ERROR"},
}
