"""The same kernels over partitions of people on a Dask cluster, with the same bits.

A partition travels inside the task that holds it, so the scheduler can have it made again when a worker is lost; no
result depends on which worker made it, or how often.
"""

import ipaddress
import warnings
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from distributed import Client, Future
from numpy.typing import NDArray

from tequio.deliberation.opinion.ballots import VoteTable
from tequio.deliberation.opinion.blocks import Block, Kernel, block_edges, block_of
from tequio.foundation.errors import TequioError

PARTITIONS_PER_WORKER = 2
RETRIES = 5
PATIENCE_SECONDS = "10s"


class ClusterBlocks(AbstractContextManager["ClusterBlocks"]):
    """Blocks of a table held by the workers of a cluster; `with` it, so that they let go of it afterwards."""

    def __init__(self, table: VoteTable, client: Client, *, partitions: int | None = None) -> None:
        self._client = client
        self.width, self.people = table.width, table.people
        count = partitions or max(1, PARTITIONS_PER_WORKER * len(client.scheduler_info(n_workers=-1)["workers"]))
        self.edges = block_edges(table.people, max(1, -(-table.people // count)))
        self._blocks = [self._held(block_of(table, begin, end)) for begin, end in self.edges]

    def _held(self, block: Block) -> "Future[Block]":
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Sending large graph", category=UserWarning)
            return self._client.submit(Block, block.starts, block.columns, block.votes, block.width, pure=False,
                                       retries=RETRIES)

    def each(self, kernel: Kernel, *shared: object, per_person: Sequence[NDArray[Any]] = ()) -> Iterator[Any]:
        """See `Blocks.each`; answers come in the order of the rows, whichever worker was first."""
        parts = [
            self._client.submit(kernel, block, *(array[begin:end] for array in per_person), *shared, pure=False,
                                retries=RETRIES)
            for block, (begin, end) in zip(self._blocks, self.edges, strict=True)
        ]
        for part in parts:
            yield part.result()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for block in self._blocks:
            block.release()  # type: ignore[no-untyped-call]


def connect(address: str) -> Client:
    """A client of the scheduler at `address`. Certificates for tls:// come from Dask's own configuration.

    Raises TQ-612 for an address that is not encrypted and not this machine, TQ-613 where nobody answers.
    """
    parts = urlsplit(address)
    if parts.scheme != "tls" and not (parts.scheme == "tcp" and _this_machine(parts.hostname or "")):
        raise TequioError("TQ-612", value=address)
    try:
        return Client(address, timeout=PATIENCE_SECONDS)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError) as error:
        raise TequioError("TQ-613", value=address) from error


def _this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
