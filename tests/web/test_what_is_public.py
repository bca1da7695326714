"""What officials and auditors see: what is in print as it is counted, the rest coarsely; and the record as a file."""

import csv
import io
from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tequio.agendas.models import Agenda, Item, Proposal
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.audit.actions import append, export_audit
from tequio.foundation.audit.chain import Act, first_fault
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]


def test_what_is_in_print_is_counted_plainly_and_the_rest_coarsely(
        client: Client, enter: Enter, process: Process, territory: Territory, cast: dict[str, User]) -> None:
    local = Agenda.objects.create(process=process, territory=territory, title="Agenda del Centro")
    national = Agenda.objects.create(process=process, title="Agenda Nacional")
    for number, agenda in enumerate((local, national, national), start=1):
        Item.objects.create(process=process, agenda=agenda, number=number, key=f"I{number}", text="Zaritem")
    for number in range(3):
        Proposal.objects.create(process=process, territory=territory, key=f"P{number}", text="Zarpropuesta")
    for who in ("official", "auditor"):
        answer = enter(client, cast[who]).get(reverse("home", args=[process.pk]))
        counts = {step: one["count"] for step, one in answer.context["counts"].items()}
        assert (counts["local_agenda"], counts["national_agenda"]) == (1, 2)
        assert {step: count for step, count in counts.items() if count != (None, 10)} == {
            "local_agenda": 1, "national_agenda": 2}
        assert "Zar" not in answer.content.decode()
    team = enter(client, cast["coordinator"]).get(reverse("home", args=[process.pk])).context["counts"]
    assert team["proposal"]["count"] == 3


NOTE = "Doña Zarina recibió amenazas. Se espera a que pase."


def test_why_work_stopped_is_told_to_the_team_alone_and_masked(
        client: Client, enter: Enter, process: Process, territory: Territory, cast: dict[str, User]) -> None:
    Territory.objects.filter(pk=territory.pk).update(suspended=True, suspension_note=NOTE)
    for who in ("official", "trustee", "auditor", "coordinator", "analyst"):
        page = enter(client, cast[who]).get(reverse("home", args=[process.pk])).content.decode()
        assert "Trabajo suspendido" in page and "Zarina" not in page
        assert ("recibió amenazas." in page) == (who in ("coordinator", "analyst"))


def read(table: str) -> list[tuple[Act, str]]:
    rows = csv.DictReader(io.StringIO(table))
    return [(Act(UUID(row["process"]), int(row["sequence"]), row["day"], row["actor"], row["verb"], row["kind"],
                 UUID(row["object"]), int(row["count"])), row["digest"]) for row in rows]


def test_the_record_leaves_as_a_file_that_can_be_checked_elsewhere(
        client: Client, enter: Enter, process: Process, cast: dict[str, User]) -> None:
    append(process_id=process.pk, actor="Coordinación", verb="withdraw", on=process, count=2)
    address = reverse("audit_export", args=[process.pk])
    page = enter(client, cast["coordinator"]).get(reverse("audit", args=[process.pk])).content.decode()
    assert f'action="{address}"' in page
    assert client.get(address).status_code == 405
    answer = client.post(address)
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    rows = read(answer.content.decode("utf-8-sig"))
    assert first_fault(rows) is None
    # The last entry says that it was taken, and by whom.
    assert [(act.verb, act.actor) for act, _ in rows] == [
        ("withdraw", "Coordinación"), ("export_audit", cast["coordinator"].pseudonym)]
    assert "se llevó el registro" in client.get(reverse("audit", args=[process.pk])).content.decode()


def test_who_may_not_read_the_record_does_not_take_it(
        client: Client, enter: Enter, process: Process, territory: Territory, cast: dict[str, User]) -> None:
    partly = User.objects.create_user("de-un-lugar", process=process)
    Membership.objects.create(user=partly, process=process, role=Role.COORDINATOR, territory=territory)
    for user in (*(cast[who] for who in ("facilitator", "protector", "analyst", "official", "stranger")), partly):
        assert enter(client, user).post(reverse("audit_export", args=[process.pk])).status_code == 404
        with pytest.raises(TequioError, match="TQ-311"):
            export_audit(actor=user, process=process, told=lambda count, *_: str(count))
    assert not Entry.objects.filter(verb="export_audit").exists()


def test_an_account_called_like_a_formula_runs_nothing(process: Process, cast: dict[str, User]) -> None:
    append(process_id=process.pk, actor="=HYPERLINK(1)", verb="release", on=process, count=1)
    assert "'=HYPERLINK" in export_audit(actor=cast["auditor"], process=process, told=lambda count, *_: str(count))
