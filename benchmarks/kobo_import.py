"""Importing 10,000 submissions of a form with a repeat, as XLSX and as JSON: seconds and memory.

First the reading alone; then the way of the pages, on a database of its own: handed over and sealed, looked at, brought
in as 70,000 sealed voices, and the same file a second time. Run as `.venv/bin/python -m benchmarks.kobo_import`. Every
way is measured in a process of its own; everything in the files is made up.
"""

import datetime
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from itertools import pairwise
from pathlib import Path

import openpyxl

ROOT = Path(__file__).parents[1]
SUBMISSIONS, TURNS = 10_000, 3
BAR_SECONDS, BAR_MB = 15, 400
WORDS = ("no hay", "luz", "en la calle", "y da miedo", "volver", "de noche", "cuando cierran", "nadie contesta")
SENT = "2026-03-04T17:05:00"
COPIED = ["_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by", "__version__",
          "_tags", "meta/rootUuid"]
MAIN = ["start", "end", "today", "username", "deviceid", "ciudad", "barrio", "fecha", "lugar", "_lugar_latitude",
        "_lugar_longitude", "_lugar_altitude", "_lugar_precision", "consentimiento/acepta", "consentimiento/usos",
        "consentimiento/usos/citar", "consentimiento/usos/publicar", "foto", *[f"pregunta_{n}" for n in range(12)]]
REPEAT = ["aportes/grupo", "aportes/problema", "aportes/propuesta", "aportes/nivel", "aportes/foto"]

Row = list[object]


def sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(5, 25)))


def main_row(chance: random.Random, number: int) -> Row:
    lat, lon = round(19 + chance.random(), 5), round(-102 - chance.random(), 5)
    return [f"{SENT}.000-06:00", f"{SENT}.000-06:00", SENT[:10], "captura", f"collect:{number}", "ciudad",
            f"Barrio {number % 40}", SENT[:10], f"{lat} {lon} 310.0 5.0", lat, lon, 310, 5, "si", "citar", 1, 0,
            f"{number}.jpg", *[sentence(chance) for _ in range(12)]]


def copied(number: int) -> Row:
    known = str(uuid.UUID(int=number))
    return [number, known, SENT, "", "", "submitted_via_web", "", "v1", "", f"uuid:{known}"]


def turn(chance: random.Random, number: int) -> Row:
    return [("mujeres", "jovenes", "hombres")[number % 3], sentence(chance), sentence(chance), "mun", f"p{number}.jpg"]


def write_xlsx(path: Path) -> None:
    chance = random.Random(2026)
    book = openpyxl.Workbook(write_only=True)
    main, repeat = book.create_sheet("sesion"), book.create_sheet("aportes")
    main.append([*MAIN, *COPIED, "_index"])
    repeat.append([*REPEAT, "_index", "_parent_table_name", "_parent_index",
                   *[f"_submission_{name}" for name in COPIED]])
    for number in range(1, SUBMISSIONS + 1):
        main.append([*main_row(chance, number), *copied(number), number])
        for each in range(TURNS):
            index = (number - 1) * TURNS + each + 1
            repeat.append([*turn(chance, each), index, "sesion", number, *copied(number)])
    book.save(path)


def write_json(path: Path) -> None:
    chance = random.Random(2026)
    results = []
    for number in range(1, SUBMISSIONS + 1):
        one: dict[str, object] = dict(zip([*MAIN, *COPIED], [*main_row(chance, number), *copied(number)], strict=True))
        one["aportes"] = [dict(zip(REPEAT, turn(chance, each), strict=True)) for each in range(TURNS)]
        results.append(one)
    path.write_text(json.dumps({"count": SUBMISSIONS, "results": results}, ensure_ascii=False), encoding="utf-8")


def measure(path: Path) -> None:
    """One import, and what it took, as one line."""
    from tequio.listening.importers import Wanted, read_kobo

    wanted = Wanted(("aportes/problema", "aportes/propuesta", "pregunta_0"), {
        "group": "aportes/grupo", "place": "barrio", "agrees": "acepta", "consent": "usos", "week": "fecha"})
    start = time.perf_counter()
    read = read_kobo(path, wanted)
    seconds = time.perf_counter() - start
    said = sum(len(submission.said) for submission in read.submissions)
    assert len(read.submissions) == SUBMISSIONS and said == SUBMISSIONS * (2 * TURNS + 1)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    over = seconds > BAR_SECONDS or megabytes > BAR_MB
    print(f"{path.suffix[1:]:5} {path.stat().st_size / 1e6:5.1f} MB file  {len(read.submissions):,} submissions  "
          f"{said:,} things said  {seconds:5.1f} s (bar: {BAR_SECONDS})  {megabytes:4.0f} MB (bar: {BAR_MB})"
          f"{'  OVER' if over else ''}")
    sys.exit(over)


def through_pages(path: Path) -> None:
    """What happens behind the pages, step by step."""
    from tequio.chain.django_home import open_home
    home = path.parent / f"home-{path.suffix[1:]}"
    home.mkdir(mode=0o700)
    open_home(home)
    from tequio.chain.bringing.bring import bring
    from tequio.chain.bringing.preview import preview
    from tequio.foundation.accounts.models import Membership, Role, User
    from tequio.foundation.intake import hand_in
    from tequio.foundation.places.models import Group, Process, Territory
    from tequio.foundation.vault.keyring import keyring
    from tequio.listening.bringing.actions import HEAVIEST, hand_over
    from tequio.listening.bringing.models import FileKind
    process = Process.objects.create(name="Prueba")
    keyring.create(home, process.pk, pseudonym="Equipo", passphrase="uno dos tres")
    place = Territory.objects.create(process=process, key="ciudad", name="Ciudad")
    for key in ("mujeres", "jovenes", "hombres"):
        Group.objects.create(process=process, key=key, name_es=key)
    actor = User.objects.create_user("Equipo")
    Membership.objects.create(user=actor, process=process, role=Role.COORDINATOR)
    choices = {"columns": {"voices": ["aportes/problema", "aportes/propuesta", "pregunta_0"], "place": ["barrio"],
                           "group": ["aportes/grupo"], "agrees": ["acepta"], "consent": ["usos"], "week": ["fecha"]},
               "replace": {"consent": {"citar": "quote"}}}
    if path.stat().st_size > HEAVIEST:
        print(f"{path.suffix[1:]:5} is too large for the pages: {path.stat().st_size / 1e6:.0f} MB")
        return
    told = []
    for again in (False, True):
        steps = [time.perf_counter()]
        row = hand_over(actor=actor, territory=place, encounter=None, kind=FileKind.KOBO,
                        file=hand_in(path.name, path.read_bytes()))
        steps.append(time.perf_counter())
        found = preview(actor=actor, delivery=row, choices=choices)
        assert found.ready, found.problem
        steps.append(time.perf_counter())
        counts = bring(actor=actor, delivery=row, choices=choices)
        steps.append(time.perf_counter())
        assert counts["here" if again else "new"] == SUBMISSIONS * (2 * TURNS + 1)
        told.append(" + ".join(f"{after - before:.1f}" for before, after in pairwise(steps)))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{path.suffix[1:]:5} through the pages, handed over + looked at + brought in: {told[0]} s; "
          f"a second time: {told[1]} s; {megabytes:4.0f} MB")


def main() -> None:
    today = datetime.datetime.now(tz=datetime.UTC).date()
    print(f"{today}, {os.cpu_count()} cores, Python {platform.python_version()}")
    over = False
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (("export.xlsx", write_xlsx), ("export.json", write_json)):
            write(Path(folder) / name)
            for way in ("read", "pages"):
                over |= bool(subprocess.run(
                    [sys.executable, "-m", "benchmarks.kobo_import", str(Path(folder) / name), way], cwd=ROOT,
                    env={**os.environ, "PYTHONPATH": str(ROOT / "src")}).returncode)
    sys.exit(over)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        {"read": measure, "pages": through_pages}[sys.argv[2]](Path(sys.argv[1]))
