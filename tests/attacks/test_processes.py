"""What other accounts of a machine read of a program that runs: its arguments; and its own account: its environment."""

import os
import re
import signal
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.places.models import Process
from tequio.foundation.vault.keyring import Keyring
from tequio.foundation.vault.sealing import derived
from tequio.web import entrance
from tests.keeping.closable import ROOT, clean_environment

pytestmark = [pytest.mark.attack,
              pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="reads /proc, as Linux has it")]
AGAIN = 'http-equiv="refresh"'
PASSPHRASE = "estero luna canoa verde lento humo"
DRIVER = Path(__file__).parent / "serving.py"


@dataclass
class Served:
    program: subprocess.Popen[str]
    folder: Path
    address: str
    token: str
    browser: Path

    def get(self, path: str, **form: str) -> str:
        data = urllib.parse.urlencode(form).encode() if form else None
        with urllib.request.urlopen(self.address + path, data, timeout=60) as answer:
            return str(answer.read().decode())


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """`serve` as at a desk; the browser is a program that writes down how it was started, and stays."""
    folder, started = tmp_path / "proceso", tmp_path / "navegador.txt"
    browser = tmp_path / "navegador"
    browser.write_text(f'#!{sys.executable}\nimport sys, time\nwith open({str(started)!r}, "w") as file:\n'
                       '    file.write("\\0".join(sys.argv))\ntime.sleep(60)\n')
    browser.chmod(0o755)
    environment = clean_environment() | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "BROWSER": f"{browser} %s &"}
    run = [sys.executable, str(DRIVER), str(folder)]
    subprocess.run(run, input=PASSPHRASE + "\n", text=True, check=True, env=environment, capture_output=True)
    program = subprocess.Popen(run, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
                               start_new_session=True)
    assert program.stdin and program.stdout
    program.stdin.write(PASSPHRASE + "\n")
    program.stdin.close()
    found = None
    while not found:
        line = program.stdout.readline()
        assert line, "it ended"
        found = re.search(r"(http://127\.0\.0\.1:\d+)/entrar/([^/]+)/", line)
    _until(started.exists)
    yield Served(program, folder, found[1], found[2], started)
    with suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()


def _until(there: "object") -> None:
    ends = time.monotonic() + 60
    while not there():  # type: ignore[operator]
        assert time.monotonic() < ends
        time.sleep(0.05)


def test_no_secret_stands_in_arguments_or_environment(served: Served) -> None:
    seen: set[str] = set()
    for path in [*Path("/proc").glob("[0-9]*/cmdline"), *Path("/proc").glob("[0-9]*/environ")]:
        try:
            text = path.read_bytes().decode(errors="replace")
        except OSError:
            continue
        seen |= {path.name} if path.parent.name == str(served.program.pid) else set()
        assert served.token not in text, path
        assert PASSPHRASE not in text.replace("\0", " "), path
    assert seen == {"cmdline", "environ"}
    assert served.token not in served.browser.read_text()


def test_the_page_is_for_its_owner_alone_enters_once_and_goes(served: Served) -> None:
    page = served.folder / "keys" / "abrir.html"
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert stat.S_IMODE(page.parent.stat().st_mode) == 0o700
    assert served.token in page.read_text()
    assert page.as_uri() in served.browser.read_text()
    assert AGAIN in served.get("/entrar/enlace/", token=served.token)
    assert AGAIN not in served.get("/entrar/enlace/", token=served.token)
    os.kill(served.program.pid, signal.SIGINT)
    served.program.wait(timeout=60)
    assert not page.exists()


@pytest.mark.django_db
def test_the_form_enters_as_the_link_does(process: Process) -> None:
    user = User.objects.create_user("Coordinación", process=process)
    Membership.objects.create(user=user, process=process, role=Role.COORDINATOR)
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("enter_by_form"), {"token": entrance.new_link(process.pk, "Coordinación")})
    assert reverse("home", args=[process.pk]) in answer.content.decode()
    assert strict.get(reverse("home", args=[process.pk])).status_code == 200
    assert Client().post(reverse("enter_by_form"), {"token": "otra cosa"})["Location"] == reverse("enter")
    assert Client().get(reverse("enter_by_form")).status_code == 405


def test_no_command_takes_a_secret_as_an_argument() -> None:
    """Every option that has to do with a secret takes a descriptor or a file."""
    from tequio.cli.__main__ import COMMANDS
    assert COMMANDS
    named = re.compile(r"pass|secret|share|token|word|key|code|pin", re.IGNORECASE)
    wrong = []
    for path in sorted((ROOT / "src" / "tequio" / "cli").glob("*.py")):
        for option in re.findall(r'@click\.(?:option|argument)\("(-*[\w-]+)"', path.read_text(encoding="utf-8")):
            if named.search(option) and not option.endswith("-fd") and option not in ALLOWED:
                wrong.append(f"{path.name} {option}")
    assert wrong == []


# Files and switches: none of them is followed by the secret itself.
# These take names of files, of people or of codes of a codebook, or are switches.
ALLOWED = {"--codes", "--uncoded", "--keys", "--keys-only", "--new-words", "--own-words", "--with-shares", "round_key"}


def remembered(pid: int, wanted: dict[str, bytes]) -> dict[str, int]:
    """How often each of these stands anywhere in the memory of a program."""
    found = dict.fromkeys(wanted, 0)
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            place, rights = line.split()[:2]
            if not rights.startswith("rw") or line.endswith(("[vvar]", "[vsyscall]")):
                continue
            start, end = (int(part, 16) for part in place.split("-"))
            try:
                memory.seek(start)
                held = memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue
            for name, secret in wanted.items():
                found[name] += held.count(secret)
    return found


def what_is_secret(folder: Path) -> dict[str, bytes]:
    ring, path = Keyring(), next((folder / "keys").glob("*.keys"))
    process_id = UUID(path.stem)
    ring.unlock(folder, process_id, passphrase=PASSPHRASE)
    opened = ring.of(process_id)
    rows = list(opened.kept.wrapped)
    found = {"process key": opened.key, "field key": opened.field_key, "wrapping key": derived(opened.key, "wrap"),
             "passphrase": PASSPHRASE.encode(), "words": b"canoa de Zarcilda"}
    found |= {f"secret {row}": opened.secret_of(row) for row in rows}
    return found | {f"row key {row}": opened.key_for(row) for row in rows}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root reads the memory of a program that says it is not to be read")
def test_after_closing_no_key_and_no_word_is_left_in_memory(served: Served) -> None:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def get(path: str, **form: str) -> str:
        with browser.open(served.address + path, urllib.parse.urlencode(form).encode() if form else None,
                          timeout=60) as answer:
            return str(answer.read().decode())

    home = re.search(r'url=([^"]+)"', get("/entrar/enlace/", token=served.token))
    assert home
    process = home[1]
    pages = {page for page in re.findall(r'href="(/[^"#?]+)"', get(process)) if page.startswith(process)}
    for page in sorted(pages):
        with suppress(urllib.error.HTTPError):
            pages |= set(re.findall(rf'href="({process}[^"#?]+)"', get(page)))
    for page in sorted(pages)[:40]:
        with suppress(urllib.error.HTTPError):
            get(page)
    secrets = what_is_secret(served.folder)
    before = remembered(served.program.pid, secrets)
    assert before["process key"] > 0
    assert sum(count for name, count in before.items() if name.startswith("secret")) > 0
    get("/cerrar/", closing="1")
    started = Path(f"/proc/{served.program.pid}/cmdline")
    _until(lambda: b"--closed" in started.read_bytes())
    assert "passphrase" in served.get("/entrar/")
    assert {name: count for name, count in remembered(served.program.pid, secrets).items() if count} == {}
    # The same door opens again, by passphrase.
    assert served.program.poll() is None


def test_no_core_file_and_no_reading_by_others_of_the_account(served: Served) -> None:
    limits = Path(f"/proc/{served.program.pid}/limits").read_text()
    assert re.search(r"Max core file size\s+0\s+0\s", limits)
    # Of a program that may not be dumped everything in /proc belongs to root.
    assert Path(f"/proc/{served.program.pid}/mem").stat().st_uid == 0
