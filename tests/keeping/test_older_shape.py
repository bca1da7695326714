"""Rows written by the first version come into a database of that shape, are brought up to date, and still open."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.keeping.conftest import ROOT

SCRIPT = '''
import json, sys, uuid
from pathlib import Path
from tequio.chain.django_home import open_home
folder = Path(sys.argv[1])
open_home(folder, migrate=False)
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from tequio.foundation.vault import portable
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.sealing import bound_to, seal
import base64
nodes = MigrationLoader(None).graph.nodes
first = [[app, name] for app, name in nodes if name.startswith("0001")]
models = portable.take_shape(first)
process, place, encounter, voice, circle, sentence = (str(uuid.uuid4()) for _ in range(6))
opened = keyring.create(folder, uuid.UUID(process), pseudonym="Ceiba", passphrase="frase")
opened.make_keys([uuid.UUID(voice)])
words = seal(opened.key_for(uuid.UUID(voice)), "Lo que dije, con ñ".encode(),
             bound_to(uuid.UUID(process), uuid.UUID(voice), "listening.voice.text"))
claim = seal(opened.field_key, "Lo que se votó".encode(),
             bound_to(uuid.UUID(process), uuid.UUID(sentence), "deliberation.statement.text"))
rows = {
    "places.process": {"id": process, "name": "Antiguo"},
    "places.territory": {"id": place, "process_id": process, "key": "centro", "name": "Centro"},
    "listening.encounter": {"id": encounter, "process_id": process, "territory_id": place, "key": "E",
                            "kind": "workshop", "status": "suspended", "facilitator": "Roble",
                            "reason": "Llovió toda la tarde"},
    "listening.voice": {"id": voice, "process_id": process, "encounter_id": encounter, "territory_id": place,
                        "key": "V", "source_file": "foro.csv", "text": base64.b64encode(words).decode()},
    "deliberation.round": {"id": circle, "process_id": process, "territory_id": place, "key": "r", "title": "Ronda"},
    # Its columns of words that came later are empty, and it is not rewritten.
    "deliberation.statement": {"id": sentence, "process_id": process, "round_id": circle, "key": "A",
                               "text": base64.b64encode(claim).decode()},
}
with transaction.atomic():
    for name, row in rows.items():
        portable.load(models.get_model(name), [json.dumps(list(row)).encode(), json.dumps(list(row.values())).encode()])
before = portable.is_current()
call_command("migrate", verbosity=0, interactive=False)
from tequio.listening.models import Encounter, Voice
from tequio.deliberation.models import Statement
row = Statement.objects.get()
keyring.bring_up(uuid.UUID(process))
keyring.bring_up(uuid.UUID(process))
met, said = Encounter.objects.get(), Voice.objects.get()
with connection.cursor() as cursor:
    cursor.execute("SELECT facilitator, reason FROM listening_encounter")
    clear = [bytes(cell).count(b"Roble") + bytes(cell).count(b"tarde") for cell in cursor.fetchone()]
print(json.dumps([before, portable.is_current(), said.text, row.text, row.feeds, met.facilitator, met.reason,
                  said.source_file, clear]))
'''


@pytest.mark.slow
def test_rows_of_the_first_version_still_open(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TEQUIO_HOME")}
    done = subprocess.run([sys.executable, "-c", SCRIPT, str(tmp_path)], text=True, capture_output=True, timeout=120,
                          env=environment | {"PYTHONPATH": str(ROOT / "src")})
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [
        False, True, "Lo que dije, con ñ", "Lo que se votó", "", "Roble", "Llovió toda la tarde", "foro.csv", [0, 0]]
