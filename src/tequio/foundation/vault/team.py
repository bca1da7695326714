"""Who works in a process: letting people in, and letting them go for good."""

from dataclasses import dataclass

from django.db import transaction

from tequio.foundation.accounts.models import PROTECTED_TEAM, Membership, Role, User
from tequio.foundation.accounts.queries import account_of
from tequio.foundation.audit.actions import acting, append, today
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Institution, Process, Territory
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.people import as_typed_anywhere, check_strength, shown
from tequio.foundation.vault.renewal import renew_key


@dataclass(frozen=True)
class Person:
    """An account of the process: its roles with their territory (empty: everywhere), and whether it holds a key.

    `fingerprint` is of the public key that a new process key is handed to; it was `confirmed` by opening with it.
    """

    pseudonym: str
    roles: tuple[tuple[str, str], ...]
    holds_key: bool
    fingerprint: str = ""
    confirmed: bool = True


def people(process: Process) -> list[Person]:
    held = {person.pseudonym: person for person in keyring.of(process.pk).kept.people}
    roles: dict[str, list[tuple[str, str]]] = {pseudonym: [] for pseudonym in held}
    rows = Membership.objects.filter(process=process).select_related("user", "territory")
    for row in rows.order_by("role", "territory__name"):
        roles.setdefault(row.user.pseudonym, []).append((row.role, row.territory.name if row.territory else ""))
    return [Person(name, tuple(roles[name]), name in held, shown(held[name].public), held[name].confirmed)
            if name in held else Person(name, tuple(roles[name]), False) for name in sorted(roles)]


def fingerprint_of(process: Process, pseudonym: str) -> str:
    """Of the public key of somebody who holds one; goes on the paper with the six words."""
    return next((person.fingerprint for person in people(process) if person.pseudonym == pseudonym), "")


def holds_key(process: Process, pseudonym: str) -> bool:
    return any(person.pseudonym == pseudonym for person in keyring.of(process.pk).kept.people)


def add_person(*, actor: User, process: Process, pseudonym: str, role: Role, territory: Territory | None = None,
               passphrase: str = "", institution: Institution | None = None) -> User:
    """Give somebody a role. Those of the protected team get the process key, wrapped by `passphrase`.

    Institutions, trustees and auditors read no words, so they get an account and no key: they enter with the words of
    `passphrase` as a password, and change it then. An official speaks for an `institution`. Whoever already holds a
    key keeps their passphrase. Raises TQ-326 when a passphrase is needed and missing, TQ-517 for a weak one.
    """
    opened = keyring.of(process.pk)
    fresh = not holds_key(process, pseudonym)
    if fresh and not passphrase:
        raise TequioError("TQ-326", value=pseudonym)
    with acting(actor, "manage_people", on=process, process_id=process.pk):
        user = account_of(process.pk, pseudonym) or User.objects.create_user(pseudonym, process=process)
        Membership.objects.get_or_create(user=user, process=process, role=role, territory=territory,
                                         institution=institution)
        if role not in PROTECTED_TEAM:
            set_password(user, passphrase, given=True)
        elif fresh:
            check_strength(passphrase, pseudonym)
            opened.add_person(pseudonym=pseudonym, passphrase=passphrase, given=True, since=today().isoformat(),
                              by=actor.pseudonym)
    return user


def give_password(*, actor: User, process: Process, pseudonym: str, password: str) -> None:
    """A new password for an account without a key; the one before stops working. Raises TQ-327 for nobody such."""
    held = Membership.objects.filter(process=process, user__pseudonym=pseudonym).select_related("user")
    roles = {row.role: row.user for row in held}
    if not roles or PROTECTED_TEAM & roles.keys():
        raise TequioError("TQ-327", value=pseudonym)
    with acting(actor, "give_password", on=process, process_id=process.pk):
        set_password(next(iter(roles.values())), password, given=True)


def set_password(user: User, password: str, *, given: bool) -> None:
    """`given` by somebody else, it has to be changed at the first entry."""
    user.set_password(as_typed_anywhere(password))
    user.password_is_given = given
    user.save(update_fields=["password", "password_is_given"])


def remove_person(*, actor: User, process: Process, pseudonym: str) -> None:
    """Take every role of somebody in the process, and renew its key so that theirs opens nothing any more.

    The account stays without roles: its name stands in the audit and must not pass to somebody else. Raises TQ-327 for
    nobody of that name, TQ-328 for the last person who coordinates.
    """
    roles = Membership.objects.filter(process=process, user__pseudonym=pseudonym)
    if not roles.exists() and not holds_key(process, pseudonym):
        raise TequioError("TQ-327", value=pseudonym)
    if not _others_coordinate(process, pseudonym):
        raise TequioError("TQ-328", value=pseudonym)
    with acting(actor, "manage_people", on=process, process_id=process.pk):
        roles.delete()
        if holds_key(process, pseudonym):
            renew_key(process.pk, without=pseudonym)


def change_passphrase(*, actor: str, process: Process, pseudonym: str, passphrase: str) -> None:
    """A new passphrase for somebody of the process, entered in the audit as `actor`'s deed.

    The caller has shown that they may: with the person's own passphrase, or with the shares of the trustees. Raises
    TQ-327 for nobody of that name, TQ-517 for a weak passphrase.
    """
    check_strength(passphrase, pseudonym)
    if not Membership.objects.filter(process=process, user__pseudonym=pseudonym, role__in=PROTECTED_TEAM).exists():
        raise TequioError("TQ-327", value=pseudonym)
    with transaction.atomic():
        append(process_id=process.pk, actor=actor, verb="change_passphrase", on=process, count=1)
        keyring.of(process.pk).add_person(pseudonym=pseudonym, passphrase=passphrase)


def _others_coordinate(process: Process, pseudonym: str) -> bool:
    return Membership.objects.filter(process=process, role=Role.COORDINATOR, territory=None).exclude(
        user__pseudonym=pseudonym).exists()
