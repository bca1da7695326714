"""The steps of proposals, pure: whatever steps are taken, no source is lost, none is invented, and nothing circles."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from tequio.agendas.proposals.states import (
    CURRENT,
    EDITED,
    LEAVES,
    MERGED,
    REFUSAL,
    REFUSED,
    SPLIT,
    SUPERSEDED,
    UNDONE,
    WITHDREW,
    WRITTEN,
    History,
    Step,
    can_take_back,
    check,
    replayed,
    taken,
    taken_back,
)
from tequio.foundation.errors import TequioError


class Proposals(RuleBasedStateMachine):
    """Steps in any order, those refused among them, beside a plain account of what was said."""

    keys = Bundle("keys")

    def __init__(self) -> None:
        super().__init__()
        self.history = History()
        self.said: set[str] = set()
        self.number = 0
        self.undone: list[Step] = []

    def new(self) -> str:
        self.number += 1
        return f"p{self.number}"

    def take(self, step: Step) -> bool:
        allowed = all(self.history.status.get(key) == CURRENT for key in step.before) \
            and len(set(step.before)) == len(step.before)
        try:
            self.history = taken(self.history, step)
        except TequioError as fault:
            assert str(fault)[:6] in ("TQ-503", "TQ-504") and not allowed
            return False
        assert allowed
        return True

    @initialize(target=keys)
    def first(self) -> object:
        return self.write(0)

    @rule(target=keys, sources=some.integers(0, 3))
    def write(self, sources: int) -> str:
        key, heard = self.new(), frozenset(f"v{self.number}-{at}" for at in range(sources))
        self.take(Step(WRITTEN, (), (key,), heard))
        self.said |= heard
        return key

    @rule(target=keys, key=keys)
    def edit(self, key: str) -> str:
        new = self.new()
        self.take(Step(EDITED, (key,), (new,)))
        return new if new in self.history.status else key

    @rule(target=keys, one=keys, other=keys)
    def merge(self, one: str, other: str) -> str:
        new = self.new()
        before = self.history
        if self.take(Step(MERGED, (one, other), (new,))):
            assert self.history.sources(new) == before.sources(one) | before.sources(other)
            return new
        return one

    @rule(target=keys, key=keys, parts=some.integers(2, 3))
    def split(self, key: str, parts: int) -> object:
        new = tuple(self.new() for _ in range(parts))
        whole = self.history.sources(key)
        if self.take(Step(SPLIT, (key,), new)):
            assert all(self.history.sources(part) == whole for part in new)
            return multiple(*new)
        return key

    @rule(key=keys, kind=some.sampled_from([WITHDREW, REFUSAL]))
    def end(self, key: str, kind: str) -> None:
        self.take(Step(kind, (key,)))

    @rule(data=some.data())
    def take_back(self, data: some.DataObject) -> None:
        if not self.history.steps:
            return
        step = data.draw(some.sampled_from(self.history.steps))
        before = dict(self.history.status)
        allowed = can_take_back(step.kind, before=[before[key] for key in step.before],
                                after=[before[key] for key in step.after])
        try:
            self.history = taken_back(self.history, step)
        except TequioError as fault:
            assert str(fault)[:6] == "TQ-506" and not allowed
            return
        assert allowed
        assert all(self.history.status[key] == CURRENT for key in step.before)
        assert all(self.history.status[key] == UNDONE for key in step.after)
        self.undone.append(step)

    @invariant()
    def every_source_leads_somewhere_and_none_is_invented(self) -> None:
        standing = [key for key, status in self.history.status.items() if status not in (SUPERSEDED, UNDONE)]
        assert set().union(*(self.history.sources(key) for key in standing)) - set(self.history.status) >= self.said
        for key in self.history.status:
            assert {one for one in self.history.sources(key) if str(one).startswith("v")} <= self.said

    @invariant()
    def nothing_stands_behind_itself(self) -> None:
        seen: set[object] = set()
        for key in sorted(self.history.behind, key=lambda one: int(str(one)[1:])):
            assert all(one in seen or str(one).startswith("v") for one in self.history.behind[key])
            seen.add(key)

    @invariant()
    def what_counts_tells_how_everything_stands(self) -> None:
        again = replayed(self.history.steps).status
        assert {key: status for key, status in self.history.status.items() if status != UNDONE} == again


TestProposals = Proposals.TestCase
TestProposals.settings = settings(max_examples=200, stateful_step_count=25, deadline=None,
                                  suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.soak
def test_ten_thousand_sequences_of_steps() -> None:
    run_state_machine_as_test(Proposals, settings=settings(
        max_examples=10_000, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]))


@given(kind=some.sampled_from([WRITTEN, *LEAVES]), before=some.lists(some.sampled_from(
    [CURRENT, SUPERSEDED, REFUSED, UNDONE]), max_size=4), makes=some.integers(0, 4))
def test_only_current_proposals_in_the_right_number_take_a_step(kind: str, before: list[str], makes: int) -> None:
    fits = {WRITTEN: not before and makes == 1, EDITED: len(before) == 1 and makes == 1,
            MERGED: len(before) >= 2 and makes == 1, SPLIT: len(before) == 1 and makes >= 2}.get(
                kind, len(before) == 1 and makes == 0)
    if fits and set(before) <= {CURRENT}:
        check(kind, before=before, makes=makes)
    else:
        with pytest.raises(TequioError, match=r"TQ-50[34]"):
            check(kind, before=before, makes=makes)


def test_joining_and_then_parting_keeps_everything_that_stood_behind_both() -> None:
    history = replayed([Step(WRITTEN, (), ("a",), frozenset({"v1"})), Step(WRITTEN, (), ("b",), frozenset({"v2"})),
                        Step(MERGED, ("a", "b"), ("c",)), Step(SPLIT, ("c",), ("d", "e"))])
    assert history.sources("d") == history.sources("e") == {"v1", "v2"}
    assert [history.status[key] for key in "abcde"] == [SUPERSEDED, SUPERSEDED, SUPERSEDED, CURRENT, CURRENT]


@pytest.mark.parametrize("step", [Step(MERGED, ("a", "a"), ("c",)), Step(EDITED, ("a",), ("a",)),
                                  Step(EDITED, ("nobody",), ("c",)), Step(SPLIT, ("a",), ("c", "c"))])
def test_a_proposal_is_taken_and_made_once(step: Step) -> None:
    with pytest.raises(TequioError, match=r"TQ-50[34]"):
        taken(replayed([Step(WRITTEN, (), ("a",))]), step)
