"""What the settings take from outside, failing loudly when it is unusable."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# Of the parameters of libpq, those about who is at the other end and how the way there is closed.
LIBPQ = frozenset({"sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "channel_binding", "gssencmode",
                   "connect_timeout", "application_name", "target_session_attrs"})
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")


def home() -> Path:
    """The folder of the installation: TEQUIO_HOME, or `tequio-data` in the current folder."""
    return Path(os.environ.get("TEQUIO_HOME", "tequio-data")).resolve()


def idle_minutes() -> int:
    """Minutes without anybody after which everything closes: TEQUIO_IDLE_MINUTES, or 15.

    Raises ImproperlyConfigured for anything but a whole number from 1 to 240.
    """
    asked = os.environ.get("TEQUIO_IDLE_MINUTES", "15")
    if not (asked.isascii() and asked.isdigit() and 1 <= int(asked) <= 240):
        raise ImproperlyConfigured("TEQUIO_IDLE_MINUTES: 1 - 240")
    return int(asked)


def hosts() -> list[str]:
    """The names by which others reach the pages: TEQUIO_HOSTS, with commas."""
    return [host for host in os.environ.get("TEQUIO_HOSTS", "").split(",") if host]


def behind_tls() -> bool:
    """Whether pages go over TLS only: whenever they have a name beside this machine's own, unless TEQUIO_TLS says no.

    Raises ImproperlyConfigured for anything but `yes` and `no`.
    """
    asked = os.environ.get("TEQUIO_TLS", "yes" if hosts() else "no")
    if asked not in ("yes", "no"):
        raise ImproperlyConfigured("TEQUIO_TLS: yes, no")
    return asked == "yes"


def database(folder: Path) -> dict[str, Any]:
    """SQLite in `folder`, or the PostgreSQL that DATABASE_URL names.

    Raises ImproperlyConfigured for another kind of address, and for an option that would not be heeded.
    """
    address = os.environ.get("DATABASE_URL", "")
    if not address:
        return _sqlite(folder)
    parts = urlsplit(address)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("DATABASE_URL: postgresql://user:password@host:port/name")
    # A query string such as ?host=/run/postgresql names a Unix socket.
    options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "OPTIONS": _heeded(options),
    }


def _heeded(options: dict[str, str]) -> dict[str, Any]:
    """What libpq is told of the connection. One that is not known here is refused: dropped, it would seem to hold."""
    unknown = options.keys() - LIBPQ
    if unknown or options.get("sslmode", "prefer") not in SSL_MODES:
        raise ImproperlyConfigured(f"DATABASE_URL: {', '.join(sorted(unknown)) or 'sslmode'}")
    return dict(options)


def _sqlite(folder: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "tequio.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # secure_delete overwrites what is deleted; temporary tables stay in memory.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
                            "PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;",
        },
    }


def secret(folder: Path) -> str:
    """The signing secret of the installation, made at first start; in memory only while no folder exists."""
    path = folder / "secret"
    if path.exists():
        return path.read_text(encoding="ascii")
    value = secrets.token_urlsafe(48)
    if folder.is_dir():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(value)
    return value
