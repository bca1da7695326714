"""Sheets of consultations as platforms and offices write them: nothing is printed that must not be, nothing is lost."""

import re
from pathlib import Path

import pytest
from tests.chain.building import draft, listed, refused, run, source

from tequio.agendas.models import Item, Priority, Proposal
from tequio.agendas.urgency import priority_of
from tequio.chain.aside import set_aside
from tequio.chain.build import account
from tequio.chain.process_file import Source
from tequio.chain.themes import shared, themes
from tequio.followup.models import Response
from tequio.foundation.intake import Row, Sheet
from tequio.listening.models import Voice

pytestmark = pytest.mark.django_db
FORUM = source("consultation", 'encounter = { kind = "forum" }')


def headings(page: str) -> list[str]:
    return [re.sub(r"<[^>]*>", "", found).strip() for found in re.findall(r"<h[2-6].*?</h[2-6]>", page, re.DOTALL)]


def test_lists_of_themes_are_themes_and_problems_alone_are_printed(tmp_path: Path, home: Path) -> None:
    """One build for several habits of platforms: lists, problems without proposal, cells without letters."""
    rows = "Tema,Problema,Propuesta\n" \
           "\"['Obra', 'Agua']\",,Entubar el arroyo\n\"[\"\"Agua\"\"]\",,Entubar el arroyo\n" \
           "\"['Agua']\",Huele mal el canal,\n[],,Abrir la biblioteca\nAgua,055,-\n"
    ledger = run(tmp_path, FORUM, {"consultation.csv": rows})
    assert listed(ledger) == [(6, "no_words"), (4, "no_proposal")]
    assert {(item.section, item.text) for item in Item.objects.all()} == {
        ("Agua", "Entubar el arroyo"), ("", "Abrir la biblioteca")}
    page = draft(tmp_path)
    assert "Problemas nombrados sin propuesta acordada" in headings(page)
    assert "Huele mal el canal" in page and "[&#x27;" not in page and "['" not in page


def test_problems_are_printed_where_nobody_proposed_anything(tmp_path: Path, home: Path) -> None:
    """Another sheet of the same process has proposals; the voices of a workshop are no problems without answer."""
    sheets = {"a.csv": "Lugar,Problema\nEl Pozo,Falta agua en la tarde\n",
              "b.csv": "Propuesta\nPintar el kiosco\n",
              "voices.csv": "texto\nAquí crecimos todas\n"}
    forums = source("consultation", file="a.csv") + source("consultation", file="b.csv")
    run(tmp_path, forums + source("voices"), sheets)
    page = draft(tmp_path)
    table = page[page.index("Problemas nombrados sin propuesta acordada"):]
    assert "Falta agua en la tarde" in table and "Aquí crecimos todas" not in table
    assert {voice.source_file for voice in Voice.objects.filter(consulted=True)} == {"a.csv", "b.csv"}


def test_only_problems(tmp_path: Path, home: Path) -> None:
    run(tmp_path, FORUM, {"consultation.csv": "Problema\nNo pasa el camión\n"})
    assert "No pasa el camión" in draft(tmp_path)


def test_what_a_platform_hid_is_listed_and_printed_nowhere(tmp_path: Path, home: Path) -> None:
    rows = "id;title/es;body/es;state;withdrawn_at;hidden_at\n1;Más bancas;Sombra;accepted;;\n" \
           "2;Cerrar el tianguis;La quité;withdrawn;2031-03-03 10:00:00 UTC;\n3;Insulto;No va;;;2031-03-04\n" \
           "4;Otra retirada;Texto;withdrawn;;\n5;Rechazada por la oficina;Se queda;rejected;;\n"
    ledger = run(tmp_path, source("consultation", 'platform = "decidim"\ndelimiter = ";"'), {"consultation.csv": rows})
    assert listed(ledger) == [(3, "taken_back"), (4, "hidden"), (5, "taken_back")]
    assert sorted(Proposal.objects.values_list("key", flat=True)) == ["P-consulta-1", "P-consulta-5"]
    page = draft(tmp_path)
    assert not [words for words in ("tianguis", "Insulto", "Otra retirada") if words in page]


def test_answers_name_a_proposal_by_the_number_of_its_row(tmp_path: Path, home: Path) -> None:
    rows = "Número,Propuesta\n8485,Poner lámparas\n8486,Abrir la cancha\n8487,Podar árboles\n"
    answers = source("responses") + source("duties")
    sheets = {"consultation.csv": rows, "duties.csv": "propuesta,nivel,tarea\n8487,municipio,Podar\n",
              "responses.csv": "clave,propuesta,institucion,tipo\nR1,8486,ayto,acepta\n"}
    problem = refused(tmp_path, FORUM + answers, sheets | {
        "responses.csv": "clave,propuesta,institucion,tipo\nR1,8499,ayto,acepta\n"})
    assert (problem.code, problem.row, problem.column, problem.value) == ("TQ-124", 2, "propuesta", "8499")
    run(tmp_path, FORUM + answers, sheets)
    assert Response.objects.get().item.key == "P-consulta-8486"
    two = source("consultation") + source("consultation", file="otra.csv") + source("responses")
    problem = refused(tmp_path, two, sheets | {"otra.csv": rows.replace("cancha", "alberca")})
    assert problem.code == "TQ-124" and problem.value == "8486"
    assert {"P-consulta-8486", "P-consulta.2-8486"} <= set(str(problem.facts["near"]).split(", "))


def test_what_the_reader_notices_is_in_the_account(tmp_path: Path, home: Path) -> None:
    rows = "Lugar,Propuesta\nColonia PeÃ±a,Poner lÃ¡mparas\nEl Pozo\n"
    told = account(run(tmp_path, FORUM, {"consultation.csv": rows}))
    assert [(one["code"], one["file"], one.get("row")) for one in told["notices"]] == [
        ("TQ-233", "consultation.csv", None), ("TQ-234", "consultation.csv", 3)]
    assert all(one["what"]["es"] and one["what"]["en"] for one in told["notices"])
    assert "Pozo" not in str(told["notices"])


@pytest.mark.parametrize("about", ['columns = { problem = "Problema", proposal = "Propuesta" }', ""])
def test_a_title_above_the_headings_is_pointed_at(about: str, tmp_path: Path, home: Path) -> None:
    for title in ("Tema: AGUA,,", "Tema: AGUA"):
        rows = f"{title}\nParticipante,Problema,Propuesta\n1,Falta agua,Pipas\n"
        problem = refused(tmp_path, source("consultation", about), {"consultation.csv": rows})
        assert problem.code in {"TQ-221", "TQ-121"}
        assert "header_from = 2" in problem.remedy("es") and "header_from = 2" in problem.remedy("en")
    run(tmp_path, source("consultation", f"{about}\nheader_from = 2"), {"consultation.csv": rows})
    assert Proposal.objects.get().text == "Pipas"


def test_a_row_that_is_longer_than_the_headings_is_refused(tmp_path: Path, home: Path) -> None:
    problem = refused(tmp_path, source("consultation"), {
        "consultation.csv": "Lugar,Problema,Propuesta\nEl Pozo,si,Falta agua,Pipas\nLa Vega,no,Falta luz,Focos\n"})
    assert (problem.code, problem.row, problem.facts["cells"], problem.facts["usual"]) == ("TQ-229", 2, 4, 3)


@pytest.mark.parametrize(("said", "priority"), [
    ("Mediano", None), ("Corto", None), ("Largo", None), ("A mediano plazo", None), ("corto plazo", None),
    ("medio plazo", None), ("largo plazo", None), ("Medio ambiente", None), ("No es urgente", None), ("", None),
    ("30 días", None), ("Urgente", Priority.HIGH), ("MUY URGENTE", Priority.HIGH), ("alta", Priority.HIGH),
    ("Prioridad alta, a corto plazo", Priority.HIGH), ("1", Priority.HIGH), ("Prioridad 1", Priority.HIGH),
    ("muy importante", Priority.HIGH), ("Prioritaria", Priority.HIGH), ("¡Ya!", Priority.HIGH),
    ("Media", Priority.MEDIUM), ("importante", Priority.MEDIUM), ("2", Priority.MEDIUM), ("nivel 2", Priority.MEDIUM),
    ("necesario", Priority.MEDIUM), ("baja", Priority.LOW), ("3", Priority.LOW), ("poco importante", Priority.LOW),
    ("playa", None), ("trabajo", None), ("13", None)])
def test_a_term_is_no_priority(said: str, priority: Priority | None) -> None:
    assert priority_of(said) == priority


@pytest.mark.parametrize(("cell", "names"), [
    ("['Deporte']", ("Deporte",)), ('["Deporte", "Obra"]', ("Deporte", "Obra")), ("{Deporte,\"Obra pública\"}", (
        "Deporte", "Obra pública")), ("[Agua, Luz]", ("Agua", "Luz")), ('[{"es": "Agua", "en": "Water"}]', ("Agua",)),
    ('{"es": "Agua"}', ("Agua",)), ("[]", ()), ("", ()), ("Agua", ("Agua",)), ("(Sin tema)", ("(Sin tema)",)),
    ("Agua [norte]", ("Agua [norte]",)), ("['Agua', 'Agua']", ("Agua",)), ("[[['Agua']]]", ("Agua",)),
    ("['rota", ("['rota",)), ("[1, 2]", ("1", "2"))])
def test_a_cell_may_hold_a_list_of_themes(cell: str, names: tuple[str, ...]) -> None:
    assert themes(cell) == names


def test_of_several_themes_the_one_that_most_rows_have() -> None:
    assert shared([("Obra", "Agua"), ("Agua",), (), ("Luz",)]) == ["Agua", "Agua", "", "Luz"]


@pytest.mark.parametrize(("heading", "cell", "reason"), [
    ("hidden_at", "2031-01-01", "hidden"), ("Withdrawn at", "x", "taken_back"), ("retired_at", "2031", "taken_back"),
    ("hidden", "false", ""), ("hidden?", "true", "hidden"), ("state", "withdrawn", "taken_back"),
    ("state", "Colima", ""), ("Estado", "Hidalgo", ""), ("state/token", "withdrawn", "taken_back"),
    ("withdrawn", "0", "")])
def test_the_marks_of_moderation(heading: str, cell: str, reason: str) -> None:
    sheet = Sheet("a.csv", "", [heading], [Row(2, (cell,), {heading: 0})])
    kept, aside, _ = set_aside(Source("consultation", "a.csv"), sheet, {})
    assert (aside[0][1] if aside else "") == reason
    assert bool(kept) == (not reason)


def test_two_territories_and_no_word_of_which(tmp_path: Path, home: Path) -> None:
    """The remedy names a column; for every kind that belongs to a territory there is one."""
    from tequio.chain.kinds import KINDS
    for kind in ("consultation", "encounters", "voices", "silences", "findings", "observations", "proposals", "returns",
                 "agenda_list", "kobo", "odk", "survey"):
        assert "territory" in KINDS[kind].names
