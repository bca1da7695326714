"""What people write at the proposals desk and when an agenda goes back, each with a canary."""

from tequio.agendas.models import Agenda, Item, ItemAnswer, Unreached
from tequio.agendas.proposals.actions import Worded, refuse_proposal, write_proposal
from tequio.agendas.proposals.rounds import leave_open
from tequio.deliberation.models import RoundStatus, Statement
from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Group, Process
from tequio.foundation.trail.actions import add
from tequio.listening.models import Voice
from tests.attacks.canaries import canary


def seed_proposals(process: Process, actor: User) -> None:
    voice, group = Voice.objects.get(process=process, key="V1"), Group.objects.filter(process=process).first()
    row = write_proposal(actor=actor, territory=voice.territory, sources=[voice], worded=Worded(
        f"Que avise {canary('desk', 'text')}", f"Avisos {canary('desk', 'theme')}"))
    refuse_proposal(actor=actor, proposal=row, reason=f"Lo teme {canary('changes', 'reason')}")
    statement = Statement.objects.filter(process=process, round__status=RoundStatus.CLOSED).first()
    if statement:
        leave_open(actor=actor, statement=statement, reason=f"No lo quiere {canary('carried', 'reason')}")
    agenda = Agenda.objects.filter(process=process).exclude(territory=None).first()
    item = Item.objects.filter(agenda=agenda, key="P1").first()
    assert group and agenda and item
    add([ItemAnswer(process=process, item=item, group=group, revision=1, said="other", settled=True,
                    wanted=f"Como dice {canary('answers', 'wanted')}",
                    kept_because=f"Lo pensó {canary('answers', 'kept')}")])
    add([Unreached(process=process, agenda=agenda, group=group, why="danger", by=actor.pseudonym,
                   note=f"Lo contó {canary('unreached', 'note')}")])
