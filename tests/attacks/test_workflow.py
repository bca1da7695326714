"""A whole process full of canaries, worked through from entry to lock; then every file that was left is looked through.

On SQLite and on PostgreSQL, whose own folder (tables, write-ahead log, server log) is looked through as well.
"""

import base64
import os
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tequio.cli.postgres import database_url, server_binaries
from tests.attacks.canaries import PLACES, PUBLIC, write_process
from tests.attacks.searching import SONG, search
from tests.keeping.settled import long_here

ROOT = Path(__file__).parents[2]
PASSPHRASE, SECOND, FIELD = "una frase de prueba", "otra frase distinta", "la frase del campo"
pytestmark = [pytest.mark.attack, pytest.mark.slow]
Run = Callable[..., str]


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The database to work in: none named, or a server of its own below `tmp_path`."""
    if request.param == "sqlite":
        yield ""
        return
    if server_binaries() is None:
        pytest.skip("no PostgreSQL server here")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    # The server runs as another account, which may not enter the folders of pytest.
    with tempfile.TemporaryDirectory(prefix="tequio-canaries-") as base, ExitStack() as stack:
        Path(base).chmod(0o755)
        monkeypatch.setattr(tempfile, "tempdir", base)
        yield stack.enter_context(database_url()) + f"#{base}"
        monkeypatch.setattr(tempfile, "tempdir", None)


def test_after_a_whole_workflow_no_file_holds_a_canary(
        address: str, tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    url, _, base = address.partition("#")
    for name in ("fuentes", "tmp", "casa", "salida", "paginas", "usb"):
        (tmp_path / name).mkdir()
    tequio, python = runners(tmp_path, url)
    folder = tmp_path / "proceso"
    tequio("build", write_process(tmp_path / "fuentes"), "--out", folder)
    tequio("people", folder, "--add", "Tecolote", "--role", "protector", more={"--new-passphrase-fd": SECOND})
    long_here(folder, PASSPHRASE)
    printed = python(ROOT / "tests" / "attacks" / "workflow.py", folder, tmp_path / "paginas")
    tequio("trace", "P1", "--in", folder, passphrases=())
    tequio("backup", folder, "--out", tmp_path / "usb" / "marzo.tequio")
    tequio("publish", folder, "--list")
    tequio("publish", folder, "--out", tmp_path / "sitio", "--document", "ronda-r1", "--yes",
           passphrases=(PASSPHRASE, SECOND))
    tequio("dossier", folder, "--out", tmp_path / "expediente", passphrases=())
    if not url:
        _bundles(tequio, folder, tmp_path)
    tequio("audit", folder, passphrases=())
    (tmp_path / "fuentes").rename(tmp_path.with_name(f"{tmp_path.name}-fuentes"))
    # What is public by nature is masked where it is published, and stands elsewhere.
    assert search([tmp_path / "sitio"]).found == []
    seen = search([tmp_path, *([Path(base)] if base else [])], but=(*PUBLIC, *PLACES))
    record_property("searched", f"{seen.files} files, {seen.bytes} bytes, {seen.inflated} inflated")
    print(f"\n{'PostgreSQL' if url else 'SQLite'}: {seen.files} files, {seen.bytes:,} bytes and {seen.inflated:,} "
          f"inflated; {printed.splitlines()[-1]}")
    assert seen.found == []
    assert seen.files > 40
    assert seen.bytes > 3_000_000


def _bundles(tequio: Run, folder: Path, beside: Path) -> None:
    """Another machine, with a folder and a database of its own, is lent the process with its voices."""
    card = beside / "salida" / "tarjeta.txt"
    tequio("bundle", "cards", folder, "--out", card)
    printed = tequio("bundle", "start", beside / "campo", "--card", card, passphrases=(),
                 more={"--new-passphrase-fd": FIELD})
    theirs = beside / "salida" / "campo.txt"
    theirs.write_text(printed[printed.index("tequio-card"):], encoding="utf-8")
    lent = beside / "usb" / "campo.paquete"
    tequio("bundle", "lend", folder, "--card", theirs, "--territory", "centro", "--with-voices", "--out", lent)
    tequio("bundle", "take", beside / "campo", lent, passphrases=(FIELD,))


def runners(tmp_path: Path, url: str) -> tuple[Run, Run]:
    """Programs of their own, with a home and a temporary folder that are looked through; all they print is kept."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TEQUIO_HOME")} | {
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "TMPDIR": str(tmp_path / "tmp"), "HOME": str(tmp_path / "casa"),
        "PYTHONDONTWRITEBYTECODE": "1"} | ({"DATABASE_URL": url} if url else {})
    number = iter(range(1000))

    def python(*arguments: object, passed: tuple[int, ...] = ()) -> str:
        done = subprocess.run([sys.executable, *map(str, arguments)], text=True, capture_output=True, cwd=ROOT,
                              timeout=900, pass_fds=passed, env=environment)
        said = done.stdout + done.stderr
        # What a file is called where it lies is told to whoever named it.
        for source in (tmp_path / "fuentes").glob("*"):
            said = said.replace(source.name, "")
        (tmp_path / "salida" / f"{next(number)}.log").write_text(said, encoding="utf-8")
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def tequio(*arguments: object, passphrases: tuple[str, ...] = (PASSPHRASE,),
               more: dict[str, str] | None = None) -> str:
        given = [("--passphrase-fd", words) for words in passphrases] + list((more or {}).items())
        options, passed = [], []
        for option, words in given:
            reading, writing = os.pipe()
            os.write(writing, f"{words}\n".encode())
            os.close(writing)
            options += [option, str(reading)]
            passed.append(reading)
        try:
            return python("-m", "tequio.cli", *arguments, *options, passed=tuple(passed))
        finally:
            for reading in passed:
                os.close(reading)

    return tequio, python


def test_the_search_finds_every_spelling(tmp_path: Path) -> None:
    """A search that finds nothing proves something only if it would have found it."""
    for shift in range(3):
        said = f"{'x' * shift}Dijo Xó{SONG}alguien"
        written = {"utf-8": said.encode(), "utf-16-le": said.encode("utf-16-le"), "utf-16-be": said.encode("utf-16-be"),
                   "hex": said.encode().hex().encode(), "base64": base64.b64encode(said.encode()),
                   "lower": said.lower().encode(), "upper": said.upper().encode()}
        for kind, data in written.items():
            (tmp_path / f"{shift}-{kind}").write_bytes(data)
        (tmp_path / f"{shift}.pdf").write_bytes(b"%PDF-1.7\nstream\n" + zlib.compress(said.encode()) + b"\nendstream")
        with zipfile.ZipFile(tmp_path / f"{shift}.docx", "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("word/document.xml", said)
    found = search([tmp_path]).found
    assert {name.split(":")[0].split("!")[0] for name in found} == {path.name for path in tmp_path.iterdir()}
