"""A consultation of invented rows from its sheet to the draft: processor time and memory, and how both grow.

Run as `PYTHONPATH=src .venv/bin/python benchmarks/consultation.py [5000 20000 100000]`. Each size is built in a process
of its own, so that its peak is its own. `--parts` measures instead what compares rows with each other: proposals that
say the same or nearly, and spellings of places. Prints Markdown.
"""

import csv
import math
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

SIZES = (5_000, 20_000, 100_000)
PARTS = (2_000, 8_000, 32_000)
PROCESS = """
[process]
name = "Consulta inventada"

[[territories]]
key = "municipio"
name = "Municipio Inventado"

[[groups]]
key = "mujeres"
es = "Mujeres"

[[groups]]
key = "jovenes"
es = "Jóvenes"

[[groups]]
key = "hombres"
es = "Hombres"

[[sources]]
kind = "consultation"
file = "consulta.csv"
encounter = { kind = "forum" }
"""
THEMES = ("Agua", "Alumbrado", "Banquetas", "Basura", "Calles", "Escuelas", "Parques", "Salud", "Transporte",
          "Vivienda")
WHAT = ("las luminarias", "el drenaje", "la banqueta", "la red de agua", "los contenedores", "las bancas", "la cancha",
        "el puente peatonal", "la rampa", "los juegos", "la barda", "el techo", "las ventanas", "la bomba de agua",
        "los semáforos", "las coladeras", "el kiosco", "la parada de camiones", "el pozo", "los baños")
VERBS = ("Poner", "Reparar", "Cambiar", "Pintar", "Limpiar", "Ampliar", "Revisar cada mes", "Terminar", "Cuidar")
WHERE = ("frente a la escuela", "junto al mercado", "en la entrada de la colonia", "atrás de la iglesia",
         "por el campo de futbol", "en la subida", "junto al arroyo", "en la calle principal", "cerca de la clínica")
WHY = ("porque en las noches nadie pasa", "porque las niñas vienen solas", "antes de que empiecen las lluvias",
       "porque llevamos dos años esperando", "para que los mayores puedan salir", "porque ya se cayó una señora",
       "para que los muchachos tengan dónde estar", "porque el olor no se aguanta")
TROUBLE = ("está roto", "no sirve", "nunca llega", "quedó a medias", "se tapa cada semana", "da miedo de noche")
FIRST = ("Loma", "Cerrada", "Rincón", "Jardines", "Lomas", "Ampliación", "Ejido", "Villas", "Valle", "Puerta",
         "Bosques")
SECOND = ("Alta", "Cedros", "Encinos", "Mirador", "Olivos", "Palmas", "Pinos", "Rosas", "Sauces", "Tulipanes", "Cerro",
          "Milpa", "Nopalera", "Huerta", "Cantera")


def main() -> None:
    asked = [int(word) for word in sys.argv[1:] if word.isdigit()]
    if "--one" in sys.argv:
        one(asked[0])
    elif "--parts" in sys.argv:
        print("| what is compared | how many | processor seconds | peak MB |\n|---|---|---|---|")
        for name in ("joining", "twins", "spellings"):
            grown([part(name, size) for size in asked or PARTS])
    else:
        print("| rows | processor seconds | peak MB |\n|---|---|---|")
        grown([whole(size) for size in asked or SIZES])


def whole(rows: int) -> tuple[int, float, int]:
    """One build in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, __file__, "--one", str(rows)], check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = int(done.stdout.split()[-1])
    print(f"| {rows:,} | {seconds:.1f} | {peak} |", flush=True)
    return rows, seconds, peak


def one(rows: int) -> None:
    from tequio.chain.build import build
    with tempfile.TemporaryDirectory() as folder:
        write_rows(Path(folder), rows)
        done = build(Path(folder) / "proceso.toml", Path(folder) / "salida")
        for stage in done.ledger.stages:
            print(stage.name, round(stage.seconds, 1))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def part(name: str, size: int) -> tuple[int, float, int]:
    """The comparison alone, in a process of its own."""
    code = (f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); "
            f"import consultation as c; c.alone({name!r}, {size})")
    seconds, peak = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True,
                                   text=True).stdout.split()
    print(f"| {name} | {size:,} | {float(seconds):.1f} | {peak} |", flush=True)
    return size, float(seconds), int(peak)


def alone(name: str, size: int) -> None:
    from tequio.agendas.similar import same_in_other_typing
    from tequio.agendas.twins import likely_twins
    from tequio.foundation.language.spellings import merge_spellings
    chance = random.Random(7)
    compare: Callable[[list[str]], object] = {
        "joining": same_in_other_typing, "twins": likely_twins, "spellings": merge_spellings}[name]
    texts = [place(chance, size) if name == "spellings" else proposal(chance, chance.choice(WHAT)) for _ in range(size)]
    started = time.process_time()
    compare(texts)
    print(time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def grown(measured: list[tuple[int, float, int]]) -> None:
    """The exponent between the sizes measured: 1 is twice the time for twice the rows."""
    for (few, quick, _), (many, slow, _) in pairwise(measured):
        print(f"\nExponent from {few:,} to {many:,}: {math.log(slow / quick) / math.log(many / few):.2f}")
    print()


def write_rows(folder: Path, rows: int) -> None:
    chance = random.Random(rows)
    (folder / "proceso.toml").write_text(PROCESS, encoding="utf-8")
    with (folder / "consulta.csv").open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(("Lugar", "Grupo", "Tema", "Problema", "Propuesta", "Prioridad"))
        for _ in range(rows):
            what = chance.randrange(len(WHAT))
            asks = proposal(chance, WHAT[what]) if chance.random() < 0.85 else ""
            sheet.writerow((place(chance, rows), chance.choice(("mujeres", "jovenes", "hombres")), THEMES[what // 2],
                            problem(chance, WHAT[what]), asks, chance.choice(("alta", "media", "baja"))))


def problem(chance: random.Random, what: str) -> str:
    where, why = chance.choice(WHERE), chance.choice(WHY)
    return slip(chance, f"{what[0].upper()}{what[1:]} {where} {chance.choice(TROUBLE)}, y hay que verlo {why}")


def proposal(chance: random.Random, what: str) -> str:
    """Half of them are short, as most are in consultations, and often say what another says, slips of the pen apart."""
    why = f" {chance.choice(WHY)}" if chance.random() < 0.5 else ""
    return slip(chance, f"{chance.choice(VERBS)} {what} {chance.choice(WHERE)}{why}")


def place(chance: random.Random, rows: int) -> str:
    """One of as many neighbourhoods as a twentieth of the rows, written as people write them."""
    number = int(chance.random() ** 2 * max(20, rows // 20))
    name = f"{FIRST[number % 11]} {SECOND[number // 11 % 15]} {number // 165 + 1}"
    return slip(chance, chance.choice((name, name.upper(), f"Col. {name}", name.lower())))


def slip(chance: random.Random, text: str) -> str:
    """Now and then two letters change places."""
    if chance.random() < 0.8 or len(text) < 12:
        return text
    at = chance.randrange(3, len(text) - 3)
    return f"{text[:at]}{text[at + 1]}{text[at]}{text[at + 2:]}"


if __name__ == "__main__":
    main()
