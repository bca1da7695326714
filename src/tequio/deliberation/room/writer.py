"""One thread writes for everybody: all that arrived while the disk was busy goes into the next transaction.

Each caller is answered after the fsync of its own transaction. With one transaction per vote, three hundred phones
would wait for three hundred fsyncs in a row; together they wait for two or three.
"""

import queue
import threading
from collections.abc import Callable
from typing import Any

from tequio.deliberation.room.store import Store
from tequio.foundation.errors import TequioError

PATIENCE = 20.0
_STOP = None
Change = Callable[[], Any]


class _Job:
    """A change that waits for its transaction; whoever handed it in waits for `done`."""

    def __init__(self, change: Change) -> None:
        self.change, self.done = change, threading.Event()
        self.result: Any = None
        self.fault: TequioError | None = None

    def run(self) -> None:
        try:
            self.result = self.change()
        except TequioError as fault:
            self.fault = fault


class Writer:
    """`lost` is called when a transaction failed, before anybody is told: memory is ahead of the disk then.

    `together` is how many changes one transaction takes at most; a benchmark sets it to one.
    """

    def __init__(self, store: Store, lost: Callable[[], None], together: int = 4096) -> None:
        self._store, self._lost, self._together = store, lost, together
        self._open = True
        self._waiting: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="room", daemon=True)
        self._thread.start()

    def do(self, change: Change) -> Any:
        """What `change` returns, once what it wrote is on the disk.

        A change raises before it writes anything. Raises what `change` raises; TQ-616 when the disk refused, TQ-617
        after `stop`.
        """
        if not self._open:
            raise TequioError("TQ-617")
        job = _Job(change)
        self._waiting.put(job)
        if not job.done.wait(PATIENCE):
            raise TequioError("TQ-616")
        if job.fault:
            raise job.fault
        return job.result

    def stop(self) -> None:
        """After everything that was handed in before."""
        self._open = False
        self._waiting.put(_STOP)
        self._thread.join(PATIENCE)

    def _run(self) -> None:
        while (first := self._waiting.get()) is not _STOP:
            jobs, last = self._arrived(first)
            self._write(jobs)
            if last:
                return

    def _arrived(self, first: _Job) -> tuple[list[_Job], bool]:
        jobs = [first]
        while len(jobs) < self._together:
            try:
                job = self._waiting.get_nowait()
            except queue.Empty:
                return jobs, False
            if job is _STOP:
                return jobs, True
            jobs.append(job)
        return jobs, False

    def _write(self, jobs: list[_Job]) -> None:
        try:
            with self._store.transaction():
                for job in jobs:
                    job.run()
        except Exception:
            self._lost()
            for job in jobs:
                job.fault = TequioError("TQ-616")
        for job in jobs:
            job.done.set()
