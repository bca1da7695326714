"""What happened to every row: used, or listed with the reason. Nothing is lost in silence."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

from tequio.listening.importers import REASONS as IMPORTED


@dataclass(frozen=True)
class Listed:
    """A row that could not be used as it stands, and why (a key of REASONS)."""

    file: str
    row: int
    reason: str


@dataclass(frozen=True)
class LeftOut:
    """A column that nothing was taken from, and why (a key of REASONS)."""

    file: str
    column: str
    reason: str


REASONS = IMPORTED | {
    "no_words": {"es": "no dice nada: ni problema ni propuesta", "en": "says nothing: neither problem nor proposal"},
    "no_proposal": {"es": "nombra un problema sin propuesta acordada",
                    "en": "names a problem without an agreed proposal"},
    "diagnosis_refused": {"es": "no permite el uso en el diagnóstico: se guarda y no se codifica",
                          "en": "does not allow use in the diagnosis: it is kept and not coded"},
    "dialogue_refused": {"es": "sólo lo sostienen voces que no permitieron el diálogo: no se lleva a ninguna oficina",
                         "en": "rests only on voices that refused the dialogue: it is taken to no office"},
    "repeated": {"es": "repite otra fila", "en": "repeats another row"},
}


@dataclass
class Stage:
    """One stage of the chain: how long it took, what came in and what went out."""

    name: str
    seconds: float = 0.0
    taken: int = 0
    made: dict[str, int] = field(default_factory=dict)


@dataclass
class Ledger:
    """The account of a build."""

    stages: list[Stage] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)
    used: Counter[str] = field(default_factory=Counter)
    listed: list[Listed] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[Stage]:
        stage, began = Stage(name), perf_counter()
        yield stage
        stage.seconds = round(perf_counter() - began, 3)
        self.stages.append(stage)

    def read(self, file: str, count: int) -> None:
        self.rows[file] += count

    def use(self, file: str, count: int = 1) -> None:
        self.used[file] += count

    def list_row(self, file: str, row: int, reason: str) -> None:
        self.listed.append(Listed(file, row, reason))

    def list_instead(self, file: str, row: int, reason: str) -> None:
        """A row that was counted as used, and is not."""
        self.use(file, -1)
        self.list_row(file, row, reason)

    def leave_out(self, file: str, column: str, reason: str) -> None:
        self.left_out.append(LeftOut(file, column, reason))

    def unaccounted(self) -> dict[str, int]:
        """Rows per file that were neither used nor listed; must be empty at the end of a build."""
        left = {file: count - self.used[file] - sum(row.file == file for row in self.listed)
                for file, count in self.rows.items()}
        return {file: count for file, count in left.items() if count}
