"""The page on which what was coded leaves and comes back: by whom, and what it says."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.diagnosis.test_interchange import PLAIN, codes, empty, encounter, foreign, told

from tequio.diagnosis.models import Code, Coding
from tequio.diagnosis.refi_qda import open_project, project_bytes
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.models import Entry
from tequio.foundation.places.models import Process, Territory
from tequio.listening.models import Encounter, Voice

__all__ = ["codes", "empty", "encounter", "told"]
pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]


def at(name: str, process: Process) -> str:
    return reverse(f"diagnosis:{name}", args=[process.pk])


def sent(data: bytes = b"", name: str = "nvivo.qdpx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or project_bytes(foreign()))


def test_what_was_coded_leaves_as_a_file_and_on_record(
        told: Voice, client: Client, cast: dict[str, User], enter: Enter, tmp_path: Path) -> None:
    browser = enter(client, cast["coordinator"])
    assert at("tools_export", told.process) in browser.get(at("tools", told.process)).content.decode()
    answer = browser.post(at("tools_export", told.process))
    assert answer.status_code == 200 and "codificado.qdpx" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"
    path = tmp_path / "salida.qdpx"
    path.write_bytes(answer.content)
    assert open_project(path).project.counts()["codings"] == 3
    assert Entry.objects.filter(verb="export_diagnosis").count() == 1


def test_whoever_may_not_is_shown_no_way_and_finds_none(
        told: Voice, encounter: Encounter, client: Client, cast: dict[str, User], enter: Enter) -> None:
    for who in ("facilitator", "analyst"):
        browser = enter(client, cast[who])
        page = browser.get(at("tools", told.process)).content.decode()
        assert at("tools_export", told.process) not in page and at("tools_bring", told.process) not in page
        assert browser.post(at("tools_export", told.process)).status_code == 404
    browser = enter(client, cast["analyst"])
    assert browser.post(at("tools_bring", told.process), {"file": sent()}).status_code == 404
    browser = enter(client, cast["facilitator"])  # may bring material, and code nothing
    answer = browser.post(at("tools_bring", told.process), {"file": sent(), "where": f"e{encounter.pk}"})
    assert answer.status_code in (403, 404)
    assert Voice.objects.count() == 1
    assert not Entry.objects.filter(verb__in=("export_diagnosis", "import_material")).exists()


def test_a_project_comes_in_and_the_page_says_what_did_not(
        process: Process, territory: Territory, client: Client, team: User, enter: Enter) -> None:
    browser = enter(client, team)
    answer = browser.post(at("tools_bring", process), {"file": sent(), "where": f"t{territory.pk}", "group": ""})
    page = answer.content.decode()
    assert answer.status_code == 200
    for line in ("Códigos nuevos: 1", "Voces nuevas: 1", "Codificaciones nuevas: 2", "Fuentes sin texto: 1"):
        assert line in page
    assert Voice.objects.get().text == PLAIN
    again = browser.post(at("tools_bring", process), {"file": sent(), "where": f"t{territory.pk}"}).content.decode()
    assert "Nada nuevo." in again and "Codificaciones que ya estaban: 2" in again
    assert Coding.objects.count() == 2 and Code.objects.count() == 1


def test_a_file_that_is_none_is_answered_with_its_code(
        process: Process, territory: Territory, client: Client, team: User, enter: Enter) -> None:
    browser = enter(client, team)
    for file, code in ((sent(b"PK\x03\x04"), "TQ-209"), (sent(b"x", "a.pdf"), "TQ-164"),
                       (sent(b"x", "a.qda"), "TQ-165")):
        answer = browser.post(at("tools_bring", process), {"file": file, "where": f"t{territory.pk}"})
        assert answer.status_code == 400 and code in answer.content.decode()
    assert browser.post(at("tools_bring", process), {"file": sent(), "where": "t0"}).status_code == 400
    assert browser.get(at("tools_bring", process)).status_code == 405
    assert not Voice.objects.exists()
