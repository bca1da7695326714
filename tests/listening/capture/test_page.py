"""What a phone may keep, what a network may see, and what vouches for the page."""

import base64
import hashlib
import io
import ipaddress
import json
import re
import shutil
import ssl
import subprocess
import uuid
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError
from django.test import Client
from django.urls import get_resolver

from tequio.cli import certificate_files
from tequio.foundation.errors import TequioError
from tequio.foundation.errors.catalogue import catalogue
from tequio.foundation.vault import letters
from tequio.listening.capture import shell, slips
from tequio.listening.capture.notes import Note, read
from tequio.web.phones import SHOWN, application

STATIC = Path(__file__).parents[3] / "src" / "tequio" / "listening" / "static" / "listening" / "nota"
PASSPHRASE = "uno dos tres cuatro cinco seis"


def test_the_shell_is_a_fixed_list_of_files_and_nothing_that_arrives_or_is_asked(db: None) -> None:
    client = Client()
    for path in shell.SHELL:
        answer = client.get(path)
        assert answer.status_code == 200 and not answer.cookies, path
        assert client.get(path).content == answer.content
    worker = client.get(shell.WORKER).content.decode()
    assert json.loads(re.search(r"SHELL = (\[.*?\]);", worker)[1]) == list(shell.SHELL)
    assert not {shell.ARRIVE, shell.OPEN} & set(shell.SHELL) and shell.WORKER not in shell.SHELL
    assert 'method !== "GET"' in worker and "POST" not in worker.replace("GET", "")


def test_no_word_on_a_phone_says_whose_page_it_is(db: None) -> None:
    client = Client()
    harsh = re.compile(rb"tequio|violen|v\xc3\xadctim|agenda|seguridad humana|proceso|encuentro", re.IGNORECASE)
    for path in (*shell.SHELL, shell.WORKER):
        text = b"\n".join(line for line in client.get(path).content.splitlines() if not line.lstrip().startswith(b"//"))
        assert harsh.findall(text) == [], path
    for code in range(403, 408):
        entry = catalogue()[f"TQ-{code}"]
        assert not harsh.search(" ".join([*entry.what.values(), *entry.remedy.values()]).encode())


def asked(path: str, method: str = "GET", query: str = "") -> str:
    found: list[str] = []
    list(application({"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1",
                      "SERVER_PORT": "80", "wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http"},
                     lambda status, headers: found.append(status)))
    return found[0]


def test_the_network_reaches_the_notes_and_nothing_else(db: None) -> None:
    assert asked("/nota/") == "200 OK"
    for path in ("/", "/entrar/", "/recibo/", "/static/tequio/js/letters.js", "/nota/../entrar/", "/nota//", "/nota",
                 "//nota/", "/NOTA/", "/nota/%2e%2e/entrar/", "/nota/x", "/idioma/setlang/", "/static/../nota/"):
        assert asked(path).startswith("404"), path
        assert asked(path, "POST").startswith("404"), path
    assert asked("/nota/", query="x=1").startswith("404")
    everything = {str(pattern.pattern) for pattern in get_resolver().url_patterns}
    assert len(everything) > 10 and all(path.startswith("/nota/") for path in SHOWN)


PHONE_SEALS = """
const fs = require("fs"), vm = require("vm"), webcrypto = require("crypto").webcrypto;
const page = {crypto: webcrypto, atob, btoa, TextEncoder, TextDecoder, Uint8Array, DataView};
page.window = page; page.self = page;
vm.createContext(page);
for (const file of process.argv.slice(1)) vm.runInContext(fs.readFileSync(file, "utf8"), page);
page.given = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(vm.runInContext(`(() => {
  const slip = Slip.read("#" + given.fragment), made = Note.sealed(slip, 7, given.said);
  const letter = Letters.fromBase64(given.letter), receipt = Letters.fromBase64(given.receipt);
  return JSON.stringify({item: made.item, phone: made.phone, letter: Letters.toBase64(made.letter),
    token: Slip.hex(slip.token), groups: slip.groups, names: slip.names, audio: slip.audio,
    right: Slip.confirms(slip, Slip.unhex(given.item), letter, receipt),
    wrong: Slip.confirms(slip, Slip.unhex(made.item), letter, receipt), spoken: Slip.spoken(receipt)});
})()`, page));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="no JavaScript outside browsers on this machine")
def test_phone_and_laptop_mean_the_same() -> None:
    reader, secret, item, other = letters.new_reader(), slips.new_secret(), uuid.uuid4(), b"otra carta"
    receipt = slips.receipt(slips.receipt_key_of(secret), item, hashlib.sha512(other).hexdigest())
    given = {"fragment": slips.slip(secret, letters.address(reader), audio=True, groups=2, names=["Uno", "Dos ñ"]),
             "said": {"kind": "card", "group": 1, "text": "«Así» 🌙", "silence": "", "withheld": ["quote"]},
             "item": item.hex, "letter": base64.b64encode(other).decode(),
             "receipt": base64.b64encode(receipt).decode()}
    static = Path(__file__).parents[3] / "src" / "tequio" / "web" / "static"
    files = [static / "vendor/tweetnacl/nacl-fast.min.js", static / "tequio/js/letters.js", STATIC / "slip.js",
             STATIC / "note.js"]
    done = subprocess.run(["node", "-e", PHONE_SEALS, *map(str, files)], input=json.dumps(given), capture_output=True,
                          text=True, check=True)
    made = json.loads(done.stdout)
    note = read(letters.opened(reader, base64.b64decode(made["letter"])))
    name = slips.name_of(slips.digest_of(slips.token_of(secret)))
    assert note == Note(uuid.UUID(made["item"]), name, "card", 7, 1, "«Así» 🌙", "", ("quote",))
    assert (made["token"], made["groups"], made["names"], made["audio"]) == (
        slips.token_of(secret).hex(), 2, ["Uno", "Dos ñ"], True)
    assert (made["right"], made["wrong"], made["spoken"]) == (True, False, slips.spoken(receipt))


def checked(folder: Path, name: x509.GeneralName) -> None:
    authority = x509.load_der_x509_certificate((folder / certificate_files.AUTHORITY).read_bytes())
    server = x509.load_pem_x509_certificate((folder / certificate_files.SERVER).read_bytes())
    PolicyBuilder().store(Store([authority])).build_server_verifier(name).verify(server, [])


def test_a_certificate_is_good_for_its_machine_and_kept_under_a_passphrase(tmp_path: Path) -> None:
    made = certificate_files.make(tmp_path / "c", address="192.168.43.1", days=30, passphrase=PASSPHRASE)
    assert made and certificate_files.names_of(tmp_path / "c") == ["192.168.43.1"]
    checked(tmp_path / "c", x509.IPAddress(ipaddress.ip_address("192.168.43.1")))
    assert isinstance(certificate_files.tls(tmp_path / "c", PASSPHRASE), ssl.SSLContext)
    for name in (certificate_files.AUTHORITY_KEY, certificate_files.SERVER_KEY):
        path = tmp_path / "c" / name
        assert b"ENCRYPTED" in path.read_bytes() and path.stat().st_mode & 0o077 == 0
    with pytest.raises(TequioError, match="TQ-415"):
        certificate_files.tls(tmp_path / "c", "otra frase")
    with pytest.raises(TequioError, match="TQ-415"):
        certificate_files.make(tmp_path / "c", address="10.0.0.2", days=30, passphrase="otra frase")
    assert not certificate_files.make(tmp_path / "c", address="notas.internal", days=30, passphrase=PASSPHRASE)
    checked(tmp_path / "c", x509.DNSName("notas.internal"))


@pytest.mark.parametrize("address", ["8.8.8.8", "example.org", "internal", "x.internal.org", "", "::1", "169.254.1.1",
                                     "*.internal", "192.168.1.1/24", "a b.internal"])
def test_nothing_outside_private_networks_is_vouched_for(tmp_path: Path, address: str) -> None:
    with pytest.raises(TequioError, match="TQ-418"):
        certificate_files.make(tmp_path / "c", address=address, days=30, passphrase=PASSPHRASE)


def test_the_authority_cannot_vouch_for_the_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even somebody with its key and passphrase gets nothing that a phone would take for another page."""
    monkeypatch.setattr(certificate_files, "_general_name", lambda address: x509.DNSName(address))
    certificate_files.make(tmp_path / "c", address="banco.example", days=30, passphrase=PASSPHRASE)
    with pytest.raises(VerificationError):
        checked(tmp_path / "c", x509.DNSName("banco.example"))
