"""One thing that is wrong, said so that the person in front of it can put it right."""

from dataclasses import dataclass, field

from tequio.foundation.errors.catalogue import entry

LONGEST_VALUE = 60

WHERE = {
    "es": {"file": "archivo", "sheet": "hoja", "row": "fila", "column": "columna", "value": "valor"},
    "en": {"file": "file", "sheet": "sheet", "row": "row", "column": "column", "value": "value"},
}
REMEDY = {"es": "Qué hacer", "en": "What to do"}


@dataclass(frozen=True)
class Problem:
    """A catalogued error with its place. `value` must never be what somebody said: words stay sealed."""

    code: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    facts: dict[str, object] = field(default_factory=dict)

    def what(self, language: str = "es") -> str:
        return entry(self.code).what[language].format_map(self._told())

    def remedy(self, language: str = "es") -> str:
        return entry(self.code).remedy[language].format_map(self._told())

    def _told(self) -> "_Facts":
        """What the words of the catalogue may name: the facts, and the place."""
        return _Facts({"file": self.file, "value": _shortened(self.value), **self.facts})

    def where(self, language: str = "es") -> str:
        names = WHERE[language]
        parts = [f"{names[key]} {getattr(self, key)}" for key in ("file", "sheet", "row", "column")
                 if getattr(self, key) not in ("", None)]
        if self.value:
            parts.append(f"{names['value']} «{_shortened(self.value)}»")
        return ", ".join(parts)

    def message(self, language: str = "es") -> str:
        """What is wrong, where, and what to do, on up to three lines."""
        lines = [f"{self.code}: {self.what(language)}"]
        if place := self.where(language):
            lines.append(f"  {place}")
        lines.append(f"  {REMEDY[language]}: {self.remedy(language)}")
        return "\n".join(lines)


class TequioError(Exception):
    """Raised with a catalogue code; the command line and the pages show `problem.message(language)`."""

    def __init__(self, code: str, *, file: str = "", sheet: str = "", row: int | None = None,
                 column: str = "", value: object = "", **facts: object) -> None:
        self.problem = Problem(code, file, sheet, row, column, "" if value is None else str(value), facts)
        super().__init__(code)

    def __str__(self) -> str:
        return self.problem.message("es")


class _Facts(dict[str, object]):
    """A missing fact shows as its name instead of hiding the error behind a KeyError."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def _shortened(value: str) -> str:
    one_line = " ".join("".join(c if c.isprintable() else "�" for c in value).split())
    return one_line if len(one_line) <= LONGEST_VALUE else one_line[: LONGEST_VALUE - 1] + "…"
