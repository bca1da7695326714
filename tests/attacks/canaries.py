"""A process in which every cell sings that is free to say anything: `write_process(folder)` makes its files.

The words are generated from `KINDS`, so a new kind of source or a new field has its canary at birth. Names of files
sing as well, and what a process file calls things.
"""

import csv
from pathlib import Path

from tequio.chain.kinds import KINDS, As, Field

# What each kind needs beside its words for the chain to hold together.
ASKED = {"group": "g", "territory": "", "encounter": "", "week": "", "agrees": "si", "consent": ""}
ROWS: dict[str, dict[str, str]] = {
    "encounters": {"key": "E1", "territory": "centro", "kind": "taller", "status": "realizado", "week": "2025-03-03",
                   "attendance": "g:12", "recording": "notas", "consent": "diagnostico; cita; dialogo"},
    "voices": {"key": "V1", "encounter": "E1", "group": "g", "consent": ""},
    "kobo": {"_uuid": "1", **ASKED},
    "odk": {"KEY": "uuid:1", **ASKED},
    "survey": ASKED,
    "agenda_list": {"key": "L1", "group": "g", "territory": "", "priority": "alta"},
    "silences": {"key": "S1", "encounter": "E1", "territory": "", "group": "g", "kind": "tema_evitado"},
    "codings": {"voice": "V1", "code": "VN2", "status": "aceptada"},
    "links": {"voice": "V1", "origin": "VN2", "relation": "alimenta", "goal": "EF3"},
    "findings": {"key": "H1", "kind": "contexto", "group": "g", "voices": "V1", "converge": "g", "territory": ""},
    "indicators": {"key": "I1", "origin": "oficial"},
    "observations": {"indicator": "I1", "period": "2024", "value": "3", "territory": ""},
    "statements": {"key": "A1", "round": "r1", "voice": "V1", "proposal": "", "answer": "no"},
    "votes": {"round": "r1", "statement": "A1", "vote": "1", "group": "g", "sitting": "", "moment": "", "order": ""},
    "proposals": {"key": "P1", "group": "g", "voices": "V1", "findings": "H1", "priority": "1", "before": "",
                  "territory": "", "operation": ""},
    "duties": {"proposal": "P1", "sphere": "municipio", "institution": "i"},
    "principle_reviews": {"proposal": "P1", "principle": "1", "judgement": "cumple"},
    "reproduction_reviews": {"proposal": "P1", "answer": "riesgo"},
    "returns": {"group": "g", "outcome": "validada", "week": "2025-04-07", "territory": ""},
    "national_items": {"key": "N1", "proposals": "P1", "shared": "centro"},
    "responses": {"key": "R1", "proposal": "P1", "item": "", "institution": "i", "kind": "acepta", "day": "2025-06-02"},
    "commitments": {"key": "C1", "response": "R1"},
    "actions": {"key": "X1", "commitment": "C1"},
    "verdicts": {"proposal": "P1", "item": "", "wave": "1", "official": "cumplido", "community": "mejoro",
                 "groups": "g"},
    "consultation": {"key": "K1", "territory": "", "group": "g", "priority": "alta"},
}
HEAD = """
[process]
name = "Canarios"
[[territories]]
key = "centro"
name = "Centro de Prueba"
[[groups]]
key = "g"
es = "Mujeres de doña Xóchitl Zargrupo"
[[institutions]]
key = "i"
name = "Consejo de Xóchitl Zaroficina"
"""
TRANSCRIPT = """Facilitadora: ¿Qué pasa aquí?
Petra: Dijo Xóchitl Zartranscrita que así fue, y que las lámparas siguen apagadas.
"""
# Names that are public by nature: whoever holds the database reads them, and what leaves is masked.
PUBLIC = ("Zargrupo", "Zaroficina", "Zarronda", "Zarpregunta", "Zaragenda", "Zarindicatorsname", "Zarindicatorsunit",
          "Zarindicatorsinstrument", "Zarindicatorsvintage", "Zarindicatorsnote")
# Of places as well, and drafts for the team list how they were written.
PLACES = ("Zarkoboplace", "Zarodkplace", "Zarsurveyplace", "Zarconsultationplace")
FREE = (As.TEXT, As.WORDS, As.NOTES, As.THEME, As.KEYS)


def canary(kind: str, field: str) -> str:
    """A word that stands nowhere else, in the shape of a person's name, so that the detector masks it too."""
    letters = "".join(letter for letter in f"{kind}{field}" if letter.isalpha())
    return f"Xóchitl Zar{letters}"


def words_of(kind: str, field: Field) -> str:
    # A quote must stand in its voice: both sing the same song.
    if (kind, field.name) == ("codings", "quote"):
        return canary("voices", "text")
    if field.read is As.NOTES:
        return f"g: dice {canary(kind, field.name)}"
    if field.read not in (As.WORDS, As.THEME):
        return canary(kind, field.name)
    return f"Dijo {canary(kind, field.name)} que así fue"


def free(kind: str) -> list[Field]:
    """The cells of a kind that nothing else has to find: those of keys and choices stand in `ROWS`."""
    return [field for field in KINDS[kind].fields if field.read in FREE and field.name not in ROWS[kind]]


def canaries() -> list[str]:
    return [canary(kind, field.name) for kind in ROWS for field in free(kind)
            if (kind, field.name) != ("codings", "quote")]


def file_of(kind: str) -> str:
    return f"Dijo {canary(kind, 'archivo')} que así fue"


def write_process(folder: Path) -> Path:
    lines = [HEAD]
    for kind, needed in ROWS.items():
        row = {field.name: words_of(kind, field) for field in free(kind)} | needed
        with (folder / f"{file_of(kind)}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(row))
            writer.writeheader()
            writer.writerow(row)
        named = "".join(f'{field.name} = "{field.name}"\n' for field in free(kind) if field.only_named)
        lines.append(f'[[sources]]\nkind = "{kind}"\nfile = "{file_of(kind)}.csv"\n'
                     + (f"[sources.columns]\n{named}" if named else ""))
    (folder / f"{file_of('transcript')}.txt").write_text(TRANSCRIPT, encoding="utf-8")
    lines.append(f'[[sources]]\nkind = "transcript"\nfile = "{file_of("transcript")}.txt"\n'
                 '[sources.values]\ngroup = "g"\nconsent = "diagnostico; cita; dialogo"\n')
    (folder / "rondas.toml").write_text(
        '[[rounds]]\nkey = "r1"\nterritory = "centro"\ntitle = "Ronda de doña Xóchitl Zarronda"\n'
        'question = "¿Qué hacemos con Xóchitl Zarpregunta?"\n', encoding="utf-8")
    (folder / "agenda.toml").write_text(
        f'title = "Agenda de doña Xóchitl Zaragenda"\n'
        f'context = "{words_of("agenda", Field("context", "", As.WORDS))}"\n[[opening]]\ngrupo = "g"\n'
        f'texto = "{words_of("agenda", Field("opening", "", As.WORDS))}"\n', encoding="utf-8")
    lines.append('[[sources]]\nkind = "rounds"\nfile = "rondas.toml"\n'
                 '[[sources]]\nkind = "agenda"\nfile = "agenda.toml"\nterritory = "centro"\n')
    path = folder / "canarios.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
