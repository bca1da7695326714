"""Who may do what: one table, read by `rules`. Predicates look only at process and territory."""

from dataclasses import dataclass
from uuid import UUID

import rules

from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.accounts.reach import Reach, reach
from tequio.foundation.errors import TequioError
from tequio.foundation.places.tree import whole_of

F, P, A, C = Role.FACILITATOR, Role.PROTECTOR, Role.ANALYST, Role.COORDINATOR
TEAM = (F, P, A, C)

ALLOWED: dict[str, tuple[Role, ...]] = {
    # verb                     roles that may
    "define_process":          (C,),
    "suspend_territory":       (C, P),
    "plan_encounter":          (F, C),
    "assess_encounter":        (F, P, C),
    "decide_encounter":        (P, C),
    "hold_encounter":          (F, C),
    "suspend_encounter":       (F, P, C),
    "cancel_encounter":        (F, P, C),
    "close_encounter":         (F, C),
    "write_reflection":        (F, C),
    "resume_territory":        (C, P),
    "keep_pseudonym_key":      (P,),
    "read_pseudonym_keys":     (P,),
    "destroy_pseudonym_keys":  (P, C),
    "record_voices":           (F, C),
    "take_back_card":          (F, C),
    "keep_picture":            (F, C),
    "import_material":         (F, C),
    "declare_silence":         (F, P, A, C),
    "invite_phone":            (F, C),
    "revoke_phone":            (F, P, C),
    "finish_phone":            (P, C),
    "read_letters":            (F, P, C),
    "take_letters":            (F, P, C),
    "accept_letter":           (F, C),
    "discard_letter":          (F, P, C),
    "keep_audio":              (F, C),
    "record_consent":          (F, P, C),
    "read_as_said":            TEAM,
    "unbind_receipt":          (F, P, C),
    "review_voice":            (P,),
    "lift_mask":               (P,),
    "withdraw":                (P,),
    "sign_release":            (P, C),
    "release":                 (P, C),
    "revisit":                 (P, A, C),
    "define_codebook":         (A, C),
    "code_voices":             (A,),
    "record_link":             (A,),
    "record_finding":          (A, C),
    "record_indicators":       (A, C),
    "open_round":              (F, C),
    "record_votes":            (F, C),
    "close_round":             (F, C),
    "read_room_words":         (F, P, C),
    "review_statement":        (P, A, C),
    "invite_online":           (F, C),
    "draft_proposals":         (A, C),
    "review_proposal":         (P, A, C),
    "draft_agenda":            (A, C),
    "return_agenda":           (F, C),
    "excuse_group":            (P, C),
    "finish_agenda":           (P, C),
    "record_response":         (C, Role.OFFICIAL),
    "record_commitment":       (C,),
    "record_action":           (C, Role.OFFICIAL),
    "record_verdict":          (F, C),
    "read_words":              TEAM,
    "read_counts":             (*TEAM, Role.TRUSTEE, Role.OFFICIAL, Role.AUDITOR),
    "read_audit":              (C, Role.TRUSTEE, Role.AUDITOR),
    "export_audit":            (C, Role.TRUSTEE, Role.AUDITOR),
    "manage_people":           (C,),
    "vouch_person":            TEAM,
    "give_password":           (C,),
    "demand_second_factor":    (C,),
    "reset_second_factor":     (C,),
    "manage_recovery":         (C,),
    "back_up":                 (P, C),
    "restore":                 (P, C),
    "exchange":                (P, C),
    "manage_retention":        (P, C),
    "purge":                   (P, C),
    "close_process":           (P, C),
}


@dataclass(frozen=True)
class Where:
    """The two things a permission may depend on."""

    process_id: UUID
    territory_id: UUID | None = None


def roles_at(user: User, where: Where) -> set[str]:
    """The roles `user` holds there: those for the whole process, and those for a territory that holds this one.

    An account of another process holds none, whatever memberships say.
    """
    if user.process_id != where.process_id:
        return set()
    held = list(Membership.objects.filter(user=user, process_id=where.process_id))
    return {row.role for row in held if row.territory_id is None or (
        where.territory_id and where.territory_id in whole_of(where.process_id, [row.territory_id]))}


def reach_of(user: User, verb: str, process_id: UUID) -> Reach:
    """Where in the process `user` may do `verb`: None for everywhere, no territory at all for nowhere."""
    if user.process_id != process_id:
        return frozenset()
    held = Membership.objects.filter(user=user, process_id=process_id, role__in=ALLOWED[verb])
    places = set(held.values_list("territory_id", flat=True))
    return None if None in places else whole_of(process_id, places) if places else frozenset()


def _holds_one_of(allowed: tuple[Role, ...]) -> rules.predicates.Predicate:
    @rules.predicate
    def holds(user: User, where: Where) -> bool:
        return bool(roles_at(user, where) & {str(role) for role in allowed})

    return holds


for _verb, _roles in ALLOWED.items():
    rules.add_perm(_verb, _holds_one_of(_roles))


def may(user: User, verb: str, *, process_id: UUID, territory_id: UUID | None = None) -> bool:
    return bool(rules.has_perm(verb, user, Where(process_id, territory_id)))


def may_here(user: User, verb: str, process_id: UUID) -> bool:
    """Whether `user` may do `verb` wherever this request may look: for what a page shows, never for what it does."""
    theirs, looked_at = reach_of(user, verb, process_id), reach()
    return theirs is None or (looked_at is not None and bool(looked_at) and looked_at <= theirs)


def require(user: User, verb: str, *, process_id: UUID, territory_id: UUID | None = None) -> None:
    """Raises TQ-311 when `user` may not do `verb` there."""
    if verb not in ALLOWED:
        raise KeyError(verb)
    if not may(user, verb, process_id=process_id, territory_id=territory_id):
        raise TequioError("TQ-311", verb=verb)
