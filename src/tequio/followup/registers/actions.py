"""Taking the official column of a wave out of a register."""

import datetime
from collections.abc import Mapping

from tequio.agendas.models import Agenda, Item
from tequio.followup.models import OfficialStatus, Verdict
from tequio.followup.registers.reading import Account, Register, account
from tequio.followup.verdicts.actions import set_status
from tequio.followup.verdicts.saying import check_wave
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, today
from tequio.foundation.errors import TequioError


def points_of(agenda: Agenda, wave: int) -> dict[str, str]:
    """Each point by its number and by its key, with the official status it has in the wave ("" for none)."""
    said = dict(Verdict.objects.filter(item__agenda=agenda, wave=wave).exclude(
        official=OfficialStatus.UNREPORTED).values_list("item_id", "official"))
    rows = agenda.items.values_list("pk", "number", "key")
    return {name: said.get(pk, "") for pk, number, key in rows for name in (key, str(number))}


def import_register(*, actor: User, agenda: Agenda, register: Register, wave: int, source: str, day: datetime.date,
                    told: Mapping[str, str]) -> Account:
    """What the office says of each point, all at once. The same register again changes nothing, and a row that says
    something else of the same wave is listed: it belongs to the next.

    Raises TQ-585, TQ-567, TQ-568.
    """
    with acting(actor, "import_register", on=agenda, process_id=agenda.process_id,
                territory_id=agenda.territory_id) as deed:
        if day > today():
            raise TequioError("TQ-567")
        if not source.strip():
            raise TequioError("TQ-568")
        check_wave(wave, Verdict.objects.filter(item__agenda=agenda).values_list("wave", flat=True))
        found = account(register, points_of(agenda, wave), {
            word: status for word, status in told.items() if status in ("", *OfficialStatus.values)})
        items = {name: item for item in Item.objects.filter(agenda=agenda) for name in (str(item.number), item.key)}
        done = set()
        for row, status in found.used:
            item = items[row.key]
            if item.pk not in done:
                set_status(item, wave, status, source.strip(), day, last=wave - 1)
                done.add(item.pk)
        deed.count = len(done)
    return found
