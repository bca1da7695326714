"""The server of a room: its own socket, its own threads, and no way from there to the pages of the team."""

import logging
import threading

from tequio.foundation.errors import TequioError
from tequio.foundation.serving import Application, server

# Waitress turns people away at 100 connections: with three hundred phones, one in twenty would wait 23 seconds.
CONNECTIONS = 2000
# A thread waits for the disk with each letter: too few of them would cut the next transaction short. Measured with all
# of 300 phones voting at once: p99 161 ms with 64, 98 ms with 200.
THREADS = 200
LONGEST_BODY, LONGEST_HEADERS = 4096, 4096
# Otherwise it writes a line for each request that waits, and with it when somebody voted.
logging.getLogger("waitress.queue").setLevel(logging.ERROR)


class Server:
    """Serving from the moment it is made until `stop`. Raises TQ-622 when the address cannot be taken."""

    def __init__(self, application: Application, *, host: str, port: int) -> None:
        try:
            self._server = server(
                application, host=host, port=port, threads=THREADS, connection_limit=CONNECTIONS, backlog=CONNECTIONS,
                max_request_body_size=LONGEST_BODY, max_request_header_size=LONGEST_HEADERS)
        except (OSError, ValueError) as fault:
            raise TequioError("TQ-622", value=f"{host}:{port}") from fault
        self.port = int(self._server.effective_port)
        self._thread = threading.Thread(target=self._run, name="room-server", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._server.run()
        except (OSError, ValueError):
            # Its sockets were closed under it: that is how it is stopped.
            return

    def stop(self) -> None:
        self._server.task_dispatcher.shutdown()
        for channel in list(self._server._map.values()):
            channel.close()
        self._thread.join(5)
