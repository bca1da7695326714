"""Every column that holds words of people, and how each of them ends. A new one joins here on the day it is born.

`WITHDRAWN` says how a withdrawal reaches it:

- `voice`: sealed with the key of a voice, or hanging on one;
- `noun`: the trail leads to it, and its room registered what becomes of it;
- `hangs`: words about such a noun, which go when it is emptied;
- `encounter`: written down of an encounter beside its voices, and taken back with it;
- `team`: the team's own words, or an institution's, which stay whoever takes back what they said;
- `whole`: it stands beside a row of any kind and is sealed with its key, or ends with it.
"""

WITHDRAWN: dict[str, str] = {
    "listening.voice.text": "voice",
    "listening.voice.source_file": "voice",
    "listening.encounter.reason": "team",
    "listening.encounter.facilitator": "team",
    "listening.silence.text": "encounter",
    "listening.draft.text": "encounter",
    "listening.picture.caption": "encounter",
    "listening.picture.image": "encounter",
    "listening.reflection.text": "encounter",
    "listening.audio.caption": "encounter",
    "listening.audio.sound": "encounter",
    "listening.phone.label": "encounter",
    "listening.delivery.name": "encounter",
    "listening.delivery.data": "encounter",
    "listening.delivery.beside": "encounter",
    "listening.delivery.beside_name": "encounter",
    "listening.delivery.choices": "encounter",
    "listening.delivery.counts": "encounter",
    "listening.spelling.spelling": "team",
    "listening.spelling.place": "team",
    "listening.plan.referrals": "team",
    "listening.plan.stop_signal": "team",
    "listening.plan.care": "team",
    "listening.plan.danger": "team",
    "listening.plan.decision_reason": "team",
    "listening.riskanswer.reason": "team",
    "listening.appointment.moment": "team",
    "listening.appointment.place": "team",
    "listening.appointment.check_in": "team",
    "listening.pseudonymkey.note": "team",
    "listening.suspension.note": "team",
    "protection.review.masked": "voice",
    "protection.lift.words": "voice",
    "protection.lift.reason": "voice",
    "protection.tap.words": "team",
    "diagnosis.coding.quote": "voice",
    "diagnosis.coding.reason": "voice",
    "diagnosis.link.circumstance": "voice",
    "diagnosis.finding.claim": "noun",
    "diagnosis.stance.note": "hangs",
    "deliberation.statement.text": "noun",
    "deliberation.statement.feeds": "noun",
    "deliberation.statement.reply": "noun",
    "deliberation.room.secrets": "encounter",
    "deliberation.roomwords.words": "encounter",
    "deliberation.roomwords.masked": "encounter",
    "agendas.proposal.text": "noun",
    "agendas.proposal.section": "noun",
    "agendas.proposal.source_file": "noun",
    "agendas.item.section": "noun",
    "agendas.duty.task": "hangs",
    "agendas.principlereview.reason": "hangs",
    "agendas.reproductionreview.reason": "hangs",
    "agendas.reproductionreview.safeguard": "hangs",
    "agendas.agenda.context": "team",
    "agendas.opening.text": "team",
    "agendas.item.title": "noun",
    "agendas.item.text": "noun",
    "agendas.item.particular": "noun",
    "agendas.return.note": "team",
    "followup.response.text": "team",
    "followup.commitment.text": "team",
    "followup.commitment.signatories": "team",
    "measurement.observation.note": "team",
    "followup.action.text": "team",
    "followup.action.evidence": "team",
    "followup.verdict.reason": "team",
    "bundles.conflict.content": "whole",
}
# Plain columns that hold sealed bytes: words of people that somebody else's key closed.
SEALED_ELSEWHERE = {
    "listening.letter.sealed": "encounter",
    "deliberation.sitting.wording": "noun",
    "deliberation.invitation.opens": "noun",
}
# Nothing to be read by anybody: keys and digests.
NO_WORDS = {"listening.phone.receipt_key", "listening.phone.opened"}
