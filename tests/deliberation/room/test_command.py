"""`tequio room`: opens the room of a round, goes on with the one that is open, and says which rounds there are."""

import pytest

from tequio.cli.room import opened
from tequio.deliberation.actions import open_round
from tequio.deliberation.models import Round, Sitting, Statement
from tequio.deliberation.room.running import stop
from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(process: Process, territory: Territory, team: User) -> Round:
    made = Round(process=process, territory=territory, key="uno", title="Ronda de prueba")
    return open_round(actor=team, round=made, statements=[
        Statement(process=process, round=made, key="A1", text="Que haya luz en la parada.",
                  reproduces_violence="no")])


def test_the_same_round_goes_on_in_the_same_room(process: Process, row: Round, team: User) -> None:
    found = []
    for _ in range(2):
        live = opened(process.pk, team.pseudonym, "uno", address="127.0.0.1", port=0, phones=True)
        found.append(live.hall.public)
        stop(Sitting.objects.get(round=row).room.pk)
    assert found[0] == found[1]


def test_an_unknown_round_is_told_with_those_there_are(process: Process, row: Round, team: User) -> None:
    with pytest.raises(TequioError, match="TQ-628") as fault:
        opened(process.pk, team.pseudonym, "dos", address="127.0.0.1", port=0, phones=False)
    assert "uno" in fault.value.problem.remedy("es")


def test_an_address_that_is_not_ours_is_refused(process: Process, row: Round, team: User) -> None:
    with pytest.raises(TequioError, match="TQ-622"):
        opened(process.pk, team.pseudonym, "uno", address="not-an-address.invalid", port=0, phones=False)
