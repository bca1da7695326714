"""Reading binary formats in a process of its own, which may hang, swell or crash without taking the house with it.

The bytes go in and lines of JSON come out; the process may open no file for writing and dies after its time.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.limits import MB, Limits

MEMORY = 2_048 * MB
CALL = "import sys; from {module} import answer; from {here} import serve; serve(answer)"

Answer = Callable[[bytes, dict[str, Any]], Iterable[Any]]


def apart(module: str, data: bytes, question: dict[str, Any], *, file: str, limits: Limits) -> Iterator[Any]:
    """What `answer(data, question)` of `module` yields, computed elsewhere.

    Raises TequioError: the one that `answer` raised, TQ-209 where it failed, TQ-243 where it died or took too long.
    """
    child = _started(module, limits)
    timer = threading.Timer(limits.seconds, child.kill)
    timer.start()
    try:
        _ask(child, data, question)
        assert child.stdout is not None
        for line in child.stdout:
            yield _understood(json.loads(line), file)
        if child.wait():
            raise TequioError("TQ-243", file=file)
    except ValueError as error:  # a line cut off by the death of the process
        raise TequioError("TQ-243", file=file) from error
    finally:
        timer.cancel()
        child.kill()
        with child:
            pass  # closes its pipes and takes note of its end


def _started(module: str, limits: Limits) -> "subprocess.Popen[bytes]":
    code = CALL.format(module=module, here=__name__)
    path = os.pathsep.join(part for part in sys.path if part)
    environment = {"PYTHONPATH": path, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1",
                   "TEQUIO_SECONDS": str(limits.seconds), **_system_root()}
    return subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL, env=environment)


def _system_root() -> dict[str, str]:
    """Windows starts no Python without it."""
    return {key: os.environ[key] for key in ("SYSTEMROOT",) if key in os.environ}


def _ask(child: "subprocess.Popen[bytes]", data: bytes, question: dict[str, Any]) -> None:
    assert child.stdin is not None
    # It may die before it has heard everything; the caller deals with its silence.
    with suppress(OSError):
        child.stdin.write(json.dumps(question).encode() + b"\n")
        child.stdin.write(data)
    with suppress(OSError):
        child.stdin.close()


def _understood(said: dict[str, Any], file: str) -> Any:
    if "code" in said:
        raise TequioError(said["code"], **{**said["problem"], "file": file}, **said["facts"])
    return said["part"]


def serve(answer: Answer) -> None:
    """The whole life of the other process."""
    _confine(int(os.environ["TEQUIO_SECONDS"]))
    question = json.loads(sys.stdin.buffer.readline())
    try:
        for part in answer(sys.stdin.buffer.read(), question):
            _say({"part": part})
    except TequioError as error:
        problem = error.problem
        place = {"sheet": problem.sheet, "row": problem.row, "column": problem.column, "value": problem.value}
        _say({"code": problem.code, "problem": place, "facts": problem.facts})
    except BaseException:  # a parser in Rust panics with more than an Exception; the sender needs one plain answer
        _say({"code": "TQ-209", "problem": {}, "facts": {}})
    sys.stdout.flush()


def _say(said: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(said, separators=(",", ":")) + "\n")


def _confine(seconds: int) -> None:
    """Ceilings of the system, where it has them."""
    try:
        import resource
    except ImportError:  # Windows: the timer alone
        return
    for ceiling, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0),
                          (resource.RLIMIT_FSIZE, 0)):
        with suppress(ValueError, OSError):  # macOS knows some of them by name alone
            resource.setrlimit(ceiling, (most, most))
