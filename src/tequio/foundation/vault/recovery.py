"""Getting back in without a passphrase: any M of N trustees together, nobody alone.

The shares (SLIP-0039) are of a secret made for this purpose, not of the process key: its public half stands in the
key file, so a renewed process key is sealed for the trustees again without troubling them. No share is ever stored.
"""

import itertools
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from nacl.public import PrivateKey
from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics

from tequio.foundation.errors import TequioError
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.keyfile import Kept
from tequio.foundation.vault.opened import OpenProcess
from tequio.foundation.vault.people import Recovery, opened_by, sealed_for
from tequio.foundation.vault.sealing import new_key

# SLIP-0039 knows at most sixteen shares.
MOST_TRUSTEES = 16
FEWEST_NEEDED = 2
# Groups of trustees tried before a share is shown.
TRIALS = 40


def make_shares(opened: OpenProcess, *, trustees: int, needed: int) -> tuple[list[str], Callable[[], None]]:
    """One share of 33 words per trustee, and what must be called once every share was written down.

    Until then an earlier set stays the valid one. Raises TQ-321 for numbers that make no sense, TQ-322 when the shares
    would not open what is in the key file.
    """
    if not FEWEST_NEEDED <= needed <= trustees <= MOST_TRUSTEES:
        raise TequioError("TQ-321", value=f"{needed}/{trustees}", most=MOST_TRUSTEES)
    opened.follow()
    secret = new_key()
    public = bytes(PrivateKey(secret).public_key).hex()
    recovery = Recovery(trustees, needed, public, sealed_for(public, opened.key))
    # The secret is random and the shares carry no passphrase, so there is nothing for more rounds to slow down.
    shares = generate_mnemonics(1, [(needed, trustees)], secret, iteration_exponent=0)[0]
    _try_out(opened.path, shares, recovery)
    return shares, lambda: opened.change(lambda kept: replace(kept, recovery=recovery))


def joined(shares: Sequence[str], recovery: Recovery, *, head_has_seal: bool) -> bytes:
    """The process key.

    Raises TQ-323 for words that are not a share, TQ-324 for too few or foreign ones, TQ-513 where the seal of the key
    file was taken off.
    """
    try:
        secret = combine_mnemonics([" ".join(share.casefold().split()) for share in shares])
    except MnemonicError as fault:
        few = len(shares) < recovery.needed
        raise TequioError("TQ-324" if few else "TQ-323", needed=recovery.needed) from fault
    try:
        return opened_by(PrivateKey(secret), recovery, head_has_seal=head_has_seal)
    except TequioError as fault:
        if fault.problem.code in keyfile.CHANGED:
            raise
        raise TequioError("TQ-324", needed=recovery.needed) from fault


def recovered(path: Path, shares: Sequence[str]) -> tuple[bytes, Kept]:
    """The process key of the key file at `path`, checked against what it wraps.

    Raises TQ-304, TQ-322, TQ-323, TQ-324, TQ-325 when no shares were ever made, and TQ-513 or TQ-514 for a file that
    somebody changed.
    """
    kept = keyfile.read(path)
    if kept.recovery is None:
        raise TequioError("TQ-325")
    key = joined(shares, kept.recovery, head_has_seal=bool(kept.seal))
    _opens(key, kept)
    keyfile.check(kept, key)
    return key, kept


def _try_out(path: Path, shares: Sequence[str], recovery: Recovery) -> None:
    """Every share takes part in at least one group that opens the file as it stands on disk."""
    kept = keyfile.read(path)
    count = len(shares)
    around = [[shares[(first + step) % count] for step in range(recovery.needed)] for first in range(count)]
    others = list(itertools.islice(itertools.combinations(random.sample(list(shares), count), recovery.needed), TRIALS))
    for group in [*around, *others]:
        try:
            _opens(joined(group, recovery, head_has_seal=bool(kept.seal)), kept)
        except TequioError as fault:
            raise TequioError("TQ-322") from fault


def _opens(key: bytes, kept: Kept) -> None:
    if kept.fingerprint not in ("", keyfile.fingerprint(key)):
        raise TequioError("TQ-322")
    for row_id, wrapped in itertools.islice(kept.wrapped.items(), 1):
        keyfile.Wrapping(key).unwrap(row_id, wrapped)
