"""Thirty notes on a slow phone: how long saving one takes, sealing alone, and sending all; bytes of the page.

`PYTHONPATH=src:. python benchmarks/phone_notes.py` (Chromium, its processor slowed down six times; all invented).
"""

import json
import os
import statistics
import tempfile
import time
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tequio.web.settings"

import django

django.setup()

from playwright.sync_api import Page, expect, sync_playwright  # noqa: E402  Django comes first
from tests.browser.test_capture import Laptop, run, waits  # noqa: E402
from tests.conftest import CHROMIUM, QUIET  # noqa: E402

NOTES, SLOWER = 30, 6
SAID = "No hay luz en la bajada y nadie pasa después de las ocho. " * 3
SEAL = """async (text) => {
  const slip = await Queue.currentSlip(), before = performance.now();
  for (let order = 0; order < 30; order += 1)
    Note.sealed(slip, order, { kind: "card", group: 1, text, silence: "", withheld: [] });
  return (performance.now() - before) / 30;
}"""


def saved(page: Page, number: int) -> float:
    page.fill("#text", f"{number}. {SAID}")
    before = time.perf_counter()
    page.click("#save")
    expect(page.locator("#text")).to_have_value("")
    return (time.perf_counter() - before) * 1000


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    laptop = Laptop(folder / "home", json.loads(run("make", folder / "home")))
    laptop.start()
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder / "profile", executable_path=str(CHROMIUM), args=QUIET, viewport={"width": 390, "height": 844})
        page = context.new_page()
        session, received = context.new_cdp_session(page), []
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        page.goto(laptop.link)
        page.wait_for_load_state("networkidle")
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        print(f"first view: {sum(received) / 1000:.0f} kB")
        times = [saved(page, number) for number in range(NOTES)]
        print(f"save one, on disk: median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms")
        print(f"seal one: {page.evaluate(SEAL, SAID):.1f} ms")
        before = time.perf_counter()
        page.click("#send")
        waits(page, 0)
        print(f"send {laptop.arrivals()}: {time.perf_counter() - before:.1f} s")
        context.close()
    laptop.stop()


main()
