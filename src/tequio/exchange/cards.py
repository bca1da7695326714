"""A machine's card: what another machine needs to send it bundles and to believe the ones it sends.

Nothing on it is secret. Whoever carries it could exchange it, so both sides read its eight words aloud to each other.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

from mnemonic import Mnemonic

from tequio.exchange.envelope import is_recipient, recipient
from tequio.foundation.audit.signing import is_signed_message, public_key, sign_message
from tequio.foundation.errors import TequioError
from tequio.foundation.vault.opened import OpenProcess

PURPOSE = b"tequio card 1"
TITLE = "tequio-card 1"
LINES = ("process", "machine", "recipient", "signer", "words", "signature")
LONGEST = 2000
# 88 bits: making another card with the same words is out of reach.
ALOUD, NAMED, BITS = 8, 2, 11


@dataclass(frozen=True)
class Card:
    process_id: UUID
    recipient: str
    signer: str

    @property
    def name(self) -> str:
        """Two words and a number from its signing key: the same on every machine."""
        digest = hashlib.sha256(PURPOSE + self.signer.encode()).digest()
        return f"{'-'.join(_drawn(digest, NAMED))}-{digest[-1] % 90 + 10}"

    @property
    def words(self) -> str:
        """To be read aloud: the fingerprint of everything on the card."""
        about = f"{self.process_id} {self.recipient} {self.signer}".encode()
        return " ".join(_drawn(hashlib.sha256(PURPOSE + about).digest(), ALOUD))


def own_card(process_id: UUID, opened: OpenProcess, folder: Path) -> Card:
    return Card(process_id, recipient(opened), public_key(folder))


def card_text(card: Card, folder: Path) -> str:
    """The card as it is handed over, signed by the machine it is of."""
    said = _said(card)
    signature = sign_message(folder, PURPOSE, said.encode()).hex()
    return f"{said}signature {signature}\n"


def read_card(text: str) -> Card:
    """Raises TQ-341 for what is no card, or one that was changed."""
    rows = [line.strip() for line in text[:LONGEST].splitlines() if line.strip()]
    found = dict(row.partition(" ")[::2] for row in rows[1:])
    if not rows or rows[0] != TITLE or tuple(found) != LINES:
        raise TequioError("TQ-341")
    try:
        card = Card(UUID(found["process"]), found["recipient"], found["signer"])
        signature = bytes.fromhex(found["signature"])
    except ValueError as fault:
        raise TequioError("TQ-341") from fault
    whole = "".join(f"{row}\n" for row in rows[:-1]) == _said(card)
    if not (whole and is_recipient(card.recipient)
            and is_signed_message(card.signer, signature, PURPOSE, _said(card).encode())):
        raise TequioError("TQ-341")
    return card


def _said(card: Card) -> str:
    values = (card.process_id, card.name, card.recipient, card.signer, card.words)
    return f"{TITLE}\n" + "".join(f"{name} {value}\n" for name, value in zip(LINES[:-1], values, strict=True))


def _drawn(digest: bytes, count: int) -> list[str]:
    number = int.from_bytes(digest, "big")
    return [_words()[number >> BITS * place & (1 << BITS) - 1] for place in range(count)]


@cache
def _words() -> list[str]:
    return list(Mnemonic("spanish").wordlist)
