"""An agenda with one point, an office, and people who may write down what became of it."""

import pytest

from tequio.agendas.actions import draft_agenda, draft_proposals
from tequio.agendas.models import Agenda, Item, Proposal
from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Group, Institution, Process, Sphere, Territory


@pytest.fixture
def item(process: Process, territory: Territory, team: User) -> Item:
    """An agenda with one item that nobody has been asked about."""
    proposal = Proposal(process=process, territory=territory, key="P1", text="Poner luz en la parada.")
    draft_proposals(actor=team, process=process, proposals=[proposal], duties=[], sources=[])
    agenda = Agenda(process=process, territory=territory, title="Agenda de prueba")
    row = Item(process=process, agenda=agenda, number=1, key="P1", text=proposal.text)
    draft_agenda(actor=team, agenda=agenda, openings=[], items=[row], sources=[(proposal, row)])
    return row


@pytest.fixture
def office(process: Process) -> Institution:
    return Institution.objects.create(process=process, key="alumbrado", name="Alumbrado Público",
                                      sphere=Sphere.MUNICIPALITY)


@pytest.fixture
def young(process: Process) -> Group:
    return Group.objects.get(process=process, key="jovenes")
