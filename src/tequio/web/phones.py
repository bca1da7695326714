"""What a network sees: the notes on phones and nothing else. Served by a program in which no vault is ever opened."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from tequio.listening.capture.shell import ARRIVE, OPEN, SHELL, WORKER
from tequio.web.wsgi import application as everything

Start = Callable[..., Any]
# Exact paths only: nothing is matched, unfolded or decoded on the way to what must not be reached.
SHOWN = frozenset({*SHELL, WORKER, ARRIVE, OPEN})


def _forgettable(start: Start, status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
    """Without what a browser writes down for a year: nothing tells later that a phone was here."""
    return start(status, [one for one in headers if one[0].casefold() != "strict-transport-security"], *more)


def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """The whole system's answer for the paths in `SHOWN`, and an empty 404 for every other."""
    if environ.get("PATH_INFO", "") in SHOWN and not environ.get("QUERY_STRING"):
        return everything(environ, partial(_forgettable, start))
    start("404 Not Found", [("Content-Length", "0"), ("Cache-Control", "no-store")])
    return [b""]
