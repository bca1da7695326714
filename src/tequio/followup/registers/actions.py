"""Taking the official column of a wave out of a register."""

import datetime
from collections.abc import Mapping

from tequio.agendas.models import Agenda, Item
from tequio.followup.models import OfficialStatus, Verdict
from tequio.followup.registers.reading import NUMBERS, Account, Register, account, plain
from tequio.followup.verdicts.actions import set_status
from tequio.followup.verdicts.saying import check_wave
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, today
from tequio.foundation.errors import TequioError


def points_of(agenda: Agenda, wave: int, head: str = "") -> dict[str, str]:
    """Each point by what a register may call it, with the official status it has in the wave ("" for none)."""
    said = dict(Verdict.objects.filter(item__agenda=agenda, wave=wave).exclude(
        official=OfficialStatus.UNREPORTED).values_list("item_id", "official"))
    return {name: said.get(item.pk, "") for name, item in called(agenda, head).items()}


def called(agenda: Agenda, head: str) -> dict[str, Item]:
    """Each point by its key and by its number. Where a key is the number of another point, `head`, the name of the
    column, says which of the two is meant.
    """
    rows = list(Item.objects.filter(agenda=agenda))
    by_key, by_number = {row.key: row for row in rows}, {str(row.number): row for row in rows}
    return by_key | by_number if plain(head) in NUMBERS else by_number | by_key


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
        found = account(register, points_of(agenda, wave, register.key), {
            word: status for word, status in told.items() if status in ("", *OfficialStatus.values)})
        items = called(agenda, register.key)
        done = set()
        for row, status in found.used:
            item = items[row.key]
            if item.pk not in done:
                set_status(item, wave, status, source.strip(), day, last=wave - 1)
                done.add(item.pk)
        deed.count = len(done)
    return found
