"""A process ends as its groups allowed: rehearsed without a changed byte, decided by two, certified when it is done."""

import hashlib
import json
import re
import shutil
import sqlite3
from pathlib import Path

import pypdfium2
import pytest
from tests.attacks.canaries import PUBLIC, file_of, write_process
from tests.keeping.closable import FORBIDDEN, SECOND, fingerprints, shares_written
from tests.keeping.conftest import OPENED, PASSPHRASE, Tequio
from tests.keeping.test_purge import envelopes, held_by

from tequio.chain.build import prepare
from tequio.foundation.errors import TequioError
from tequio.foundation.vault import keyfile

pytestmark = pytest.mark.slow

LISTED = r'^"([^"]+)","\d+","(\w{64})"\r?$'
RECEIVER = "la frase de quien recibe"
DECIDED = {"second": SECOND}
CERTIFICATE = ("certificado.json", "certificado.pdf", "certificate.pdf")


@pytest.fixture
def closable(closable_once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(closable_once, tmp_path / "proceso")


@pytest.fixture
def handed(closable: Path, tmp_path: Path, tequio: Tequio) -> Path:
    """What was handed over to somebody with an address."""
    to = tequio("recipient", passphrase=RECEIVER).stdout.strip()
    done = tequio("close", closable, "--hand-over", tmp_path / "fuera", "--to", to, "--yes", **DECIDED)
    assert done.returncode == 0, done.stderr
    return tmp_path / "fuera"


def keys_in(folder: Path) -> Path:
    return next(folder.glob("*.llaves"))


def statement(folder: Path) -> dict[str, object]:
    return json.loads(next(folder.rglob("certificado.json")).read_text("utf-8"))["statement"]


@pytest.mark.parametrize("how", [("--hand-over", "fuera"), ("--archive", "fuera"), ("--destroy",)])
def test_a_rehearsal_changes_not_one_byte_and_says_what_would_happen(
        closable: Path, tmp_path: Path, tequio: Tequio, how: tuple[str, ...]) -> None:
    before = fingerprints(tmp_path)
    done = tequio("close", closable, how[0], *(tmp_path / one for one in how[1:]), "--rehearse")
    assert done.returncode == 0, done.stderr
    assert fingerprints(tmp_path) == before
    assert "ENSAYO" in done.stdout
    assert "voz: " in done.stdout
    assert "respaldos en otros lugares" in done.stdout
    assert "Zar" not in done.stdout


def test_the_rehearsal_gives_the_account_of_the_ending(closable: Path, tequio: Tequio) -> None:
    def account(printed: str) -> list[str]:
        return [line for line in printed.splitlines() if line.startswith("  ") and "cierre" not in line]

    rehearsed = tequio("close", closable, "--destroy", "--rehearse")
    done = tequio("close", closable, "--destroy", "--yes", **DECIDED)
    assert account(rehearsed.stdout) == account(done.stdout) != []


def test_destroying_leaves_the_record_and_the_certificate(closable: Path, tequio: Tequio) -> None:
    sealed = envelopes(closable)
    wrapped = list(keyfile.read(next((closable / "keys").glob("*.keys"))).wrapped.values())
    assert sealed
    assert wrapped
    done = tequio("close", closable, "--destroy", "--yes", **DECIDED)
    assert done.returncode == 0, done.stderr
    left = held_by(closable)
    assert [one for one in [*sealed, *wrapped] if one in left] == []
    assert b"Zar" not in left
    names = {path.name for path in closable.rglob("*") if path.is_file()}
    assert names == {"tequio.sqlite3", "secret", "audit.key", *CERTIFICATE}
    with sqlite3.connect(closable / "tequio.sqlite3") as database:
        full = [name for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                if not name.startswith(("django_", "sqlite_", "auth_"))
                and database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]]
    assert sorted(full) == ["audit_entry", "audit_head"]
    audit = tequio("audit", closable, passphrase="")
    assert audit.returncode == 0
    assert "process_destroy" in audit.stdout


def test_the_certificate_says_no_words_and_no_small_count_and_shows_when_it_was_changed(
        closable: Path, tequio: Tequio) -> None:
    tequio("close", closable, "--destroy", "--yes", **DECIDED)
    path = next(closable.rglob("certificado.json"))
    assert "El certificado es lo que se firmó" in tequio("close", "--check", path, passphrase="").stdout
    said = statement(closable)
    assert {one["role"] for one in said["decided_by"]} == {"coordinator", "protector"}
    assert {row["stayed"] for row in said["counts"]["rows"] if row["what"] == "listening.voice"} == {None}
    for page in path.parent.glob("*.pdf"):
        text = "".join(part.get_textpage().get_text_range() for part in pypdfium2.PdfDocument(page))
        assert "Canarios" in text
        assert "Zar" not in text
        assert re.search(r"menos de 10|fewer than 10", text)
    path.write_text(path.read_text("utf-8").replace('"destroy"', '"archive"', 1), encoding="utf-8")
    assert "TQ-368" in tequio("close", "--check", path, passphrase="").stderr


def test_what_was_not_allowed_is_in_nothing_that_leaves(handed: Path, tmp_path: Path, tequio: Tequio) -> None:
    again = tmp_path / "recibido"
    done = tequio("restore", handed / "proceso.tequio", "--keys", keys_in(handed), "--out", again,
                  passphrase=RECEIVER)
    assert done.returncode == 0, done.stderr
    assert OPENED in tequio("trace", "V1", "--in", again, passphrase=RECEIVER).stdout
    assert "TQ-913" in tequio("trace", "V2", "--in", again, passphrase=RECEIVER).stderr
    assert "TQ-913" in tequio("trace", "H2", "--in", again, passphrase=RECEIVER).stderr
    with sqlite3.connect(again / "tequio.sqlite3") as database:
        for table in ("protection_tap", "listening_pseudonymkey", "listening_draft", "listening_plan"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
        assert database.execute("SELECT pseudonym FROM accounts_user").fetchall() == [("Recepción",)]
    audit = tequio("audit", again, passphrase="")
    assert audit.returncode == 0, audit.stdout
    assert "close_process" in audit.stdout


def test_the_new_keys_open_nothing_here_and_the_old_ones_nothing_there(
        handed: Path, closable: Path, tmp_path: Path, tequio: Tequio) -> None:
    assert not set(envelopes(closable)) & set(_restored(handed, tmp_path, tequio))
    wrong = tequio("restore", handed / "proceso.tequio", "--keys", keys_in(handed), "--out", tmp_path / "x")
    assert "TQ-303" in wrong.stderr
    put_away = next((closable / "keys").glob("*.cerrado"))
    wrong = tequio("restore", handed / "proceso.tequio", "--keys", put_away, "--out", tmp_path / "x")
    assert "TQ-335" in wrong.stderr or "TQ-331" in wrong.stderr


def _restored(handed: Path, tmp_path: Path, tequio: Tequio) -> list[bytes]:
    tequio("restore", handed / "proceso.tequio", "--keys", keys_in(handed), "--out", tmp_path / "otra",
           passphrase=RECEIVER)
    return envelopes(tmp_path / "otra")


def test_open_tables_hold_no_names_no_room_and_no_vote(handed: Path) -> None:
    held = {path.name: path.read_text("utf-8-sig") for path in (handed / "datos").iterdir()}
    assert "listening-voice.csv" in held
    # What a process, its groups, offices and rounds are called is public.
    assert [name for name, text in held.items() if "Zar" in re.sub("|".join(PUBLIC), "", text)] == []
    assert not {"deliberation-vote.csv", "deliberation-ballot.csv", "listening-attendance.csv", "audit-entry.csv",
                "trail-edge.csv"} & held.keys()
    assert not [name for name, text in held.items() if "encounter_id" in text.splitlines()[0]]


def test_every_file_that_left_is_listed_with_its_sum(handed: Path) -> None:
    listed = dict(re.findall(LISTED, (handed / "inventario.csv").read_text("utf-8"), re.MULTILINE))
    own = {"inventario.csv", *CERTIFICATE}
    there = {str(path.relative_to(handed)) for path in handed.rglob("*") if path.is_file()} - own
    assert there == set(listed)
    assert all(hashlib.sha256((handed / name).read_bytes()).hexdigest() == digest for name, digest in listed.items())
    signed = statement(handed)["handed"]
    assert signed["inventario.csv"] == hashlib.sha256((handed / "inventario.csv").read_bytes()).hexdigest()


def test_a_closed_process_says_so_to_every_command(
        handed: Path, closable: Path, tmp_path: Path, tequio: Tequio) -> None:
    for arguments in (("serve", closable, "--no-browser"), ("purge", closable), ("people", closable),
                      ("backup", closable, "--out", tmp_path / "b.tequio"),
                      ("publish", closable, "--out", tmp_path / "s")):
        done = tequio(*arguments)
        assert (done.returncode, done.stderr[:6]) == (2, "TQ-360"), arguments
    again = tequio("close", closable, "--archive", tmp_path / "a", "--rehearse")
    assert again.stderr.startswith("TQ-367")
    with pytest.raises(TequioError, match="TQ-360"):
        prepare(closable)


def test_what_stayed_after_a_hand_over_can_be_destroyed(handed: Path, closable: Path, tequio: Tequio) -> None:
    first = statement(closable)
    done = tequio("close", closable, "--destroy", "--yes", **DECIDED)
    assert done.returncode == 0, done.stderr
    assert not list((closable / "keys").glob("*.cerrado"))
    assert b"Zar" not in held_by(closable)
    said = json.loads(next(closable.rglob("certificado.json")).read_text("utf-8"))["statement"]
    earlier = json.loads(next(closable.rglob("entrega-certificado.json")).read_text("utf-8"))["statement"]
    assert (said["how"], earlier) == ("destroy", first)
    assert len(said["earlier"]) == 64
    assert "TQ-360" in tequio("serve", closable, "--no-browser").stderr
    assert "TQ-360" in tequio("close", closable, "--destroy", "--rehearse").stderr


def test_an_archive_opens_with_enough_trustees_and_holds_only_what_was_allowed(
        closable: Path, tmp_path: Path, tequio: Tequio) -> None:
    kept = tmp_path / "guardado"
    done, printed = shares_written("close", closable, "--archive", kept, "--yes", passphrases=(PASSPHRASE, SECOND))
    assert done.returncode == 0, done.stderr
    shares = printed.splitlines()
    assert len(shares) == 5
    assert b"Zar" not in held_by(closable)
    assert not list((closable / "keys").glob("*.keys"))
    held = held_by(kept)
    assert not any(share.encode() in held for share in shares)
    few = tequio("restore", kept / "archivo.tequio", "--keys", keys_in(kept), "--out", tmp_path / "x", "--with-shares",
                 passphrase="la frase nueva de prueba", descriptors={"--shares-fd": "\n".join(shares[:2])})
    assert "TQ-324" in few.stderr
    again = tmp_path / "vuelto"
    done = tequio("restore", kept / "archivo.tequio", "--keys", keys_in(kept), "--out", again, "--with-shares",
                  passphrase="la frase nueva de prueba", descriptors={"--shares-fd": "\n".join(shares[1:4])})
    assert done.returncode == 0, done.stderr
    assert OPENED in tequio("trace", "V1", "--in", again, passphrase="la frase nueva de prueba").stdout
    assert "TQ-913" in tequio("trace", "V2", "--in", again, passphrase="la frase nueva de prueba").stderr
    assert FORBIDDEN.encode() not in held_by(again)


def test_two_different_people_with_both_roles_decide(closable: Path, tequio: Tequio) -> None:
    before = fingerprints(closable)
    same = tequio("close", closable, "--destroy", "--yes", second=PASSPHRASE)
    assert "TQ-362" in same.stderr
    wrong = tequio("close", closable, "--destroy", "--yes", second="nada de eso")
    assert "TQ-303" in wrong.stderr
    unsure = tequio("close", closable, "--destroy", typed="n\n", **DECIDED)
    assert unsure.returncode == 0
    assert fingerprints(closable) == before


def test_where_nobody_allowed_it_nothing_leaves(tmp_path: Path, tequio: Tequio) -> None:
    (tmp_path / "fuentes").mkdir()
    process_file, built = write_process(tmp_path / "fuentes"), tmp_path / "proceso"
    encounters = tmp_path / "fuentes" / f"{file_of('encounters')}.csv"
    encounters.write_text(encounters.read_text(encoding="utf-8").replace("; dialogo", ""), encoding="utf-8")
    process_file.write_text(process_file.read_text(encoding="utf-8").replace("; dialogo", ""), encoding="utf-8")
    assert tequio("build", process_file, "--out", built).returncode == 0
    for how in ("--hand-over", "--archive"):
        assert "TQ-363" in tequio("close", built, how, tmp_path / "x", "--rehearse").stderr
    assert not (tmp_path / "x").exists()


def test_an_address_that_is_none_is_refused_and_nothing_is_left(closable: Path, tmp_path: Path, tequio: Tequio) -> None:
    done = tequio("close", closable, "--hand-over", tmp_path / "x", "--to", "tequio1-nada", "--yes", **DECIDED)
    assert "TQ-365" in done.stderr
    assert not list(tmp_path.glob("x*"))
    assert "Coordinación" in tequio("people", closable).stdout
