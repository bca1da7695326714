"""Readings, marks, lifts, withdrawals and receipts in any order: what must always hold, holds after every step."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tequio.foundation.accounts.models import Membership, User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.trail.models import Edge
from tequio.foundation.vault.keyring import keyring
from tequio.listening.actions import plan_encounter, record_voices
from tequio.listening.models import Encounter, Use, Voice
from tequio.listening.queries import allowing
from tequio.protection.models import Lift, Receipt, RefusalReason, Review, ReviewStatus, Tap, TapLabel, Withdrawal
from tequio.protection.queries import readable_outside
from tequio.protection.reading.actions import approve_review, lift_mask, mask_new, put_back, refuse_review, seen
from tequio.protection.reading.masks import masks
from tequio.protection.reading.tapped import Tapped
from tequio.protection.reading.taps import tap, untap
from tequio.protection.receipts.actions import bind_slip, look_up, make_slips
from tequio.protection.receipts.throttle import tries
from tequio.protection.withdrawing.actions import narrow, withdraw_by_receipt, withdraw_voice

TEXTS = ("El Trompo cobra piso en la tienda de Eleuterio Vargas", "En la cantera se juntan, ahí manda el trompo",
         "Falta luz y la policía municipal no viene", "Mi vecina Jacinta Robles cerró la tienda")
WORDS = ("Trompo", "tienda", "cantera", "Jacinta")
VOICES, READERS = len(TEXTS), 3
REFUSALS = {"TQ-442", "TQ-443", "TQ-444", "TQ-449", "TQ-482", "TQ-483", "TQ-484"}
voices, readers = st.integers(0, VOICES - 1), st.integers(0, READERS - 1)


class Steps(RuleBasedStateMachine):
    """A room of three readers. The model keeps who read what since it last changed, and what is gone."""

    def __init__(self) -> None:
        super().__init__()
        self.around = ExitStack()
        self.around.enter_context(_undone())
        django_settings.HOME = Path(self.around.enter_context(TemporaryDirectory()))
        self.process = Process.objects.create(name="Pasos")
        keyring.create(django_settings.HOME, self.process.pk, pseudonym="x", passphrase="x")
        self.readers = [User.objects.create_user(f"paso-{number}", process=self.process) for number in range(READERS)]
        for user in self.readers:
            for role in ("protector", "coordinator"):
                Membership.objects.create(user=user, process=self.process, role=role)
        self.voices = self._said()
        self.slips = make_slips(actor=self.readers[0], process=self.process, count=2)
        self.gone: set[Any] = set()
        self.read: dict[Any, set[str]] = {voice.pk: set() for voice in self.voices}

    def _said(self) -> list[Voice]:
        place = Territory.objects.create(process=self.process, key="c", name="Centro")
        group = Group.objects.create(process=self.process, key="g", name_es="G", name_en="G", order=0)
        encounter = plan_encounter(actor=self.readers[0], attendance={}, allowed=dict.fromkeys(Use, True),
                                   encounter=Encounter(process=self.process, territory=place, key="E", kind="workshop",
                                                       status="held"))
        made = [Voice(process=self.process, encounter=encounter, territory=place, group=group, key=f"V{number}",
                      text=text) for number, text in enumerate(TEXTS)]
        record_voices(actor=self.readers[0], encounter=encounter, voices=made)
        mask_new(actor=self.readers[0], process=self.process)
        return made

    def teardown(self) -> None:
        keyring.lock(self.process.pk)
        self.around.close()

    @rule(voice=voices, reader=readers)
    def approve(self, voice: int, reader: int) -> None:
        row = self._review(voice)
        if row and self._tried(lambda: approve_review(actor=self.readers[reader], review=row, as_seen=seen(row))):
            self.read[row.voice_id].add(self.readers[reader].pseudonym)

    @rule(voice=voices, reader=readers)
    def refuse(self, voice: int, reader: int) -> None:
        if row := self._review(voice):
            self._tried(lambda: refuse_review(actor=self.readers[reader], review=row, reason=RefusalReason.DANGER))

    @rule(voice=voices)
    def back(self, voice: int) -> None:
        if row := self._review(voice):
            put_back(actor=self.readers[0], review=row)
            self.read[row.voice_id] = set()

    @rule(word=st.sampled_from(WORDS))
    def mark(self, word: str) -> None:
        self._watching(lambda: tap(actor=self.readers[1], process=self.process, words=word, label=TapLabel.ALIAS))

    @rule()
    def unmark(self) -> None:
        if mark := Tap.objects.filter(process=self.process).first():
            self._watching(lambda: untap(actor=self.readers[1], mark=mark))

    @rule(voice=voices, place=st.integers(0, 3))
    def lift(self, voice: int, place: int) -> None:
        row = self._review(voice)
        found = masks(row) if row else []
        if row and place < len(found):
            mask = found[place]
            self._watching(lambda: lift_mask(
                actor=self.readers[2], review=row, start=mask.start, end=mask.end, reason="r"))

    @rule(voice=voices)
    def withdraw(self, voice: int) -> None:
        if self._review(voice):
            withdraw_voice(actor=self.readers[0], voice=Voice.objects.get(pk=self.voices[voice].pk))
            self.gone.add(self.voices[voice].pk)

    @rule(voice=voices, slip=st.integers(0, 1))
    def bind(self, voice: int, slip: int) -> None:
        if self._review(voice):
            self._tried(lambda: bind_slip(
                actor=self.readers[0], process=self.process, number=self.slips[slip].number, voice=self.voices[voice]))

    @rule(slip=st.integers(0, 1))
    def hold(self, slip: int) -> None:
        tries.fill()
        receipt = look_up(self.slips[slip].words)
        assert receipt is not None and receipt.number == self.slips[slip].number
        if receipt.voice_id:
            self.gone.add(receipt.voice_id)
        withdraw_by_receipt(receipt=receipt)

    @rule(voice=voices, use=st.sampled_from([Use.QUOTE, Use.DIAGNOSIS]))
    def narrow(self, voice: int, use: Use) -> None:
        if self._review(voice):
            narrow(actor=self.readers[0], about=Voice.objects.get(pk=self.voices[voice].pk), uses=[use])
            assert self.voices[voice].pk not in allowing(self.process, use)

    @invariant()
    def what_may_leave_was_read_by_two(self) -> None:
        for row in Review.objects.filter(process=self.process):
            if row.status == ReviewStatus.APPROVED:
                assert self.read[row.voice_id] >= {row.first_reviewer, row.second_reviewer}
                assert row.first_reviewer != row.second_reviewer

    @invariant()
    def marked_words_are_masked_unless_lifted(self) -> None:
        book = Tapped((row.words, row.label) for row in Tap.objects.filter(process=self.process))
        lifted = set(Lift.objects.filter(process=self.process).values_list("voice_id", flat=True))
        for row in Review.objects.filter(process=self.process):
            assert row.voice_id in lifted or not book.spans(row.masked)
            assert "policía municipal" in row.masked or "policía" not in row.voice.text

    @invariant()
    def what_was_taken_back_is_nowhere(self) -> None:
        assert not Voice.objects.filter(pk__in=self.gone).exists()
        assert not Review.objects.filter(voice_id__in=self.gone).exists()
        assert not Edge.objects.filter(target_id__in=self.gone).exists()
        assert not self.gone & keyring.of(self.process.pk).kept.wrapped.keys()
        assert not self.gone & (readable_outside(self.process) | allowing(self.process, Use.QUOTE))
        taken = Withdrawal.objects.filter(process=self.process, uses=[])
        assert set(taken.values_list("object_id", flat=True)) == self.gone
        assert Receipt.objects.filter(process=self.process, used=True, voice=None).count() == \
            Receipt.objects.filter(process=self.process, used=True).count()

    def _review(self, voice: int) -> Review | None:
        found: Review | None = Review.objects.filter(voice=self.voices[voice].pk).select_related("voice").first()
        return found

    def _watching(self, act: Any) -> None:
        """Whatever hides something else after `act` has been read by nobody."""
        before = {row.voice_id: row.masked for row in Review.objects.filter(process=self.process)}
        self._tried(act)
        for row in Review.objects.filter(process=self.process):
            if _shape(row.masked) != _shape(before[row.voice_id]):
                self.read[row.voice_id] = set()
                assert row.status in (ReviewStatus.MACHINE, ReviewStatus.REFUSED)

    def _tried(self, act: Any) -> bool:
        try:
            with transaction.atomic():
                act()
        except TequioError as fault:
            assert fault.problem.code in REFUSALS
            return False
        return True


def _shape(masked: str) -> str:
    return "".join(letter for letter in masked if not letter.isdigit())


class _undone:  # noqa: N801
    """A transaction whose end undoes all of it."""

    def __enter__(self) -> None:
        self.held = transaction.atomic()
        self.held.__enter__()

    def __exit__(self, *_: object) -> None:
        transaction.set_rollback(True)
        self.held.__exit__(None, None, None)


@pytest.mark.django_db
def test_any_order_of_steps(settings_home: None) -> None:
    run_state_machine_as_test(Steps, settings=settings(
        max_examples=15, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck)))


@pytest.fixture
def settings_home() -> Iterator[None]:
    before = django_settings.HOME
    yield
    django_settings.HOME = before
