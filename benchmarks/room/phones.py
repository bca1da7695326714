"""Phones as the server sees them: connections that stay open, ask every few seconds, and send sealed letters."""

import asyncio
import json
import random
import secrets
import time
from dataclasses import dataclass, field

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from tequio.deliberation.room.saying import SHORT
from tequio.foundation.vault.letters import sealed

ASK, JITTER = 2.5, 0.5


class DroppedError(Exception):
    """The connection went away before an answer came."""


@dataclass
class Phone:
    """One phone with its slip. `said` is what it last sent for each statement, `kept` what was acknowledged."""

    slip: str
    port: int
    public: str
    said: dict[str, tuple[int, int]] = field(default_factory=dict)
    kept: dict[str, tuple[int, int]] = field(default_factory=dict)
    _open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)

    def letter(self, statement: str, value: int) -> tuple[bytes, bytes]:
        """A letter with the next turn of this statement, and the key that opens its answer."""
        turn = self.said.get(statement, (0, 0))[1] + 1
        self.said[statement] = (value, turn)
        back = secrets.token_bytes(32)
        plain = json.dumps({"k": "vote", "s": self.slip, "b": back.hex(), "m": 1,
                            "a": [[statement, value, turn, secrets.token_hex(4)]]}).encode()
        return sealed(self.public, plain.ljust(SHORT)), back

    async def vote(self, statement: str, value: int, ready: tuple[bytes, bytes] | None = None) -> float:
        """Seconds until the vote was acknowledged. Raises DroppedError when it was not."""
        letter, back = ready or self.letter(statement, value)
        asked = self.said[statement]
        started = time.perf_counter()
        body = await self._request(
            b"POST /l HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n" % len(letter) + letter)
        took = time.perf_counter() - started
        try:
            about = json.loads(SecretBox(back).decrypt(body))
        except CryptoError as fault:
            raise DroppedError from fault
        if about.get("is") == "in" and about.get("took"):
            self.kept[statement] = max(asked, self.kept.get(statement, (0, 0)), key=lambda one: one[1])
            return took
        raise DroppedError(about.get("is"))

    async def ask(self) -> float:
        """Seconds that the small question of every phone takes."""
        started = time.perf_counter()
        await self._request(b"GET /e HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        return time.perf_counter() - started

    async def keep_asking(self, times: list[float]) -> None:
        await asyncio.sleep(random.uniform(0, ASK))
        while True:
            times.append(await self.ask())
            await asyncio.sleep(ASK + random.uniform(-JITTER, JITTER))

    async def _request(self, request: bytes) -> bytes:
        async with self._one:
            try:
                return await self._over_wire(request)
            except (OSError, asyncio.IncompleteReadError) as fault:
                self.close()
                raise DroppedError from fault

    async def _over_wire(self, request: bytes) -> bytes:
        if self._open is None:
            self._open = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._open
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        about = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])}
        body = await reader.readexactly(int(about.get("content-length", 0)))
        if head[0].split()[1] != "200":
            raise DroppedError(head[0])
        return body

    def close(self) -> None:
        if self._open:
            self._open[1].close()
            self._open = None
