"""What happened to every row: used, or listed with the reason. Nothing is lost in silence."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

from tequio.foundation.errors import Problem
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
    "moderated": {"es": "la moderación de la plataforma la sacó", "en": "the moderators of the platform took it out"},
    "vote_moderated": {"es": "voto sobre una afirmación que la moderación sacó",
                       "en": "vote on a statement that the moderators took out"},
    "reason_moderated": {"es": "razón sobre una afirmación que la moderación sacó",
                         "en": "reason on a statement that the moderators took out"},
    "unknown": {"es": "nombra algo que no existe en el proceso",
                "en": "names something that the process does not have"},
    "hidden": {"es": "la plataforma la ocultó", "en": "the platform hid it"},
    "taken_back": {"es": "la retiró quien la propuso", "en": "whoever proposed it took it back"},
    "total": {"es": "suma de las demás filas", "en": "sum of the other rows"},
    "note": {"es": "nota debajo de la tabla", "en": "note below the table"},
    "diagnosis_refused": {"es": "no permite el uso en el diagnóstico: se guarda y no se codifica",
                          "en": "does not allow use in the diagnosis: it is kept and not coded"},
    "no_safeguard": {"es": "dice que hay riesgo y no qué lo evita: esa propuesta sigue sin revisar",
                     "en": "it says that there is a risk and not what keeps it off: that proposal is still unreviewed"},
    "dialogue_refused": {"es": "sólo lo sostienen voces que no permitieron el diálogo: no se lleva a ninguna oficina",
                         "en": "rests only on voices that did not allow the dialogue: it is taken to no office"},
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
    # Rows that the process file itself leaves outside, by file: those that `only` and `last_row` do not take.
    outside: Counter[str] = field(default_factory=Counter)
    # What was noticed in files that could be read all the same; never with words of anybody.
    notices: list[Problem] = field(default_factory=list)
    # File and row that are being read, for a fault that does not know its row.
    here: tuple[str, int] = ("", 0)

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
        """Rows per file that were neither used, listed nor left outside; must be empty at the end of a build."""
        listed = Counter(row.file for row in self.listed)
        left = {file: count - self.used[file] - self.outside[file] - listed[file]
                for file, count in self.rows.items()}
        return {file: count for file, count in left.items() if count}
