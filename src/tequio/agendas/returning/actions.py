"""An agenda goes back to a group, item by item; wishes are answered; two people call what was validated final."""

import datetime
from collections.abc import Mapping
from uuid import UUID

from tequio.agendas import queries
from tequio.agendas.models import (
    Agenda,
    AgendaStatus,
    Finishing,
    Item,
    ItemAnswer,
    Outcome,
    Return,
    Said,
    Unreached,
    Why,
)
from tequio.agendas.returning.queries import lacks_of_agenda, last_seen, said_last, to_show
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, today
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group
from tequio.foundation.trail.actions import add, check_process
from tequio.foundation.trail.once import check_once
from tequio.foundation.vault.second_person import check_counts
from tequio.foundation.vault.statements import attested

# An answer to one item: what was said and, for «otherwise», the wording that is wanted.
Answers = Mapping[UUID, tuple[str, str]]


def answer_agenda(*, actor: User, agenda: Agenda, group: Group, week: datetime.date, answers: Answers, seen: int,
                  note: str = "") -> Return:
    """What one group answered to each item that it had not seen as it stands; `seen` is the revision it was read.

    Raises TQ-530 where an item is left without an answer or one is answered that was not asked, TQ-531 for «otherwise»
    without the wording wanted, TQ-768 for a group of another process, TQ-761 for a final agenda, TQ-767 for an answer
    that is there already, TQ-536 for an agenda without items, TQ-509 for a group that has seen it as it stands, TQ-595
    when it changed since it was read, TQ-567 for a week to come.
    """
    with acting(actor, "return_agenda", on=agenda, process_id=agenda.process_id,
                territory_id=agenda.territory_id) as deed:
        _fresh(agenda)
        check_process(agenda.process_id, [group])
        revision = queries.revision_of(agenda)
        if seen != revision:
            raise TequioError("TQ-595")
        if week > today():
            raise TequioError("TQ-567")
        shown = {item.pk: item for item in to_show(agenda, group)}
        if not Item.objects.filter(agenda=agenda).exists():
            raise TequioError("TQ-536", value=agenda.title)
        if set(answers) != set(shown) or any(said not in Said.values for said, _ in answers.values()):
            raise TequioError("TQ-530", count=len(set(shown) - set(answers)))
        if any(said == Said.OTHERWISE and not wanted.strip() for said, wanted in answers.values()):
            raise TequioError("TQ-531")
        if last_seen(agenda, group) >= revision:
            raise TequioError("TQ-509")
        whole = said_last(agenda, group) | {key: said for key, (said, _) in answers.items()}
        row = Return(process_id=agenda.process_id, agenda=agenda, group=group, week=week, revision=revision,
                     outcome=outcome_of(list(whole.values())), note=note.strip())
        check_once([row])
        add([row])
        deed.count = add([ItemAnswer(
            process_id=agenda.process_id, item=shown[key], group=group, revision=revision, said=said,
            wanted=wanted.strip() if said == Said.OTHERWISE else "") for key, (said, wanted) in answers.items()])
        _stand(agenda)
    return row


def outcome_of(said: list[str]) -> Outcome:
    """One word for all that a group says of the items: a wish before a refusal, so that it is not overlooked."""
    if Said.OTHERWISE in said:
        return Outcome.CORRECTED
    return Outcome.DISSENT if Said.NO in said else Outcome.VALIDATED


def keep_wording(*, actor: User, answer: ItemAnswer, because: str) -> None:
    """The wording stays although a group wants another one, which stays printed. Raises TQ-508, TQ-532, TQ-761."""
    agenda = answer.item.agenda
    with acting(actor, "draft_agenda", on=agenda, process_id=agenda.process_id,
                territory_id=agenda.territory_id) as deed:
        deed.because = "kept"
        _fresh(agenda)
        row = ItemAnswer.objects.select_for_update().get(pk=answer.pk)
        if not because.strip():
            raise TequioError("TQ-508")
        if row.said != Said.OTHERWISE or row.settled:
            raise TequioError("TQ-532")
        row.settled, row.kept_because = True, because.strip()
        row.save(update_fields=["settled", "kept_because"])
        _stand(agenda)


def declare_unreached(*, actor: User, agenda: Agenda, group: Group, why: str, note: str = "") -> None:
    """The agenda could not go back to a group, for a reason that is printed with it.

    Raises TQ-533 for a group that is not due or has seen it, or a reason that is not listed; TQ-761.
    """
    with acting(actor, "excuse_group", on=agenda, process_id=agenda.process_id, territory_id=agenda.territory_id):
        _fresh(agenda)
        check_process(agenda.process_id, [group])
        found = queries.standing(agenda)
        if why not in Why.values or group.pk not in found.waiting:
            raise TequioError("TQ-533")
        add([Unreached(process_id=agenda.process_id, agenda=agenda, group=group, why=why, by=actor.pseudonym,
                       note=note.strip())])
        _stand(agenda)


def take_back_unreached(*, actor: User, agenda: Agenda, group: Group) -> None:
    """The group can be reached after all, and is owed the agenda again. Raises TQ-533 where nothing was declared."""
    with acting(actor, "excuse_group", on=agenda, process_id=agenda.process_id,
                territory_id=agenda.territory_id) as deed:
        deed.because = "taken_back"
        _fresh(agenda)
        if not Unreached.objects.filter(agenda=agenda, group=group).delete()[0]:
            raise TequioError("TQ-533")
        _stand(agenda)


def sign_final(*, actor: User, agenda: Agenda, seen: int) -> Finishing:
    """One person calls the agenda final; the second of two makes it so. `seen` is the revision that was looked at.

    Raises TQ-534 unless it is validated, TQ-526 while an item lacks its review, TQ-535 for a second signature of the
    same person, TQ-537 when it changed since it was looked at, TQ-518, TQ-519 or TQ-521 for somebody who does not count
    as another person, TQ-761 for one that is final.
    """
    with acting(actor, "finish_agenda", on=agenda, process_id=agenda.process_id, territory_id=agenda.territory_id):
        _fresh(agenda)
        check_counts(actor, agenda.process)
        if queries.status(agenda) != AgendaStatus.VALIDATED:
            raise TequioError("TQ-534", value=agenda.title)
        lacking = lacks_of_agenda(agenda)
        if lacking:
            raise TequioError("TQ-526", value=", ".join(sorted(one.key for one in lacking)))
        revision = queries.revision_of(agenda)
        if seen != revision:
            raise TequioError("TQ-537")
        row = Finishing.objects.select_for_update().filter(agenda=agenda).first()
        if row is None or row.second or row.revision != revision or row.pk not in attested([row]):
            # Another revision than the one that was signed: it takes two people anew.
            Finishing.objects.filter(agenda=agenda).delete()
            row = Finishing(process_id=agenda.process_id, agenda=agenda, revision=revision, first=actor.pseudonym)
            row.save(force_insert=True)
            return row
        if row.first == actor.pseudonym:
            raise TequioError("TQ-535")
        row.second = actor.pseudonym
        row.save(update_fields=["second"])
        agenda.status = AgendaStatus.FINAL
        agenda.save(update_fields=["status"])
    return row


def take_back_signature(*, actor: User, agenda: Agenda) -> None:
    """A signature that waits for its second is nobody's any more. Raises TQ-538 where none waits."""
    with acting(actor, "finish_agenda", on=agenda, process_id=agenda.process_id,
                territory_id=agenda.territory_id) as deed:
        deed.because = "taken_back"
        if not Finishing.objects.filter(agenda=agenda, second="").delete()[0]:
            raise TequioError("TQ-538")


def _fresh(agenda: Agenda) -> None:
    """The agenda as the database has it now, which nobody else changes meanwhile. Raises TQ-761."""
    row = Agenda.objects.select_for_update().get(pk=agenda.pk)
    agenda.status, agenda.revision = row.status, row.revision
    if queries.status(agenda) == AgendaStatus.FINAL:
        raise TequioError("TQ-761", value=agenda.title)


def _stand(agenda: Agenda) -> None:
    agenda.status = queries.status(agenda)
    agenda.save(update_fields=["status"])
