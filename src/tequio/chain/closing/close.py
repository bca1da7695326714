"""The three endings. Each is decided by two people, each can be killed at any moment and run again.

Everything that needs a key is done first and lies finished beside the process. Then the account is written to disk;
from there on only things are done that need no key and can be done twice. The certificate comes last.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.db import transaction

from tequio.chain.build import finish, prepare
from tequio.chain.closing import destroying
from tequio.chain.closing import journal as journals
from tequio.chain.closing.account import account, what_leaves
from tequio.chain.closing.certificate import certify, fingerprint
from tequio.chain.closing.journal import ARCHIVE_ACCOUNT, How, Journal
from tequio.chain.closing.leaving import Leaving
from tequio.chain.closing.open_formats import inventory, tables
from tequio.chain.closing.readme import README, readme
from tequio.chain.closing.recipient import PSEUDONYM
from tequio.chain.closing.resealing import NewKeys, put, reads_back, write
from tequio.foundation.accounts.models import Role, User
from tequio.foundation.accounts.permissions import Where, require, roles_at
from tequio.foundation.audit.actions import acting, append
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.keyfile import Kept
from tequio.foundation.vault.keyring import keyring, path_of
from tequio.foundation.vault.opened import OpenProcess
from tequio.foundation.vault.people import Wrap
from tequio.foundation.vault.second_person import check_counts
from tequio.listening.fieldwork.pseudonyms import destroy_keys
from tequio.listening.models import Draft

VERB = "close_process"
SEALED_FILE = {How.HAND_OVER: "proceso.tequio", How.ARCHIVE: "archivo.tequio"}
PUT_AWAY = ".cerrado"


@dataclass(frozen=True)
class Deciding:
    """The two people who decide: one coordinates, the other protects."""

    coordinator: User
    protector: User

    def roles(self) -> list[tuple[str, str]]:
        return [(Role.COORDINATOR.value, self.coordinator.pseudonym), (Role.PROTECTOR.value, self.protector.pseudonym)]


def deciding(first: User, second: User, process: Process, put_away: Kept | None = None) -> Deciding:
    """Raises TQ-362 unless they are two people of whom one coordinates and the other protects, TQ-518 or TQ-519 while
    one of them does not count as another person yet. `put_away` is the key file of a process that was handed over."""
    here = Where(process.pk)
    for one in (first, second):
        check_counts(one, process, put_away)
    for one, other in ((first, second), (second, first)):
        right = Role.COORDINATOR in roles_at(one, here) and Role.PROTECTOR in roles_at(other, here)
        if first.pk != second.pk and right:
            return Deciding(one, other)
    raise TequioError("TQ-362")


def foresee(*, actor: User, process: Process, how: How) -> Journal:
    """The account of an ending, counted and nothing more. Raises TQ-311, TQ-363, TQ-367, TQ-369."""
    require(actor, VERB, process_id=process.pk)
    _ready(process, how)
    return account(Path(settings.HOME), process, how, what_leaves(process, how), [])


def rehearse(*, actor: User, process: Process, how: How) -> Journal:
    """The same account, with everything that would leave opened and sealed as then, and written nowhere.

    Raises TQ-311, TQ-363, TQ-367, TQ-369.
    """
    found, what = foresee(actor=actor, process=process, how=how), what_leaves(process, how)
    if what:
        write(BytesIO(), what, NewKeys(), pseudonym=ARCHIVE_ACCOUNT)
    return found


def hand_over(*, by: Deciding, process: Process, out: Path, person: Callable[[bytes], Wrap]) -> list[Path]:
    """Write what may leave for `person`, who gets the new process key, and close the process here.

    Raises TQ-131, TQ-132, TQ-363, TQ-366, TQ-367, TQ-369.
    """
    _ready(process, How.HAND_OVER)
    return _leave(by, process, How.HAND_OVER, out, lambda keys, path: keyfile.write(
        path, keys.kept(person(keys.process_key)), keys.process_key), _in_the_open)


def archive(*, by: Deciding, process: Process, out: Path, share_out: Callable[[OpenProcess], None]) -> list[Path]:
    """Write what may be kept, hand its new key to trustees through `share_out`, and destroy everything here.

    Raises TQ-131, TQ-132, TQ-363, TQ-366, TQ-367, TQ-369.
    """
    def locked(keys: NewKeys, path: Path) -> None:
        keyfile.write(path, keys.kept(), keys.process_key)
        share_out(OpenProcess(path, keys.process_key, keyfile.read(path)))
        path.with_suffix(".lock").unlink(missing_ok=True)

    _ready(process, How.ARCHIVE)
    return _leave(by, process, How.ARCHIVE, out, locked, lambda *_: None)


def destroy(*, by: Deciding, process: Process) -> list[Path]:
    """Destroy everything of the process here. Raises TQ-364 when something would not go, TQ-369."""
    home = Path(settings.HOME)
    _ready(process, How.DESTROY)
    found = account(home, process, How.DESTROY, None, by.roles())
    found.earlier = _earlier(home, process)
    _decided(by, process)
    journals.write(home, found)
    return go_on(home, found)


def go_on(home: Path, journal: Journal) -> list[Path]:
    """Finish an ending whose account is on disk; needs no key. Raises TQ-364 when something would not go."""
    out = Path(journal.out) if journal.out else None
    if out and (staging := _staging(out)).is_dir():
        finish(staging, out)
    if journal.how is How.HAND_OVER:
        _put_away(home, journal)
    else:
        destroying.destroy(home, journal)
        if left := sorted(destroying.leftovers(home, journal)):
            raise TequioError("TQ-364", left=", ".join(left[:5]))
    _entered(journal)
    made = certify(home, journal)
    if out and out.is_dir():
        for path in made:
            shutil.copy(path, out / path.name)
    journals.over(home, journal.process)
    return made


def _ready(process: Process, how: How) -> None:
    home = Path(settings.HOME)
    if how is not How.DESTROY and journals.statement(home, process.pk):
        raise TequioError("TQ-367")
    # A blank draft holds nothing; its words could not be read here while the process is put away.
    if keyring.is_open(process.pk) and any(row.text.strip() for row in Draft.objects.filter(process=process)):
        raise TequioError("TQ-369")


def _leave(by: Deciding, process: Process, how: How, out: Path, lock: Callable[[NewKeys, Path], object],
           beside: Callable[[Leaving, Path], None]) -> list[Path]:
    home, out = Path(settings.HOME), out.resolve()
    what = what_leaves(process, how)
    assert what is not None
    found = account(home, process, how, what, by.roles())
    staging = prepare(out)
    try:
        # Who is who goes before anything leaves.
        destroy_keys(actor=by.protector, process=process)
        _decided(by, process)
        keys, sealed = NewKeys(), staging / SEALED_FILE[how]
        put(sealed, lambda file: write(file, what, keys, pseudonym=_account_of(how)))
        reads_back(sealed, keys.process_key)
        lock(keys, staging / f"{process.pk}.llaves")
        beside(what, staging)
        (staging / README).write_text(readme(how, process.name), encoding="utf-8")
        found.checksums, found.out = inventory(staging), str(out)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    journals.write(home, found)
    return go_on(home, found)


def _in_the_open(what: Leaving, staging: Path) -> None:
    for name, data in tables(what):
        path = staging / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.write_bytes(data)
        path.chmod(0o600)


def _decided(by: Deciding, process: Process) -> None:
    with transaction.atomic():
        for user in (by.coordinator, by.protector):
            with acting(user, VERB, on=process, process_id=process.pk):
                pass


def _put_away(home: Path, journal: Journal) -> None:
    """The process opens no more: whoever serves it finds its key file gone."""
    path = path_of(home, journal.process)
    if path.exists():
        path.replace(path.with_suffix(PUT_AWAY))
        keyfile.sync_folder(path.parent)
    path.with_suffix(".lock").unlink(missing_ok=True)
    keyring.lock(journal.process)


def _entered(journal: Journal) -> None:
    """Once in the record, however often the ending was run."""
    verb = f"process_{journal.how.value}"
    if not Entry.objects.filter(process_id=journal.process, verb=verb).exists():
        append(process_id=journal.process, actor=journal.roles[0][1], verb=verb, on=Process(pk=journal.process),
               count=sum(row.stayed for row in journal.rows))


def _earlier(home: Path, process: Process) -> str:
    said = journals.statement(home, process.pk)
    return fingerprint(said["statement"]) if said else ""


def _account_of(how: How) -> str:
    return PSEUDONYM if how is How.HAND_OVER else ARCHIVE_ACCOUNT


def _staging(out: Path) -> Path:
    return out.with_name(f"{out.name}.partial")

