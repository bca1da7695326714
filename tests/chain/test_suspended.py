"""Where work is suspended a build plans nothing, whichever file says that it is, and at whatever level."""

from pathlib import Path

import pytest
from tests.chain.building import HEAD, SECOND, refused, run, source

from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory
from tequio.listening.actions import plan_encounter
from tequio.listening.models import Encounter, EncounterStatus

pytestmark = pytest.mark.django_db
NOTE = 'suspended = "Se detuvo el trabajo."\n'
PLANS = source("encounters", 'columns = { territory = "territorio" }')
STOPPED = HEAD.replace('code = "07031"\n', f'code = "07031"\n{NOTE}') + SECOND
INSIDE = STOPPED + '[[territories]]\nkey = "pozo"\nname = "El Pozo"\nlevel = "neighbourhood"\nparent = "llano"\n'


def sheet(place: str, status: str) -> dict[str, str | bytes]:
    return {"encounters.csv": f"clave,territorio,tipo,estado,semana\nE1,{place},taller,{status},2031-03-03\n"}


@pytest.mark.parametrize(("head", "place"), [(STOPPED, "llano"), (INSIDE, "pozo")])
def test_a_plan_where_work_is_suspended_is_refused_with_its_row(tmp_path: Path, head: str, place: str) -> None:
    problem = refused(tmp_path, PLANS, sheet(place, "planeado"), head)
    assert (problem.code, problem.row, problem.value) == ("TQ-180", 2, "E1")
    assert not Encounter.objects.exists()


def test_so_it_is_where_the_agenda_file_says_it(tmp_path: Path) -> None:
    files = sheet("llano", "planeado") | {"a.toml": NOTE}
    problem = refused(tmp_path, PLANS + source("agenda", 'territory = "llano"', "a.toml"), files,
                      HEAD + SECOND)
    assert problem.code == "TQ-180"


@pytest.mark.parametrize(("place", "status"), [
    ("llano", "suspendido"), ("llano", "cancelado"), ("llano", "realizado"), ("ribera", "planeado")])
def test_what_its_remedy_says_is_taken(tmp_path: Path, place: str, status: str) -> None:
    run(tmp_path, PLANS, sheet(place, status), STOPPED)
    assert Encounter.objects.get().territory.key == place


def test_whoever_resumed_work_plans_again(tmp_path: Path) -> None:
    run(tmp_path, PLANS, sheet("llano", "planeado"), STOPPED.replace(NOTE, ""))
    assert Encounter.objects.get().status == EncounterStatus.PLANNED


@pytest.mark.parametrize("status", EncounterStatus.values)
def test_no_door_plans_where_work_is_suspended(
        process: Process, territory: Territory, team: User, status: EncounterStatus) -> None:
    Territory.objects.filter(pk=territory.pk).update(suspended=True)
    row = Encounter(process=process, territory=territory, key="E1", kind="workshop", status=status)
    if status == EncounterStatus.PLANNED:
        with pytest.raises(TequioError) as fault:
            plan_encounter(actor=team, encounter=row, attendance={}, allowed={})
        assert fault.value.problem.code == "TQ-464" and not Encounter.objects.exists()
    else:
        plan_encounter(actor=team, encounter=row, attendance={}, allowed={})
        assert Encounter.objects.count() == 1


@pytest.mark.parametrize("role", [Role.ANALYST, Role.PROTECTOR, Role.OFFICIAL, Role.AUDITOR, Role.TRUSTEE])
def test_only_facilitators_and_coordinators_plan(process: Process, territory: Territory, role: Role) -> None:
    user = User.objects.create_user("otra", process=process)
    Membership.objects.create(user=user, process=process, role=role)
    with pytest.raises(TequioError) as fault:
        plan_encounter(actor=user, encounter=Encounter(
            process=process, territory=territory, key="E1", kind="workshop", status="planned"),
            attendance={}, allowed={})
    assert fault.value.problem.code == "TQ-311" and not Encounter.objects.exists()
