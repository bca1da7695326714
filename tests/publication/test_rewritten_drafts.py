"""A draft written anew after a withdrawal prints what the first one did: places joined, rows that ask nothing."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tequio.chain.ledger import Ledger
from tequio.chain.process_file import read_process_file
from tequio.chain.stages.run import run_stages
from tequio.foundation.accounts.models import User
from tequio.listening.models import Spelling, Voice
from tequio.protection.withdrawing.actions import withdraw_voice

PROCESS = """
[process]
name = "Consulta"
[[territories]]
key = "centro"
name = "Centro de Prueba"
[[sources]]
kind = "consultation"
file = "c.csv"
"""
ROWS = """número,lugar,problema,propuesta
1,Col. La Loma,no hay luz en el callejón,poner luminarias
2,la loma,falta agua desde marzo,
3,El Llano,nos cobran por vender,
4,Col. La Loma,la barda se cae,reparar la barda
"""


@pytest.mark.django_db
def test_a_rewritten_draft_says_as_much_as_the_first(
        tmp_path: Path, home: Path, django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    (tmp_path / "c.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "p.toml").write_text(PROCESS, encoding="utf-8")
    made = run_stages(read_process_file(tmp_path / "p.toml"), home, "frase", Ledger(), lambda *_: None)
    page = home / "documentos" / "agenda-centro.html"
    before = _words(page)
    assert "Lugares" in before or "la loma" in before
    assert Spelling.objects.filter(process=made).count() == 3
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_voice(actor=User.objects.get(pseudonym="Coordinación"), voice=Voice.objects.get(source_row=5))
    after = _words(page)
    assert "barda" in before and "barda" not in after
    lost = [line for line in before.splitlines() if "loma" in line.lower() and line not in after
            and "fila 5" not in line]
    assert lost == []
    assert after.count("la loma") == before.count("la loma") > 0


def _words(page: Path) -> str:
    return re.sub(r"<[^>]+>", "\n", page.read_text("utf-8"))
