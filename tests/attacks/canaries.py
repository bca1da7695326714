"""A process in which every field that holds words of people sings: `write_process(folder)` makes its files.

The words are generated from `KINDS`, so a new kind of source or a new field of words has its canary at birth.
"""

import csv
from pathlib import Path

from tequio.chain.kinds import KINDS, As, Field

# What each kind needs beside its words for the chain to hold together.
ROWS: dict[str, dict[str, str]] = {
    "encounters": {"key": "E1", "kind": "taller", "status": "realizado", "week": "2025-03-03", "attendance": "g:12",
                   "facilitator": "Ceiba", "recording": "notas", "consent": "diagnostico; cita; dialogo"},
    "voices": {"key": "V1", "encounter": "E1", "group": "g"},
    "kobo": {"_uuid": "1", "group": "g", "agrees": "si"},
    "odk": {"KEY": "uuid:1", "group": "g", "agrees": "si"},
    "survey": {"group": "g", "agrees": "si"},
    "agenda_list": {"key": "L1", "group": "g"},
    "silences": {"key": "S1", "encounter": "E1", "kind": "tema_evitado"},
    "codings": {"voice": "V1", "code": "VN2", "coder": "Colibrí", "status": "aceptada"},
    "links": {"voice": "V1", "origin": "VN2", "relation": "alimenta", "goal": "EF3"},
    "findings": {"key": "H1", "kind": "contexto", "group": "g", "voices": "V1", "converge": "g"},
    "statements": {"key": "A1", "round": "r1", "voice": "V1", "answer": "no"},
    "votes": {"round": "r1", "participant": "1", "statement": "A1", "vote": "1"},
    "proposals": {"key": "P1", "group": "g", "voices": "V1", "findings": "H1", "priority": "1"},
    "duties": {"proposal": "P1", "sphere": "municipio", "institution": "i"},
    "principle_reviews": {"proposal": "P1", "principle": "1", "judgement": "cumple"},
    "reproduction_reviews": {"proposal": "P1", "answer": "riesgo"},
    "returns": {"group": "g", "outcome": "validada", "week": "2025-04-07"},
    "national_items": {"key": "N1", "proposals": "P1", "shared": "centro"},
    "responses": {"key": "R1", "proposal": "P1", "institution": "i", "kind": "acepta", "day": "2025-06-02"},
    "commitments": {"key": "C1", "response": "R1"},
    "actions": {"key": "X1", "commitment": "C1"},
    "verdicts": {"proposal": "P1", "wave": "1", "official": "cumplido", "community": "mejoro", "groups": "g"},
    "consultation": {"key": "K1", "group": "g", "section": "Luz"},
}
HEAD = """
[process]
name = "Canarios"
[[territories]]
key = "centro"
name = "Centro de Prueba"
[[groups]]
key = "g"
es = "Mujeres"
[[institutions]]
key = "i"
name = "Ayuntamiento de Prueba"
"""


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
    return f"Dijo {canary(kind, field.name)} que así fue"


def canaries() -> list[str]:
    return [canary(kind, field.name) for kind in ROWS for field in KINDS[kind].fields
            if field.read in (As.WORDS, As.NOTES) and (kind, field.name) != ("codings", "quote")]


def write_process(folder: Path) -> Path:
    lines = [HEAD]
    for kind, needed in ROWS.items():
        row = {field.name: words_of(kind, field) for field in KINDS[kind].fields
               if field.read in (As.WORDS, As.NOTES)} | needed
        with (folder / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(row))
            writer.writeheader()
            writer.writerow(row)
        lines.append(f'[[sources]]\nkind = "{kind}"\nfile = "{kind}.csv"\n')
    (folder / "rondas.toml").write_text('[[rounds]]\nkey = "r1"\nterritory = "centro"\n', encoding="utf-8")
    (folder / "agenda.toml").write_text(
        f'context = "{words_of("agenda", Field("context", ""))}"\n[[opening]]\ngrupo = "g"\n'
        f'texto = "{words_of("agenda", Field("opening", ""))}"\n', encoding="utf-8")
    lines.append('[[sources]]\nkind = "rounds"\nfile = "rondas.toml"\n'
                 '[[sources]]\nkind = "agenda"\nfile = "agenda.toml"\nterritory = "centro"\n')
    path = folder / "canarios.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
