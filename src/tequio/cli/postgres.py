"""A PostgreSQL for the tests: the one that DATABASE_URL names, or a throw-away one on loopback."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from tequio.foundation.errors import TequioError

DEBIAN_SERVERS = Path("/usr/lib/postgresql")
OWNER = "tequio"
SECONDS_TO_START = 30
SECONDS_TO_STOP = 20
# Nothing here outlives the tests, so nothing is forced onto the disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50")


def server_binaries() -> Path | None:
    """The folder with initdb and postgres, the newest version where there are several."""
    on_path = shutil.which("initdb")
    versions = sorted(DEBIAN_SERVERS.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    found = versions[-1] if versions else on_path and Path(on_path).resolve()
    return found.parent if found else None


@contextmanager
def database_url() -> Iterator[str]:
    """The address of a PostgreSQL whose user may create databases; a server started here is gone afterwards.

    Raises TequioError TQ-903 without server programs, TQ-904 when the server does not start.
    """
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        yield os.environ["DATABASE_URL"]
        return
    binaries = server_binaries()
    if binaries is None:
        raise TequioError("TQ-903")
    with (
        _ended_by_signals(),
        tempfile.TemporaryDirectory(prefix="tequio-postgres-") as folder,
        _running(binaries, Path(folder)) as url,
    ):
        yield url


@contextmanager
def _running(binaries: Path, folder: Path) -> Iterator[str]:
    password, port = secrets.token_hex(16), _free_port()
    (folder / "password").write_text(password, encoding="ascii")
    account = _unprivileged(folder)
    _said(binaries / "initdb", "-D", folder / "data", "-U", OWNER, "-A", "scram-sha-256", "--pwfile",
          folder / "password", "-E", "UTF8", "--locale=C", "--no-sync", account=account, folder=folder)
    settings = [part for setting in FAST for part in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data", "-h", "127.0.0.1", "-p", str(port), "-k", folder, *settings],
            cwd=folder, stdout=log, stderr=log, user=account, group=account, extra_groups=[] if account else None,
            # Ctrl-C reaches the tests first; they still want to drop their databases.
            start_new_session=True)
    try:
        _wait(binaries, folder, server, port)
        yield f"postgresql://{OWNER}:{password}@127.0.0.1:{port}/postgres"
    finally:
        _stop(server)


def _unprivileged(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: there it runs as the account that Debian makes for it."""
    if os.geteuid() != 0:
        return None
    account = "postgres"
    for path in (folder, folder / "password"):
        shutil.chown(path, account)
    return account


def _said(program: Path, *arguments: str | Path, account: str | None, folder: Path) -> None:
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, check=False,
                          user=account, group=account, extra_groups=[] if account else None)
    if done.returncode:
        raise TequioError("TQ-904", said=_last_line(done.stderr))


def _wait(binaries: Path, folder: Path, server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        ready = subprocess.run([binaries / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], check=False)
        if ready.returncode == 0:
            return
        time.sleep(0.1)
    raise TequioError("TQ-904", said=_last_line((folder / "log").read_text(encoding="utf-8", errors="replace")))


def _stop(server: subprocess.Popen[bytes]) -> None:
    """SIGINT ends open connections at once, where SIGTERM would wait for them."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        with suppress(subprocess.TimeoutExpired):
            server.wait(SECONDS_TO_STOP)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """A terminal that closes, or a CI that runs out of time, must not leave a server behind."""
    before = {number: signal.signal(number, _leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return int(port)


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["–"])[-1]
