"""What every server of this program has in common: whoever sends slowly holds nobody up, pure.

A thread is taken for a request that has arrived whole, and for no other. What does not arrive in its time is cut:
its headers in ten seconds, its body at eight kilobytes a second or faster. TLS is taken off in front of the server.
"""

import asyncio
import contextlib
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from waitress.channel import HTTPChannel
from waitress.server import create_server

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

FOR_HEADERS, PER_SECOND, GRACE = 10.0, 8_000, 20.0
# Whoever only holds a connection open is sent away after this time.
SILENT_FOR = 30
CONNECTIONS, HANDSHAKE, PIECE = 1000, 10, 65_536


class InTime(HTTPChannel):  # type: ignore[misc]  # it ships no types
    """A connection whose request has to arrive in its time, counted from its first byte."""

    begun, so_far = 0.0, 0

    def received(self, data: bytes) -> bool:
        before = self.request
        taken: bool = super().received(data)
        if self.request is not before:
            self.begun, self.so_far = time.monotonic(), 0
        self.so_far += len(data)
        return taken

    def is_late(self) -> bool:
        request = self.request
        if request is None or not self.begun:
            # Nothing has been sent since the connection was made: that is silence, which is bounded elsewhere.
            return False
        for_body = GRACE + self.so_far / PER_SECOND if request.headers_finished else FOR_HEADERS
        return time.monotonic() - self.begun > for_body


def server(application: Application, *, host: str, port: int, threads: int, **settings: Any) -> Any:
    """A waitress that cuts off whoever is late. Raises OSError where the address is taken."""
    defaults: dict[str, Any] = {"connection_limit": CONNECTIONS, "channel_timeout": SILENT_FOR, "ident": "",
                                "asyncore_use_poll": True, "log_socket_errors": False, "cleanup_interval": 1}
    made = create_server(application, host=host, port=port, threads=threads, **defaults | settings)
    made.channel_class = InTime
    silence = made.maintenance

    def maintenance(now: float) -> None:
        silence(now)
        for channel in list(made.active_channels.values()):
            if not channel.requests and channel.is_late():
                channel.will_close = True

    made.maintenance = maintenance
    return made


class Unwrapped:
    """TLS in front of a server on this machine: bytes are passed on as they come, and read by that server alone.

    Serving from the moment it is made until `stop`. Raises OSError where the address is taken.
    """

    def __init__(self, context: ssl.SSLContext, *, host: str, port: int, behind: int) -> None:
        self._context, self._behind, self._open = context, behind, 0
        self._loop = asyncio.new_event_loop()
        # Of whoever speaks no TLS, or goes away in the middle, nothing is written anywhere.
        self._loop.set_exception_handler(lambda _loop, _about: None)
        self._server = self._loop.run_until_complete(asyncio.start_server(
            self._pass_on, host, port, ssl=context, ssl_handshake_timeout=HANDSHAKE, limit=PIECE, backlog=CONNECTIONS))
        self.port = int(self._server.sockets[0].getsockname()[1])
        self._thread = threading.Thread(target=self._loop.run_forever, name="tls", daemon=True)
        self._thread.start()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._open >= CONNECTIONS:
            writer.close()
            return
        self._open += 1
        try:
            inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", self._behind)
            await asyncio.wait([asyncio.ensure_future(_carry(reader, inner_writer)),
                                asyncio.ensure_future(_carry(inner_reader, writer))])
        except OSError:
            # One of the two went away: there is nobody to tell.
            pass
        finally:
            self._open -= 1
            writer.close()

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop)
        self._thread.join(5)

    async def _end(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for one in others:
            one.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        self._loop.stop()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Until one side closes; then the other is closed, too."""
    with contextlib.suppress(OSError, asyncio.IncompleteReadError):
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
    with contextlib.suppress(OSError, RuntimeError):
        writer.close()
