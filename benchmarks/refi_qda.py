"""A `.qdpx` of 1,000 transcripts with 100,000 codings: read and written back, seconds and memory.

`PYTHONPATH=src python benchmarks/refi_qda.py [TRANSCRIPTS] [CODINGS]`. The project is made in a process of its own, as
NVivo for Windows writes one: UTF-16 positions, CRLF as two, a byte-order mark.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from uuid import UUID

WORDS = ["luz", "agua", "calle", "noche", "escuela", "señora", "niños", "mercado", "camión", "patrulla", "miedo",
         "vecinas", "lámpara", "💡", "esquina", "cancha", "trabajo", "turno", "fábrica", "extorsión", "barrio"]
CODES = 60


def make(path: Path, transcripts: int, codings: int) -> None:
    chance = random.Random(7)

    def guid() -> str:
        return str(UUID(int=chance.getrandbits(128)))

    codes = [guid() for _ in range(CODES)]
    listed = "".join(f'<Code guid="{code}" name="Código {number}" isCodable="true"/>'
                     for number, code in enumerate(codes))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = ['<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="Prueba" '
                 f'origin="NVivo 14"><CodeBook><Codes>{listed}</Codes></CodeBook><Sources>']
        for number in range(transcripts):
            words = [chance.choice(WORDS) for _ in range(4_000)]
            units, places = 0, []
            for at, word in enumerate(words):
                long = len(word.encode("utf-16-le")) // 2
                places.append((units, units + long))
                units += long + (2 if at % 15 == 14 else 1)
            text = "".join(word + ("\r\n" if at % 15 == 14 else " ") for at, word in enumerate(words))
            own, file = guid(), guid()
            archive.writestr(f"Sources/{file}.txt", b"\xef\xbb\xbf" + text.encode())
            parts.append(f'<TextSource guid="{own}" name="Charla {number}" plainTextPath="internal://{file}.txt">')
            for _ in range(codings // transcripts):
                first = chance.randrange(3_980)
                begin, end = places[first][0], places[first + chance.randrange(1, 18)][1]
                parts.append(f'<PlainTextSelection guid="{guid()}" name="" startPosition="{begin}" '
                             f'endPosition="{end}"><Coding guid="{guid()}"><CodeRef '
                             f'targetGUID="{chance.choice(codes)}"/></Coding></PlainTextSelection>')
            parts.append("</TextSource>")
        archive.writestr("project.qde", "".join([*parts, "</Sources></Project>"]))


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(path: Path) -> dict[str, object]:
    from tequio.diagnosis.refi_qda import open_project, project_bytes
    began, cpu = time.perf_counter(), time.process_time()
    opened = open_project(path)
    read = {"seconds": round(time.perf_counter() - began, 1), "processor": round(time.process_time() - cpu, 1),
            "peak_mb": peak()}
    cpu = time.process_time()
    data = project_bytes(opened.project)
    return {"bytes": path.stat().st_size, "kept": opened.project.counts(), "positions": opened.account.reading,
            "read": read, "written": {"processor": round(time.process_time() - cpu, 1), "bytes": len(data),
                                      "peak_mb": peak()}}


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        print(json.dumps(measure(Path(sys.argv[2])), ensure_ascii=False, indent=1))
    elif sys.argv[1:2] == ["make"]:
        make(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    else:
        sizes = (sys.argv[1:] + ["1000", "100000"][len(sys.argv) - 1:])[:2]
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "proyecto.qdpx"
            subprocess.run([sys.executable, __file__, "make", made, *sizes], check=True)
            subprocess.run([sys.executable, __file__, "measure", made], check=True)
