"""Registers: every row is used or listed, words are shown before they are taken, the same again changes nothing."""

import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some
from tests.followup.test_asking_pages import ago
from tests.followup.test_pages import Enter

from tequio.agendas.models import Item
from tequio.followup.models import OfficialStatus, Verdict
from tequio.followup.registers.actions import import_register
from tequio.followup.registers.reading import Why, _table_of_words, account, meaning, plain, read_register
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import today
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process

SHARED = Path(__file__).parents[3] / "shared" / "data" / "commitments"
SHEET = ('Punto;Qué;Estado\n1;"Poner luz,\nen dos líneas";Cumplida fuera de plazo\n1;Otra vez;en proceso\n'
         ';Sin número;sí\n7;No está en la agenda;no\n')
WORDS = some.sampled_from(["cumplido", "En Proceso.", "SIN AVANCE", "", "quién sabe", "40%", "100", "0"])


def test_every_word_of_the_table_is_plain_and_means_a_status() -> None:
    words = _table_of_words()
    assert all(word == plain(word) for word in words) and set(words.values()) <= set(OfficialStatus.values)


@pytest.mark.parametrize(("word", "whole", "status"), [
    ("CUMPLIDO", False, "done"), ("Cumplida fuera de plazo", False, "done"), ("Cumplió…", False, "done"),
    ("En proceso.", False, "ongoing"), ("Parcialmente cumplido", False, "ongoing"), ("No cumplida", False, "stalled"),
    ("Sin información", False, "unreported"), ("", False, "unreported"), ("100", True, "done"),
    ("99,5 %", True, "ongoing"), ("0", True, "stalled"), ("0.9927", False, "ongoing"), ("1", False, "done"),
    ("1", True, "ongoing"), ("1%", False, "ongoing"), ("120", True, "done"), ("a medias", False, None)])
def test_what_a_word_is_taken_for(word: str, whole: bool, status: str | None) -> None:
    assert meaning(word, whole=whole) == status


def test_what_a_person_told_goes_before_the_table() -> None:
    told = {"a medias": "ongoing", "cumplido": "", "si": "stalled"}
    assert [meaning(word, whole=False, told=told) for word in ("a medias", "cumplido", "si")] == [
        "ongoing", None, "stalled"]


@given(some.lists(some.tuples(some.sampled_from(["1", "2", "3", "", "x y"]), WORDS), min_size=1, max_size=30),
       some.sampled_from([",", ";", "\t"]))
def test_every_row_is_used_or_listed(rows: list[tuple[str, str]], separator: str) -> None:
    text = f"clave{separator}estado\n" + "".join(f'"{key}"{separator}"{word}"\n' for key, word in rows)
    register = read_register(text)
    kept = [row for row in rows if row[0] or row[1]]
    found = account(register, {"1": "", "2": "done"})
    assert len(found.used) + len(found.listed) == len(register.rows) == len(kept)
    assert len({row.key for row, _ in found.used}) == len(found.used)
    assert {row.key for row, _ in found.used} <= {"1", "2"}
    assert all(status in OfficialStatus.values for _, status in found.used)


@pytest.mark.parametrize(("text", "fault"), [
    ("", "TQ-591"), ("punto,estado", "TQ-591"), ("a,b\n1,2\n", "TQ-592"), ("punto,b\n1,2\n", "TQ-592"),
    ("punto,estado\n" + "1,si\n" * 20_001, "TQ-593")])
def test_what_is_no_register(text: str, fault: str) -> None:
    with pytest.raises(TequioError, match=fault):
        read_register(text)


@given(some.text(max_size=200))
def test_no_text_is_read_without_an_account_or_a_reason(text: str) -> None:
    try:
        register = read_register(text)
    except TequioError as fault:
        assert fault.problem.code in {"TQ-591", "TQ-592"}
        return
    found = account(register, {})
    assert len(found.used) + len(found.listed) == len(register.rows)


@pytest.mark.django_db
def test_the_same_register_again_changes_nothing(item: Item, team: User) -> None:
    register = read_register(SHEET)
    taken = {"agenda": item.agenda, "register": register, "wave": 1, "source": "Informe", "day": today(), "told": {}}
    found = import_register(actor=team, **taken)
    assert [(row.line, status) for row, status in found.used] == [(2, "done")]
    assert [one.why for one in found.listed] == [Why.TWICE, Why.NO_KEY, Why.NO_POINT]
    assert (Verdict.objects.get().official, Verdict.objects.get().source) == ("done", "Informe")
    again = import_register(actor=team, **taken)
    assert not again.used and again.listed[0].why == Why.SAME and Verdict.objects.count() == 1
    later = import_register(actor=team, **taken | {"told": {"Cumplida fuera de plazo": "stalled"}})
    assert later.listed[0].why == Why.OTHER and Verdict.objects.get().official == "done"
    import_register(actor=team, **taken | {"told": {"Cumplida fuera de plazo": "stalled"}, "wave": 2})
    assert [row.official for row in Verdict.objects.order_by("wave")] == ["done", "stalled"]


@pytest.mark.django_db
@pytest.mark.parametrize(("other", "fault"), [
    ({"wave": 3}, "TQ-585"), ({"source": " "}, "TQ-568"), ({"day": datetime.date(2999, 1, 1)}, "TQ-567")])
def test_what_cannot_be_taken(item: Item, team: User, other: dict[str, object], fault: str) -> None:
    taken = {"agenda": item.agenda, "register": read_register(SHEET), "wave": 1, "source": "Informe", "day": today(),
             "told": {}} | other
    with pytest.raises(TequioError, match=fault):
        import_register(actor=team, **taken)
    assert not Verdict.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["analyst", "protector", "official", "stranger"])
def test_who_may_not(item: Item, cast: dict[str, User], who: str) -> None:
    with pytest.raises(TequioError, match="TQ-311"):
        import_register(actor=cast[who], agenda=item.agenda, register=read_register(SHEET), wave=1, source="Informe",
                        day=today(), told={})
    assert not Verdict.objects.exists()


@pytest.mark.django_db
def test_a_register_is_seen_before_it_is_taken(client: Client, enter: Enter, process: Process, item: Item,
                                               team: User) -> None:
    address = reverse("followup:register", args=[process.pk, item.agenda_id])
    enter(client, team)
    assert client.get(address).status_code == 200
    asked = {"wave": 1, "source": "Informe", "day": ago(1), "text": "punto\testado\n1\ta medias\n2\tsí\n"}
    shown = client.post(address, asked).content.decode()
    assert "«a medias» (1)" in shown and "no se sabe qué quiere decir su palabra" in shown
    assert "no hay ese punto en la agenda" in shown and not Verdict.objects.exists()
    done = client.post(address, asked | {"words": "1", "take": "1", "word_0": "ongoing", "word_1": "done"})
    assert "Se anotó una fila." in done.content.decode() and Verdict.objects.get().official == "ongoing"


@pytest.mark.parametrize(("name", "key", "status"), [
    ("buenos_aires_compromisos.csv", "numero", "porcentaje_completado"),
    ("cdmx_proyectos_por_colonia.csv", "id_ref", "progress")])
def test_public_registers_lose_no_row(name: str, key: str, status: str) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not on this machine")
    register = read_register(path.read_text(encoding="utf-8-sig"), key=key, status=status)
    found = account(register, {row.key: "" for row in register.rows})
    assert len(register.rows) > 50 and len(found.used) + len(found.listed) == len(register.rows)
    assert len(found.used) > 0.5 * len(register.rows)
    assert {one.why for one in found.listed} <= {Why.TWICE, Why.SILENT, Why.UNKNOWN_WORD, Why.NO_KEY}
