"""What the memory of this program may leave behind: on the disk nothing, and after closing nothing at all.

Python cannot overwrite what it held. So when the last process is closed, the server starts again in its own place: the
system takes all its memory back and hands none of it out before it is overwritten. The socket stays open meanwhile,
and whoever knocks waits for a moment.
"""

import ctypes
import os
import resource
import sys
import time
from pathlib import Path
from threading import Timer
from typing import Any

# Of <sys/prctl.h> and <sys/mman.h>.
PR_SET_DUMPABLE, MCL_CURRENT, MCL_FUTURE = 4, 1, 2
# The answer to whoever closed leaves first.
PAUSE, PATIENCE = 0.5, 10.0


def keep_in_memory() -> None:
    """No core file, no reading by other programs of the same account, no swapping, as far as this system allows."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not sys.platform.startswith("linux"):
        return
    system = ctypes.CDLL(None, use_errno=True)
    system.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    # With a limit, whatever does not fit under it any more would fail later: then swap has to be encrypted.
    if resource.getrlimit(resource.RLIMIT_MEMLOCK)[0] == resource.RLIM_INFINITY:
        system.mlockall(MCL_CURRENT | MCL_FUTURE)


def start_again_when_closed(server: Any, home: Path, language: str) -> None:
    """Once the last process of `server` was closed, this program is replaced by a fresh one at the same door."""
    from tequio.foundation.vault.keyring import keyring

    def closed(_process: object) -> None:
        if not keyring.opened():
            late = Timer(PAUSE, _start_again, [server, home, language])
            late.daemon = True
            late.start()

    keyring.when_locked(closed)


def _start_again(server: Any, home: Path, language: str) -> None:
    from tequio.foundation.vault.keyring import keyring
    ends = time.monotonic() + PATIENCE
    while server.task_dispatcher.active_count and time.monotonic() < ends:
        time.sleep(0.05)
    if keyring.opened():
        return
    door = server.socket.fileno()
    os.set_inheritable(door, True)
    safe = ["-P"] if sys.flags.safe_path else []
    os.execv(sys.executable, [sys.executable, *safe, "-m", "tequio.cli", "--lang", language, "serve", str(home),
                              "--closed", "--door-fd", str(door)])
