"""The states of a return, pure: whatever comes in whatever order, nobody validates what somebody due has not seen."""

import datetime
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tequio.agendas.returning.states import (
    CORRECTED,
    DRAFT,
    NO_CONDITIONS,
    RETURNED,
    VALIDATED,
    Answer,
    Standing,
    standing,
)

GROUPS = [UUID(int=number) for number in range(4)]
group = some.sampled_from(GROUPS)


class Return(RuleBasedStateMachine):
    """Groups are heard, see the agenda, want it otherwise, cannot be reached; items are worded anew; two people sign.

    Beside the machine stands a plain account: which revision each group saw last, and who signed which.
    """

    def __init__(self) -> None:
        super().__init__()
        self.due: set[UUID] = set()
        self.answers: list[Answer] = []
        self.revision = 1
        self.wishes = 0
        self.unreached: set[UUID] = set()
        self.saw: dict[UUID, int] = {}
        self.signed: int | None = None

    def found(self) -> Standing:
        return standing(self.due, self.answers, revision=self.revision, unreached=self.unreached, wishes=self.wishes)

    def next_week(self) -> datetime.date:
        return datetime.date(2026, 1, 5) + datetime.timedelta(weeks=len(self.answers))

    @rule(who=group)
    def hear(self, who: UUID) -> None:
        self.due.add(who)

    @rule(who=group, outcome=some.sampled_from(["validated", "corrected", "dissent"]))
    def answer(self, who: UUID, outcome: str) -> None:
        self.answers.append(Answer(who, outcome, self.next_week(), self.revision))
        self.saw[who] = self.revision
        self.wishes += outcome == "corrected"

    @rule(who=group)
    def be_kept_away(self, who: UUID) -> None:
        self.answers.append(Answer(who, NO_CONDITIONS, self.next_week(), self.revision))
        self.saw[who] = 0

    @rule(who=group)
    def excuse(self, who: UUID) -> None:
        if who in self.found().waiting:
            self.unreached.add(who)

    @rule(who=group)
    def be_reached_again(self, who: UUID) -> None:
        self.unreached.discard(who)

    @rule()
    def word_anew(self) -> None:
        if self.saw:
            self.revision += 1
            self.wishes = 0

    @rule()
    def give_a_reason(self) -> None:
        self.wishes = max(0, self.wishes - 1)

    @rule()
    def sign(self) -> None:
        if self.found().status == VALIDATED:
            self.signed = self.revision

    @invariant()
    def validated_only_by_those_who_are_due(self) -> None:
        found = self.found()
        seen = {who for who, revision in self.saw.items() if revision == self.revision}
        assert found.seen == seen
        if found.status == VALIDATED:
            assert self.due & seen and not self.wishes
            assert self.due <= seen | self.unreached
        if not self.due:
            assert found.status != VALIDATED
        if found.status == DRAFT:
            assert not seen
        assert found.status in (DRAFT, RETURNED, CORRECTED, VALIDATED)

    @invariant()
    def what_was_worded_anew_is_shown_to_everybody_again(self) -> None:
        found = self.found()
        late = {who for who, revision in self.saw.items() if 0 < revision < self.revision}
        assert found.again == late - self.unreached
        assert bool(found.again) == (found.status == CORRECTED)
        assert not found.waiting & found.seen and not found.waiting & found.excused

    @invariant()
    def a_signature_is_of_what_was_seen(self) -> None:
        if self.signed == self.revision and self.found().status == VALIDATED:
            assert any(revision == self.signed for revision in self.saw.values())


SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]
TestReturn = Return.TestCase
TestReturn.settings = settings(max_examples=300, stateful_step_count=25, deadline=None, suppress_health_check=SLOW)


@pytest.mark.soak
def test_ten_thousand_returns() -> None:
    run_state_machine_as_test(Return, settings=settings(
        max_examples=10_000, stateful_step_count=30, deadline=None, suppress_health_check=SLOW))
