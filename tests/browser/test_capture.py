"""Notes on a phone, in a real browser: sealed at once, kept whatever goes wrong, sent once, never readable."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.conftest import ROOT, _environment
from tests.browser.test_pages import AXE
from tests.conftest import CHROMIUM, QUIET

from tequio.listening.capture.shell import ARRIVE, OPEN
from tequio.web.phones import SHOWN

SCRIPT = Path(__file__).parent / "capture_server.py"
SAID = tuple(f"Zarnota{number} ñandú que nadie más lee" for number in range(5))
PHONE = {"width": 390, "height": 844}


def run(*arguments: object) -> str:
    done = subprocess.run([sys.executable, SCRIPT, *map(str, arguments)], capture_output=True, text=True, timeout=60,
                          cwd=ROOT, env=_environment(), check=True)
    return done.stdout


class Laptop:
    """A folder with a process, its slips, and a server of the notes that can be stopped, killed and started again."""

    def __init__(self, folder: Path, slips: list[str]) -> None:
        self.folder, self.slips = folder, slips
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.link = f"{self.address}/nota/#{slips[0]}"
        self.program: subprocess.Popen[bytes] | None = None

    def start(self, *, dying: bool = False) -> None:
        command = ([SCRIPT, "die", self.folder, self.port] if dying else
                   ["-m", "tequio.cli", "capture", "serve", self.folder, "--port", self.port])
        self.program = subprocess.Popen([sys.executable, *map(str, command)], cwd=ROOT, env=_environment(),
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.1)
        raise AssertionError("nobody serves")

    def stop(self) -> None:
        if self.program and self.program.poll() is None:
            os.killpg(self.program.pid, signal.SIGKILL)
            self.program.wait(10)

    def arrivals(self) -> int:
        with contextlib.closing(sqlite3.connect(self.folder / "tequio.sqlite3")) as base:
            found: int = base.execute("SELECT count(*) FROM listening_letter").fetchone()[0]
        return found

    def change(self, statement: str) -> None:
        with contextlib.closing(sqlite3.connect(self.folder / "tequio.sqlite3")) as base, base:
            base.execute(statement)

    def opened(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(run("read", self.folder))
        return found


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    folder = tmp_path_factory.mktemp("capture") / "home"
    return folder, json.loads(run("make", folder))


@pytest.fixture
def laptop(made: tuple[Path, list[str]], tmp_path: Path) -> Iterator[Laptop]:
    shutil.copytree(made[0], tmp_path / "home")
    running = Laptop(tmp_path / "home", made[1])
    running.start()
    yield running
    running.stop()


Phone = Callable[..., BrowserContext]


@pytest.fixture
def phone(browser: Browser, tmp_path: Path) -> Iterator[Phone]:
    """A browser with a profile on disk, as a phone has one; called again it is the same phone."""
    opened: list[BrowserContext] = []

    def start(*extra: str) -> BrowserContext:
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "profile", executable_path=str(CHROMIUM), args=[*QUIET, *extra], viewport=PHONE,
            locale="es-MX", permissions=["microphone"] if extra else [])
        opened.append(context)
        return context

    yield start
    for context in opened:
        with contextlib.suppress(Exception):
            context.close()


def entered(context: BrowserContext, laptop: Laptop) -> Page:
    """The page with its slip taken, and its worker ready to serve without a connection."""
    page = context.new_page()
    page.goto(laptop.link)
    expect(page.locator("#note")).to_be_visible()
    expect(page.locator("#ready")).to_be_visible(timeout=10_000)
    expect(page.locator("body[data-opened]")).to_be_visible()
    return page


def save(page: Page, text: str, *, group: int = 1) -> None:
    page.check(f"[name=group][value='{group}']")
    page.fill("#text", text)
    page.click("#save")
    expect(page.locator("#status")).to_contain_text("Guardada y cerrada")
    expect(page.locator("#text")).to_have_value("")


def waits(page: Page, number: int) -> None:
    expect(page.locator("#count")).to_have_text(
        {0: "Nada espera", 1: "1 nota espera"}.get(number, f"{number} notas esperan"))


def test_five_notes_without_connection_then_sent_once(phone: Phone, laptop: Laptop) -> None:
    context = phone()
    page = entered(context, laptop)
    assert page.url == f"{laptop.address}/nota/"
    laptop.stop()
    context.set_offline(True)
    page.reload()
    for text in SAID:
        save(page, text)
    waits(page, 5)
    page.click("#send")
    expect(page.locator("#status")).to_contain_text("no hay conexión")
    page.reload()
    waits(page, 5)
    laptop.start()
    context.set_offline(False)
    page.click("#send")
    waits(page, 0)
    assert re.fullmatch(r"Recibida 5: comprobante \d{4}", page.locator("#receipts li").first.inner_text())
    assert page.locator("#receipts li").count() == 5
    assert laptop.arrivals() == 5
    assert [one["text"] for one in laptop.opened()] == list(SAID)
    assert {one["group"] for one in laptop.opened()} == {"mujeres"}


def test_what_waits_goes_by_itself_when_the_connection_is_back(phone: Phone, laptop: Laptop) -> None:
    context = phone()
    page = entered(context, laptop)
    context.set_offline(True)
    save(page, SAID[0])
    waits(page, 1)
    context.set_offline(False)
    waits(page, 0)
    assert laptop.arrivals() == 1


KEPT = """async () => {
  const done = (asked) => new Promise((then) => { asked.onsuccess = () => then(asked.result); });
  const kept = [document.documentElement.outerHTML, document.cookie, location.href, JSON.stringify(history.state),
    JSON.stringify([{...localStorage}, {...sessionStorage}]),
    ...Array.from(document.querySelectorAll("input, textarea"), (one) => one.value)];
  for (const found of await indexedDB.databases()) {
    const base = await done(indexedDB.open(found.name));
    for (const name of base.objectStoreNames)
      for (const row of await done(base.transaction(name).objectStore(name).getAll()))
        kept.push(JSON.stringify(row), row.letter ? new TextDecoder("latin1").decode(row.letter) : "");
    base.close();
  }
  for (const name of await caches.keys()) for (const asked of await (await caches.open(name)).keys())
    kept.push(asked.url, await (await caches.match(asked)).text());
  return kept.join("\\n");
}"""


def test_nothing_that_was_written_can_be_read_on_the_phone(phone: Phone, laptop: Laptop, tmp_path: Path) -> None:
    """In everything a page can ask for, and in every byte of the browser's profile after it was killed."""
    context = phone()
    page = entered(context, laptop)
    laptop.stop()
    for text in SAID:
        save(page, text)
    page.fill("#text", "Zarborrador que no se guardó")
    kept = page.evaluate(KEPT)
    assert "Zarborrador" in kept
    page.fill("#text", "")
    kept = page.evaluate(KEPT)
    assert "Zar" not in kept
    assert "/nota/notas.js" in kept
    # Left half written, for longer than browsers wait before they note down how their pages stand.
    page.fill("#text", "Zarborrador que no se guardó")
    time.sleep(4)
    kill(tmp_path / "profile")
    songs = ["Zarnota", "Zarborrador"]
    written = [song.encode(coding) for song in songs for coding in ("utf-8", "utf-16-le", "utf-16-be")]
    held = {str(path): path.read_bytes() for path in (tmp_path / "profile").rglob("*")
            if path.is_file() and not path.is_symlink()}
    # What the browser does keep, so that a search in the wrong place would show.
    assert any(b"/nota/notas.js" in data for data in held.values())
    assert [path for path, data in held.items() if any(song in data for song in written)] == []


def kill(profile: Path) -> None:
    """Without warning, as when a battery is taken out."""
    number = int(str((profile / "SingletonLock").readlink()).rpartition("-")[2])
    os.kill(number, signal.SIGKILL)
    for _ in range(100):
        if not Path(f"/proc/{number}").exists():
            break
        time.sleep(0.05)
    for name in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
        (profile / name).unlink(missing_ok=True)


def test_a_browser_killed_keeps_what_waits(phone: Phone, laptop: Laptop, tmp_path: Path) -> None:
    page = entered(phone(), laptop)
    laptop.stop()
    for text in SAID[:3]:
        save(page, text)
    kill(tmp_path / "profile")
    page = phone().new_page()
    page.goto(f"{laptop.address}/nota/")
    waits(page, 3)
    laptop.start()
    page.click("#send")
    waits(page, 0)
    assert [one["text"] for one in laptop.opened()] == list(SAID[:3])


def test_a_server_killed_between_storing_and_answering_doubles_nothing(phone: Phone, laptop: Laptop) -> None:
    page = entered(phone(), laptop)
    laptop.stop()
    save(page, SAID[0])
    save(page, SAID[1])
    laptop.start(dying=True)
    page.click("#send")
    expect(page.locator("#status")).to_contain_text("no hay conexión")
    waits(page, 2)
    assert laptop.arrivals() == 1
    laptop.start()
    page.click("#send")
    waits(page, 0)
    assert laptop.arrivals() == 2


@pytest.mark.slow
@pytest.mark.parametrize(("statement", "words"), [
    ("UPDATE listening_phone SET revoked = 1", "Este enlace ya no recibe notas"),
    ("UPDATE listening_phone SET ends = '2020-01-01'", "Se pasó el día"),
])
def test_a_slip_that_ended_is_refused_in_plain_words_and_the_notes_can_be_carried(
        phone: Phone, laptop: Laptop, tmp_path: Path, statement: str, words: str) -> None:
    page = entered(phone(), laptop)
    save(page, SAID[0])
    laptop.change(statement)
    page.click("#send")
    expect(page.locator("#status")).to_contain_text(words)
    assert "TQ" not in page.inner_text("#status")
    waits(page, 1)
    with page.expect_download() as download:
        page.click("#export")
    carried = tmp_path / "notas.dat"
    download.value.save_as(carried)
    assert download.value.suggested_filename == "notas.dat"
    assert b"Zar" not in carried.read_bytes()
    take = subprocess.run([sys.executable, "-m", "tequio.cli", "--lang", "es", "capture", "take", str(laptop.folder),
                           str(carried), "--passphrase-fd", "0"], input="uno dos tres cuatro cinco seis\n", text=True,
                          capture_output=True, cwd=ROOT, env=_environment(), timeout=60)
    assert "Nuevas: 1. Ya estaban: 0." in take.stdout, take.stderr
    assert [one["text"] for one in laptop.opened()] == [SAID[0]]


INSECURE = """Object.defineProperty(window, 'isSecureContext', {value: false});
delete Navigator.prototype.serviceWorker; delete Navigator.prototype.storage; delete Navigator.prototype.mediaDevices;
delete Crypto.prototype.subtle; delete Crypto.prototype.randomUUID; delete window.caches;"""


def test_without_a_certificate_it_seals_and_sends_and_says_what_is_not_protected(
        browser: Browser, laptop: Laptop) -> None:
    context = browser.new_context(viewport=PHONE, service_workers="block")
    context.add_init_script(INSECURE)
    page = context.new_page()
    page.goto(laptop.link)
    expect(page.locator("#open")).to_contain_text("esta conexión no está protegida")
    expect(page.locator("#sound")).to_be_hidden()
    save(page, SAID[0])
    page.click("#send")
    waits(page, 0)
    assert [one["text"] for one in laptop.opened()] == [SAID[0]]
    context.close()


def test_an_answer_without_the_right_receipt_lets_nothing_go(phone: Phone, laptop: Laptop) -> None:
    """Somebody else's server on the same network says «received»."""
    page = entered(phone(), laptop)
    save(page, SAID[0])
    page.context.route("**/nota/llega/", lambda route: route.fulfill(
        status=200, content_type="application/json", body=json.dumps({"receipt": "A" * 43 + "="})))
    page.click("#send")
    expect(page.locator("#status")).to_contain_text("no es la computadora de tu equipo")
    waits(page, 1)


@pytest.mark.slow
def test_silence_reflection_and_what_somebody_did_not_want(phone: Phone, laptop: Laptop) -> None:
    page = entered(phone(), laptop)
    page.check("[name=kind][value=silence]")
    page.select_option("#silence", "topic_avoided")
    page.click("#save")
    expect(page.locator("#status")).to_contain_text("Guardada y cerrada")
    page.check("[name=kind][value=card]")
    page.click("#exceptions summary")
    page.check("[name=withheld][value=quote]")
    save(page, SAID[0], group=0)
    assert not page.is_checked("[name=withheld][value=quote]")
    page.check("[name=kind][value=reflection]")
    save(page, SAID[1])
    page.click("#send")
    waits(page, 0)
    assert [(one["kind"], one["group"], one["withheld"]) for one in laptop.opened()] == [
        ("silence", "", []), ("card", "", ["quote"]), ("reflection", "mujeres", [])]


def test_leaving_empties_the_form_and_back_does_not_bring_it(phone: Phone, laptop: Laptop) -> None:
    page = entered(phone(), laptop)
    page.fill("#text", SAID[0])
    page.click("#leave")
    page.wait_for_url("**/nota/fuera/")
    assert page.inner_text("main").split("\n")[0] == "Notas"
    page.go_back()
    page.wait_for_timeout(300)
    assert "Zar" not in page.evaluate(
        "document.documentElement.outerHTML + (document.querySelector('textarea') || {}).value")


@pytest.mark.slow
def test_erasing_leaves_no_queue_no_slip_and_no_shell(phone: Phone, laptop: Laptop) -> None:
    page = entered(phone(), laptop)
    save(page, SAID[0])
    page.click("#erase")
    page.click("#no")
    waits(page, 1)
    page.click("#erase")
    page.click("#yes")
    page.wait_for_url("**/nota/fuera/")
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    page.goto(f"{laptop.address}/nota/")
    expect(page.locator("#start")).to_be_visible()
    expect(page.locator("#note")).to_be_hidden()


@pytest.mark.slow
def test_what_is_said_aloud_arrives_sealed_and_without_a_label(phone: Phone, laptop: Laptop) -> None:
    context = phone("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
    page = entered(context, laptop)
    assert page.locator("#record").is_disabled()
    page.check("#agreed")
    page.click("#record")
    expect(page.locator("#status")).to_contain_text("Grabando")
    page.wait_for_timeout(2000)
    page.click("#record")
    expect(page.locator("#status")).to_contain_text("Grabación guardada")
    page.click("#send")
    waits(page, 0)
    assert [(one["kind"], one["problem"]) for one in laptop.opened()] == [("audio", "")]
    (seconds, data), = json.loads(run("read", laptop.folder, "sound"))
    assert 1 <= seconds <= 4
    # A page without our policy, which lets no sound in from a text.
    blank = context.new_page()
    heard = blank.evaluate("""(data) => new Promise((done) => {
        const sound = new Audio("data:audio/ogg;base64," + data);
        sound.onloadedmetadata = () => done(sound.duration); sound.onerror = () => done(-1); })""", data)
    assert 1 <= heard <= 4


@pytest.mark.parametrize("path", ["", "en/", "fuera/"])
def test_the_page_is_accessible_neutral_light_and_asks_nobody_else(
        browser: Browser, laptop: Laptop, path: str) -> None:
    context = browser.new_context(viewport=PHONE)
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{laptop.address}/nota/{path}#{laptop.slips[0]}")
    page.wait_for_load_state("networkidle")
    for summary in page.locator("summary").all():
        summary.click()
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    assert [(rule["id"], rule["nodes"][0]["html"][:100]) for rule in found["violations"]] == []
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert page.title() in ("Notas", "Notes")
    assert not re.search("tequio|violen|encuentro|víctima|agenda", page.content(), re.IGNORECASE)
    assert all(url.startswith((f"{laptop.address}/nota/", "data:", "blob:")) for url in asked)
    assert all("tequio" not in url.lower() for url in asked)
    context.close()


@pytest.mark.slow
def test_everything_a_phone_fetches_is_light(laptop: Laptop, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(laptop.address + "/nota/")
    sizes = page.evaluate("""async (paths) => {
        let sum = 0;
        for (const path of paths) sum += (await (await fetch(path)).arrayBuffer()).byteLength;
        return sum; }""", sorted(SHOWN - {ARRIVE, OPEN}))
    assert sizes <= 300_000
    context.close()
