"""Polis mode against what production servers answered for the same votes."""

from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score
from tests.deliberation.opinion.conversations import BLOBS, recorded

from tequio.deliberation.opinion import VoteTable
from tequio.deliberation.opinion.blocks import LocalBlocks
from tequio.deliberation.opinion.polis import PolisAnswer, Representative, polis_answer

pytestmark = pytest.mark.oracle

CLOSE = 1e-6
# One person's votes are missing from what was recorded, and its server gave every statement the priority 49.
VOTES_LOST = "50ptpt-3gp-strict-no-meta"
# Who came first cannot be told from what was recorded.
EARLY_VOTES_LOST = "above-100-ptpts"


class Compared:
    """One conversation: our answer given Polis' groups, our own cold answer, and Polis' blob."""

    def __init__(self, name: str) -> None:
        found = recorded(name)
        self.blob = found.blob
        self.table = VoteTable.from_events(*found.events, all_statements=self.blob["tids"])
        self.column = {tid: column for column, tid in enumerate(self.table.statements.tolist())}
        self.order = np.argsort(self.table.statements)
        self.labels = self._labels()
        self.given, self.cold = self._answer(self.labels), self._answer(None)

    def _answer(self, labels: NDArray[np.int32] | None) -> PolisAnswer:
        return polis_answer(
            LocalBlocks(self.table), self.table.votes_cast(), order=self.order, given_labels=labels,
            moderated_out=np.isin(self.table.statements, self.blob["mod-out"]),
            meta=np.isin(self.table.statements, self.blob.get("meta-tids", [])))[0]

    def _labels(self) -> NDArray[np.int32]:
        base = dict(zip(self.blob["base-clusters"]["id"], self.blob["base-clusters"]["members"], strict=True))
        group_of = {person: group for group, cluster in enumerate(self.blob["group-clusters"])
                    for each in cluster["members"] for person in base[each]}
        return np.array([group_of.get(person, -1) for person in self.table.participants.tolist()], np.int32)

    def by_column(self, values: dict[str, float]) -> tuple[list[int], list[float]]:
        return [self.column[int(tid)] for tid in values], list(values.values())


@cache
def compared(name: str) -> Compared:
    return Compared(name)


WHOLE = [name for name in BLOBS if name != VOTES_LOST]


@pytest.mark.parametrize("name", WHOLE)
def test_centre_and_axes(name: str) -> None:
    case = compared(name)
    columns = [case.column[tid] for tid in case.blob["tids"]]
    assert np.allclose(case.given.centre[columns], -np.array(case.blob["pca"]["center"]), atol=CLOSE)
    for ours, theirs in zip(case.given.components, np.array(case.blob["pca"]["comps"]), strict=True):
        assert abs(ours[columns] @ theirs) == pytest.approx(1.0, abs=CLOSE)


@pytest.mark.parametrize("name", WHOLE)
def test_base_centres_are_the_means_of_their_people(name: str) -> None:
    case = compared(name)
    place = dict(zip(case.table.participants.tolist(), case.given.people, strict=True))
    base = case.blob["base-clusters"]
    ours = np.array([np.mean([place[person] for person in members], axis=0) for members in base["members"]])
    theirs = np.column_stack((base["x"], base["y"]))
    assert np.allclose(ours * np.sign((ours * theirs).sum(axis=0)), theirs, atol=CLOSE)


@pytest.mark.parametrize("name", BLOBS)
def test_group_aware_consensus(name: str) -> None:
    case = compared(name)
    columns, theirs = case.by_column(case.blob["group-aware-consensus"])
    assert np.allclose(case.given.group_aware[columns], theirs, atol=CLOSE)


@pytest.mark.parametrize("name", WHOLE)
def test_priorities(name: str) -> None:
    case = compared(name)
    columns, theirs = case.by_column(case.blob["comment-priorities"])
    assert np.allclose(case.given.priorities[columns], theirs, atol=CLOSE)


@pytest.mark.parametrize("name", BLOBS)
def test_representative_statements(name: str) -> None:
    case = compared(name)
    ids = [cluster["id"] for cluster in case.blob["group-clusters"]]
    for group, theirs in case.blob["repness"].items():
        ours = case.given.representatives[ids.index(int(group))]
        assert [_key(case, each) for each in ours] == [(each["tid"], each["repful-for"]) for each in theirs]
        for mine, yours in zip(ours, theirs, strict=True):
            assert mine.repness == pytest.approx(yours["repness"], abs=CLOSE)
            assert mine.repness_test == pytest.approx(yours["repness-test"], abs=CLOSE)
            assert mine.p_test == pytest.approx(yours["p-test"], abs=CLOSE)
            assert mine.best_agree == yours.get("best-agree", False)


@pytest.mark.parametrize("name", BLOBS)
def test_consensus_statements(name: str) -> None:
    case = compared(name)
    for side, ours in (("agree", case.given.agreed), ("disagree", case.given.disagreed)):
        theirs: list[dict[str, Any]] = case.blob["consensus"][side]
        assert [(_key(case, each)[0], each.successes) for each in ours] == [
            (each["tid"], each["n-success"]) for each in theirs]
        assert [each.p_success for each in ours] == pytest.approx([each["p-success"] for each in theirs], abs=CLOSE)


@pytest.mark.parametrize("name", BLOBS)
def test_number_of_groups_from_a_cold_start(name: str) -> None:
    case = compared(name)
    assert case.cold.k == len(case.blob["group-clusters"])


@pytest.mark.parametrize("name", [name for name in BLOBS if name != EARLY_VOTES_LOST])
def test_who_is_in_the_conversation(name: str) -> None:
    case = compared(name)
    inside = case.table.participants[case.cold.in_conversation]
    assert set(inside.tolist()) == set(case.blob["in-conv"])


def test_groups_from_a_cold_start_agree_with_production() -> None:
    scores = [agreement(compared(name)) for name in BLOBS]
    assert np.mean(scores) >= 0.90


def agreement(case: Compared) -> float:
    both = (case.labels >= 0) & (case.cold.labels >= 0)
    return float(adjusted_rand_score(case.labels[both], case.cold.labels[both]))


def _key(case: Compared, each: Representative) -> tuple[int, str]:
    return int(case.table.statements[each.statement]), each.repful_for
