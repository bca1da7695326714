"""What phones and the wall reach, and all they reach: eight addresses, nothing behind them.

A plain WSGI application. It has no session, sets no cookie, writes no log and knows no address of anybody; every answer
forbids the browser to keep it.
"""

from collections.abc import Callable, Iterable, Mapping
from ipaddress import ip_address
from typing import Any

from tequio.deliberation.room.board import Board
from tequio.deliberation.room.hall import Hall
from tequio.deliberation.room.saying import LONGEST
from tequio.foundation.errors import TequioError

Start = Callable[[str, list[tuple[str, str]]], Any]
HEADERS = [
    ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
     "connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
]
JSON, BYTES, PLAIN = "application/json", "application/octet-stream", "text/plain; charset=utf-8"
# A letter that no page of this room wrote is refused; one that could not be kept may be sent again.
STATUS = {"TQ-614": "400 Bad Request"}
LATER = "503 Service Unavailable"


class RoomApp:
    """`pages` are whole answers by path: (type, bytes). Without `phones` only the wall is there."""

    def __init__(self, hall: Hall, board: Board, pages: Mapping[str, tuple[str, bytes]], *,
                 phones: bool = True, host: str = "") -> None:
        self._hall, self._pages, self._phones, self._host = hall, pages, phones, host
        # Never «304 Not Modified»: with that waitress closes the connection, and the next question costs a new one.
        self._told = {"/e": board.state, "/a": board.lines, "/r": board.results, "/t": board.told}

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        if not is_here(environ.get("HTTP_HOST", ""), self._host):
            return _answer(start, "421 Misdirected Request", PLAIN, b"")
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        if path == "/l" and method == "POST" and self._phones:
            return self._letter(environ, start)
        if method not in ("GET", "HEAD"):
            return _answer(start, "405 Method Not Allowed", PLAIN, b"")
        if path in self._told:
            return _answer(start, "200 OK", JSON, self._told[path]())
        kind, page = self._pages.get(path, ("", b""))
        return _answer(start, "200 OK", kind, page) if kind else _answer(start, "404 Not Found", PLAIN, b"")

    def _letter(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        try:
            letter = environ["wsgi.input"].read(LONGEST + 1)
            return _answer(start, "200 OK", BYTES, self._hall.receive(letter))
        except TequioError as fault:
            code = fault.problem.code
            return _answer(start, STATUS.get(code, LATER), PLAIN, code.encode())


def is_here(asked: str, own: str) -> bool:
    """Whether a browser asked for this machine by a number, or by the room's own address.

    A name that somebody else made lead here would let the page of a stranger read what stands on the wall.
    """
    name = asked.rsplit(":", 1)[0] if asked.count(":") == 1 or "]:" in asked else asked
    if name.lower() in ("", "localhost", own.lower()):
        return True
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _answer(start: Start, status: str, kind: str, body: bytes) -> list[bytes]:
    start(status, [("Content-Type", kind), ("Content-Length", str(len(body))), *HEADERS])
    return [body]
