"""Running the chain: into a folder that is moved into place only when every stage and the account held."""

import json
import resource
import secrets
import shutil
import signal
import sys
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from mnemonic import Mnemonic

from tequio import __version__
from tequio.chain.account import coarse_account, keep_exact
from tequio.chain.closing.journal import refusal
from tequio.chain.django_home import close_home, move_home, open_home
from tequio.chain.ledger import REASONS, Ledger
from tequio.chain.process_file import ProcessFile, read_process_file
from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.errors.catalogue import LANGUAGES

Tell = Callable[[str, str], None]


@dataclass(frozen=True)
class Built:
    """What a finished build hands back: the folder, the process, the passphrase that opens it and whose it is."""

    folder: Path
    process_id: uuid.UUID
    passphrase: str
    person: str
    ledger: Ledger
    fingerprint: str


def prepare(folder: Path) -> Path:
    """A private staging folder beside `folder`.

    Raises TQ-360 when a process was closed there, TQ-131 when it holds something, TQ-132 when it cannot be made.
    """
    if why := refusal(folder):
        raise why
    if folder.is_symlink() or folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise TequioError("TQ-131", file=str(folder))
    staging = folder.with_name(f"{folder.name}.partial")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(mode=0o700)
    except OSError as fault:
        raise TequioError("TQ-132", file=str(folder)) from fault
    return staging


def finish(staging: Path, folder: Path) -> None:
    """Move the staging folder into place in one step."""
    if folder.is_dir():
        folder.rmdir()
    staging.replace(folder)


def build(path: Path, folder: Path, *, passphrase: str | None = None, tell: Tell = lambda *_: None,
          language: str = "es", allow_outside: bool = False) -> Built:
    """Run the whole chain over a process file, headless.

    The process file is read before anything is written. Raises TequioError; nothing stays behind then.
    """
    declared = read_process_file(path, allow_outside=allow_outside)
    folder = folder.resolve()
    staging = prepare(folder)
    try:
        with stopped_tidily():
            built = _run(declared, staging, folder, passphrase or six_words(), tell, language)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    return built


@contextmanager
def stopped_tidily() -> Iterator[None]:
    """A request to stop ends what is inside as an error does, so that nothing half-made stays on the disk."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals reach the main thread alone
        return
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


def _run(declared: ProcessFile, staging: Path, folder: Path, passphrase: str, tell: Tell, language: str) -> Built:
    open_home(staging)
    # Models can be imported only once Django knows its home.
    from tequio.chain.stages.run import BUILDER, run_stages
    from tequio.foundation.places.models import Process
    ledger = Ledger()
    process_id = run_stages(declared, staging, passphrase, ledger, tell, language=language)
    report = staging / "build.json"
    exact = account(ledger)
    process = Process.objects.get(pk=process_id)
    told = coarse_account(exact, ledger, declared.sources, threshold=process.threshold, rounding=process.rounding)
    report.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    report.chmod(0o600)
    from tequio.foundation.vault.team import fingerprint_of
    fingerprint = fingerprint_of(process, BUILDER)
    # Inside a checkout, one «git add .» would publish it all.
    (staging / ".gitignore").write_text("*\n", encoding="ascii")
    keep_exact(staging, process_id, exact)
    close_home()
    finish(staging, folder)
    move_home(folder)
    return Built(folder, process_id, passphrase, BUILDER, ledger, fingerprint)


def account(ledger: Ledger) -> dict[str, Any]:
    """The exact report: seconds, counts and rows; words of people have no place in it."""
    listed = Counter(row.file for row in ledger.listed)
    return {
        "stages": [asdict(stage) for stage in ledger.stages],
        "rows": {file: {"read": count, "used": ledger.used[file],
                        "listed": listed[file], "outside": ledger.outside[file]}
                 for file, count in ledger.rows.items()},
        "listed": [asdict(row) | {"why": REASONS[row.reason]} for row in ledger.listed],
        "left_out": [asdict(column) | {"why": REASONS[column.reason]} for column in ledger.left_out],
        "notices": [noticed(problem) for problem in ledger.notices],
        "seconds": round(sum(stage.seconds for stage in ledger.stages), 3),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "versions": {"tequio": __version__, "python": sys.version.split()[0]},
    }


def noticed(problem: Problem) -> dict[str, Any]:
    """Something that was noticed in a file: its place, what it is and what can be done about it, in both languages."""
    place = {name: said for name in ("file", "sheet", "row", "column") if (said := getattr(problem, name))}
    return {"code": problem.code, **place, "what": {language: problem.what(language) for language in LANGUAGES},
            "remedy": {language: problem.remedy(language) for language in LANGUAGES}}


def six_words() -> str:
    """A fresh passphrase of six words of the BIP-39 Spanish list (66 bits)."""
    return " ".join(secrets.choice(Mnemonic("spanish").wordlist) for _ in range(6))
