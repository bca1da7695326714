"""`tequio capture serve` under a certificate: what an installed authority trusts, and nothing beside the notes."""

import contextlib
import os
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tequio.cli import certificate_files

ROOT = Path(__file__).parents[3]
PASSPHRASE = "uno dos tres cuatro cinco seis"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """A folder with nothing but room for keys is enough: serving the notes opens none."""
    folder, vouched = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("certificate")
    (folder / "keys").mkdir()
    certificate_files.make(vouched, address="127.0.0.1", days=2, passphrase=PASSPHRASE)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TEQUIO_HOME")}
    running = subprocess.Popen(
        [sys.executable, "-m", "tequio.cli", "capture", "serve", str(folder), "--port", str(port), "--certificate",
         str(vouched), "--passphrase-fd", "0"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, cwd=ROOT, env=environment | {"PYTHONPATH": str(ROOT / "src")})
    assert running.stdin
    running.stdin.write(f"{PASSPHRASE}\n".encode())
    running.stdin.close()
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            break
        assert running.poll() is None, running.stderr and running.stderr.read()
        time.sleep(0.1)
    yield port, vouched
    running.terminate()
    running.wait(10)


def asked(port: int, path: str, *, trust: Path | None) -> tuple[int, bytes]:
    context = ssl.create_default_context()
    if trust:
        context.load_verify_locations(cadata=(trust / certificate_files.AUTHORITY).read_bytes())
    try:
        with urllib.request.urlopen(f"https://127.0.0.1:{port}{path}", context=context, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


def test_whoever_installed_the_authority_gets_the_notes(served: tuple[int, Path]) -> None:
    port, vouched = served
    status, page = asked(port, "/nota/", trust=vouched)
    assert status == 200 and b"<title>Notas</title>" in page
    for path in ("/", "/entrar/", "/static/tequio/css/base.css", "/recibo/"):
        assert asked(port, path, trust=vouched) == (404, b"")


def test_nobody_else_trusts_it(served: tuple[int, Path]) -> None:
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        asked(served[0], "/nota/", trust=None)
