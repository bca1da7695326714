"""Accounts that several processes shared become one in each; nobody reaches by them where they had no role."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SCRIPT = """
import datetime, json, sys
from pathlib import Path
from tequio.chain.django_home import open_home
open_home(Path(sys.argv[1]), migrate=False)
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from tequio.foundation.vault import portable
nodes = MigrationLoader(None).graph.nodes
before = [[app, name] for app, name in nodes
          if not (app == "accounts" and name >= "0003") and not (app == "bundles" and name >= "0002")]
models = portable.take_shape(before)
User, Membership = models.get_model("accounts", "User"), models.get_model("accounts", "Membership")
Process, Entry = models.get_model("places", "Process"), models.get_model("audit", "Entry")
one, two = (Process.objects.create(name=name) for name in ("Uno", "Dos"))
shared, alone, left, nobody = (User.objects.create(pseudonym=name, password="pbkdf") for name in (
    "Coordinación", "Jacaranda", "Se fue", "Nadie"))
for process in (one, two):
    Membership.objects.create(user=shared, process=process, role="coordinator")
Membership.objects.create(user=alone, process=two, role="auditor")
Entry.objects.create(process_id=one.pk, sequence=1, day=datetime.date(2026, 1, 1), actor="Se fue", verb="withdraw",
                     kind="voice", digest="0")
call_command("migrate", verbosity=0, interactive=False)
from tequio.foundation.accounts.models import Membership, User
print(json.dumps([
    sorted([user.pseudonym, user.process.name, user.password == "pbkdf"] for user in User.objects.all()),
    all(row.process_id == row.user.process_id for row in Membership.objects.select_related("user")),
    Membership.objects.count()]))
"""


@pytest.mark.slow
def test_a_shared_account_becomes_one_in_each_process(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TEQUIO_HOME")}
    done = subprocess.run([sys.executable, "-c", SCRIPT, str(tmp_path)], text=True, capture_output=True, timeout=120,
                          env=environment | {"PYTHONPATH": str(ROOT / "src")})
    assert done.returncode == 0, done.stderr
    accounts, joined, memberships = json.loads(done.stdout)
    assert accounts == [["Coordinación", "Dos", False], ["Coordinación", "Uno", False], ["Jacaranda", "Dos", True],
                        ["Se fue", "Uno", True]]
    assert joined and memberships == 3
