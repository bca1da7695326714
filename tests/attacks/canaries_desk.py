"""What people add at the coding desk: a memo, a link, a settled difference and its answer, each with a canary."""

from tequio.diagnosis.arbitration.actions import Asked, answer, finish_voice, settle, share_out
from tequio.diagnosis.codebook.actions import Worded, change_code
from tequio.diagnosis.coding.actions import Marked, Note, Seen, code_passage, link_passage, wording_mark
from tequio.diagnosis.coding.queries import sheet_of
from tequio.diagnosis.findings.actions import Written, rewrite_finding
from tequio.diagnosis.models import Code, Coding, Finding
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.places.models import Process
from tequio.listening.models import Voice
from tests.attacks.canaries import canary


def seed_desk(process: Process, actor: User) -> None:
    voice = Voice.objects.get(process=process, key="V1")
    coders = [_coder(process, name) for name in ("codifica-1", "codifica-2")]
    share_out(actor=actor, process=process, coders=coders, asked=Asked([voice.encounter_id], 100, 1))
    code, other = Code.objects.filter(process=process, codable=True)[:2]
    song = canary("voices", "text")
    end = voice.text.index(song) + len(song)
    made = code_passage(actor=coders[0], voice=voice, code=code, marked=Marked(0, end),
                        note=Note(memo=canary("codings", "memo")), seen=_seen(voice, coders[0]))
    link_passage(actor=coders[0], voice=voice, ends=(code, "feeds", other), marked=Marked(0, end),
                 circumstance=canary("links", "circumstance"), seen=_seen(voice, coders[0]))
    for user in coders:
        finish_voice(actor=user, voice=voice)
    settled = settle(actor=actor, row=made, stands=True, reason=canary("settlements", "reason"))
    answer(actor=coders[0], settlement=settled, text=canary("answers", "text"))
    change_code(actor=actor, code=code, worded=Worded(code.label_es), why=canary("changes", "why"), seen=0)
    finding = Finding.objects.filter(process=process).select_related("territory__process").first()
    assert finding is not None
    group = process.groups.first()
    assert group is not None
    for seen in (1, 2):
        rewrite_finding(actor=actor, finding=finding, seen=seen, written=Written(
            finding.kind, canary("findings", "claim"), [Coding.objects.get(pk=made.pk)],
            limits=canary("findings", "limits"), differ={group: canary("stances", "note")}))


def _coder(process: Process, name: str) -> User:
    user = User.objects.create_user(name, process=process)
    Membership.objects.create(user=user, process=process, role=Role.ANALYST)
    return user


def _seen(voice: Voice, user: User) -> Seen:
    return Seen(sheet_of(voice, user.pseudonym).revision, wording_mark(Voice.objects.get(pk=voice.pk)))
