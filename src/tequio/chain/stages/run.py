"""All stages of a build in one transaction: a fault in any of them leaves the database as it was."""

import uuid
from collections.abc import Callable
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils.translation import override

from tequio.agendas.extras import extras_of
from tequio.chain.ceiling import ceiling
from tequio.chain.context import Build
from tequio.chain.ledger import Ledger
from tequio.chain.process_file import ProcessFile
from tequio.chain.stages import STAGES
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.accounts.queries import account_of
from tequio.foundation.errors import TequioError
from tequio.foundation.intake.notices import hearing
from tequio.foundation.places.models import Process
from tequio.foundation.vault.keyring import keyring
from tequio.protection.masking import masker
from tequio.protection.reading.entering import read_beforehand
from tequio.publication.actions import write_drafts

BUILDER = "Coordinación"


def run_stages(declared: ProcessFile, folder: Path, passphrase: str, ledger: Ledger,
               tell: Callable[[str, str], None], *, language: str = "es") -> uuid.UUID:
    """Make the process, run every stage into it and write its documents to `folder` in `language`.

    Raises TQ-133 when a row was neither used nor listed, TQ-564 when one asks for more memory than there may be.
    """
    with hearing() as ledger.notices, ceiling(ledger), transaction.atomic():
        build = _begin(declared, folder, passphrase, ledger)
        for name, run in STAGES:
            tell(name, "")
            with ledger.stage(name) as stage:
                build.progress = lambda done, name=name: tell(name, done)  # type: ignore[misc]
                before = sum(ledger.rows.values())
                stage.made = _whole(name, lambda run=run: run(build))  # type: ignore[misc]
                stage.taken = sum(ledger.rows.values()) - before
        if len(build.readers) > 1:
            read_beforehand(actor=build.actor, process=build.process, readers=build.readers)
        if ledger.unaccounted():
            raise TequioError("TQ-133", value=ledger.unaccounted())
        tell("publication", "")
        with ledger.stage("publication") as stage, override(language):
            stage.made = write_drafts(actor=build.actor, process=build.process, folder=folder / "documentos",
                                      mask=masker(build.process, build.glossary), extras=extras_of(build.process))
    return build.process.pk


def _whole(stage: str, run: Callable[[], dict[str, int]]) -> dict[str, int]:
    """Raises TQ-136 for rows that contradict each other in a way that nothing but the database saw."""
    try:
        return run()
    except IntegrityError as fault:
        raise TequioError("TQ-136", stage=stage) from fault


def _begin(declared: ProcessFile, folder: Path, passphrase: str, ledger: Ledger) -> Build:
    about = declared.process
    process = Process.objects.create(
        name=about["name"], is_demo=bool(about.get("demo", False)), threshold=_number(declared, "threshold", 10),
        rounding=_number(declared, "rounding", 5),
        already_public=bool(declared.protection.get("already_public", False)))
    keyring.create(folder, process.pk, pseudonym=BUILDER, passphrase=passphrase)
    actor = _account(process, BUILDER, (Role.COORDINATOR, Role.FACILITATOR, Role.ANALYST, Role.PROTECTOR))
    # Two people read in the pages; only a demonstration may say beforehand that they did.
    named = declared.protection.get("reviewed_by", ()) if process.is_demo else ()
    readers = tuple(_account(process, str(name), (Role.PROTECTOR, Role.COORDINATOR)) for name in named)
    for reader in readers:
        # Whoever tries the demonstration can play both people that a release takes.
        keyring.of(process.pk).add_person(pseudonym=reader.pseudonym, passphrase=f"{reader.pseudonym} {passphrase}")
    return Build(declared, process, actor, ledger, readers)


def _account(process: Process, pseudonym: str, roles: tuple[Role, ...]) -> User:
    user = account_of(process.pk, pseudonym) or User.objects.create_user(pseudonym, process=process)
    Membership.objects.bulk_create(
        [Membership(user=user, process=process, role=role) for role in roles], ignore_conflicts=True)
    return user


def _number(declared: ProcessFile, key: str, default: int) -> int:
    value = declared.process.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 1000:
        raise TequioError("TQ-104", file=declared.path.name, column=f"process.{key}", value=value, wanted="1–1000")
    return value
