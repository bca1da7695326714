"""A cluster of processes gives the bits of one machine, also when a worker is killed half-way."""

import os
import signal
from collections.abc import Iterator

import pytest
from tests.deliberation.opinion.conversations import camps
from tests.deliberation.opinion.test_same_bits import fingerprint

from tequio.deliberation.opinion import MODES, VoteTable, analyse
from tequio.foundation.errors import TequioError

pytest.importorskip("distributed", reason="Dask is the optional part `cluster`")

from distributed import Client, LocalCluster

from tequio.deliberation.opinion.cluster import ClusterBlocks, connect


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None) as made:
        yield made


@pytest.fixture(scope="module")
def table() -> VoteTable:
    return camps(900, 40, 3, seed=9, each=25)[0]


def bits(table: VoteTable, mode: str, **settings: object) -> str:
    found = analyse(table, mode=mode, resamples=8, **settings)  # type: ignore[arg-type]
    names = {label: label for label in range(10_000)}
    return fingerprint(found, names, names)


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("partitions", [2, 7])
def test_partitions_leave_no_trace(cluster: LocalCluster, table: VoteTable, mode: str, partitions: int) -> None:
    with Client(cluster) as client, ClusterBlocks(table, client, partitions=partitions) as blocks:
        assert bits(table, mode, blocks=blocks) == bits(table, mode)


@pytest.mark.slow
@pytest.mark.parametrize(("mode", "moment"), [("default", "placing"), ("polis", "polis")])
def test_a_killed_worker_leaves_no_trace(cluster: LocalCluster, table: VoteTable, mode: str, moment: str) -> None:
    killed: list[int] = []

    def kill(step: str) -> None:
        if step == moment:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[-1], signal.SIGKILL)

    with Client(cluster) as client, ClusterBlocks(table, client, partitions=6) as blocks:
        assert bits(table, mode, blocks=blocks, on_step=kill) == bits(table, mode)
    assert killed


@pytest.mark.parametrize("address", ["tcp://192.0.2.7:8786", "192.0.2.7:8786", "inproc://x", "http://127.0.0.1:1", ""])
def test_votes_do_not_leave_the_machine_unencrypted(address: str) -> None:
    with pytest.raises(TequioError) as caught:
        connect(address)
    assert caught.value.problem.code == "TQ-612"
