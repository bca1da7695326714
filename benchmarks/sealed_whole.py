"""A database sealed whole by pages (SQLCipher) beside one sealed column by column: what each costs.

Run as `python benchmarks/sealed_whole.py columns|whole [ROWS]`, each in a process of its own. `whole` wants the package
`sqlcipher3`, which Tequio does not install: try it in an environment of its own. Prints Markdown.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HOW = sys.argv[1] if len(sys.argv) > 1 else "columns"
ROWS = int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
KEY = os.urandom(32).hex()
LOOKS = 5
os.environ.pop("DATABASE_URL", None)
sys.path[:0] = [str(Path(__file__).parents[1] / "src"), str(Path(__file__).parent)]


def seal_whole() -> None:
    """Let Django's own backend open its files through SQLCipher; a raw key asks for no stretching."""
    import sqlcipher3
    from sqlcipher3 import dbapi2
    sys.modules["sqlite3"], sys.modules["sqlite3.dbapi2"] = sqlcipher3, dbapi2
    plain = dbapi2.connect

    def connect(database: Any, *given: Any, **options: Any) -> Any:
        made = plain(str(database), *given, **options)
        if str(database) != ":memory:":
            made.execute(f"PRAGMA key = \"x'{KEY}'\"")
        return made

    dbapi2.connect = sqlcipher3.connect = connect


if HOW == "whole":
    seal_whole()


def took(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def main() -> None:
    from tequio.chain.build import build
    from tequio.demo import PROCESS_FILE
    # An empty database kept by the other way cannot be read by this one.
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="tequio-kept-")
    folder = Path(tempfile.mkdtemp(prefix="tequio-whole-")) / "demo"
    told = [("build of the demonstration, empty database made", took(lambda: build(PROCESS_FILE, folder)))]
    from django.conf import settings
    from django.db import connection, connections, transaction
    settings.HOME = folder
    connections["default"].settings_dict["NAME"] = str(folder / "tequio.sqlite3")
    from tequio.listening.models import Encounter, Voice
    meeting = Encounter.objects.exclude(process=None).first()
    from tequio.foundation.vault.keyring import keyring
    voices = [Voice(process_id=meeting.process_id, encounter=meeting, territory_id=meeting.territory_id,
                    key=f"m{number}", text=f"{number} nadie pasa por la calle de noche " * 5) for number in range(ROWS)]
    with transaction.atomic():
        keyring.of(meeting.process_id).make_keys(voice.pk for voice in voices)
        told.append((f"insert {ROWS:,} voices", took(lambda: Voice.objects.bulk_create(voices, batch_size=2000))))

    def scanned() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sum(length(text)) FROM listening_voice WHERE source_file = ''")
            cursor.fetchall()

    def fresh() -> None:
        connection.close()
        scanned()

    told.append(("scan of them, file in memory", statistics.median(took(scanned) for _ in range(LOOKS))))
    told.append(("scan on a new connection", statistics.median(took(fresh) for _ in range(LOOKS))))
    one = Voice.objects.values_list("pk", flat=True)
    ids = list(one[:200])
    told.append(("200 rows by their number, each by itself", took(lambda: [one.get(pk=pk) for pk in ids])))
    print(f"| {HOW} | ms |\n|---|---|")
    for what, seconds in told:
        print(f"| {what} | {seconds * 1000:,.1f} |")
    path = folder / "tequio.sqlite3"
    print(f"\n{path.stat().st_size / 1e6:.1f} MB; begins with {path.read_bytes()[:6]!r}")


if __name__ == "__main__":
    main()
