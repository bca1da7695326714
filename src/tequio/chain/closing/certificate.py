"""The certificate: what was done, in counts under the disclosure rule, signed by the installation that did it."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils.translation import override

from tequio import __version__
from tequio.chain.closing import journal as journals
from tequio.chain.closing.journal import STATEMENT, How, Journal
from tequio.foundation.audit.queries import signed_head
from tequio.foundation.audit.signing import sign_statement, stated
from tequio.foundation.errors import TequioError
from tequio.foundation.paper import render_pdf
from tequio.foundation.register import tables
from tequio.protection.disclosure import Coarse, coarse
from tequio.publication.certificate import LANGUAGES, NAMES, CertificateFacts, Row, certificate

FORMAT = "tequio-closure"

def certify(home: Path, journal: Journal) -> list[Path]:
    """Write the signed statement and its pages in both languages; the statement comes last and is the certificate."""
    said = statement(journal)
    signed = _signed(home, said)
    folder = journals.place(home, journal.process)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _step_aside(home, journal)
    made = []
    for language in LANGUAGES:
        made.append(folder / f"{NAMES[language]}.pdf")
        journals.put(made[-1], render_pdf(certificate(facts(said, signed), language)))
    made.append(folder / STATEMENT)
    journals.put(made[-1], json.dumps(signed, ensure_ascii=False, indent=1).encode())
    return made


def statement(journal: Journal) -> dict[str, Any]:
    """What is signed. Counts stand as they may be told outside the team."""
    def shown(count: int) -> int | None:
        return _coarse(journal, count).value

    end = signed_head(journal.process)
    return {
        "format": FORMAT, "version": 1, "tequio": __version__, "how": journal.how.value,
        "process": {"id": str(journal.process), "title": journal.title}, "day": journal.day,
        "decided_by": [{"role": role, "pseudonym": name} for role, name in journal.roles],
        "counts": {"below": journal.threshold, "rounded_to": journal.rounding,
                   "rows": [{"what": table, "left": shown(left), "stayed": shown(stayed)}
                            for table, left, stayed in told(journal)],
                   "keys_destroyed": None if journal.how is How.HAND_OVER else shown(journal.keys),
                   "files_removed": None if journal.how is How.HAND_OVER else journal.files,
                   "who_is_who_destroyed": shown(journal.names_destroyed)},
        "out_of_reach": journal.beyond, "machines": journal.machines, "handed": journal.checksums,
        "earlier": journal.earlier,
        "audit": {"sequence": end.sequence, "digest": end.digest, "signature": end.signature, "signer": end.signer},
    }


def told(journal: Journal) -> list[tuple[str, int, int]]:
    """Tables that people know by name, and one line for all the others."""
    known = [name for name, table in tables().items() if table.counted]
    named = [(row.table, row.left, row.stayed) for row in journal.rows if row.table in known]
    others = [row for row in journal.rows if row.table not in known]
    named.sort(key=lambda row: known.index(row[0]))
    return [*named, ("others", sum(row.left for row in others), sum(row.stayed for row in others))]


def label(table: str, language: str) -> str:
    """What a table is called, or nothing for the line of all others."""
    if table == "others":
        return ""
    with override(language):
        return str(apps.get_model(table)._meta.verbose_name)


def facts(said: dict[str, Any], signed: dict[str, Any]) -> CertificateFacts:
    counts = said["counts"]

    def again(value: int | None) -> Coarse:
        return Coarse(value, counts["below"], counts["rounded_to"])

    return CertificateFacts(
        how=said["how"], title=said["process"]["title"], process=said["process"]["id"], day=said["day"],
        decided=tuple((one["role"], one["pseudonym"]) for one in said["decided_by"]),
        rows=tuple(Row((label(row["what"], "es"), label(row["what"], "en")), again(row["left"]), again(row["stayed"]))
                   for row in counts["rows"]),
        names=again(counts["who_is_who_destroyed"]), threshold=counts["below"], rounding=counts["rounded_to"],
        beyond=tuple(said["out_of_reach"].items()), machines=tuple(said["machines"]),
        checksums=tuple(said["handed"].items()),
        sequence=said["audit"]["sequence"], head=said["audit"]["digest"], fingerprint=fingerprint(said),
        signature=signed["signature"], signer=signed["signer"])


def check(path: Path) -> dict[str, Any]:
    """What a certificate says. Raises TQ-368 when it is not what the installation it names has signed."""
    try:
        signed = json.loads(path.read_text(encoding="utf-8"))
        said: dict[str, Any] = signed["statement"]
        good = said["format"] == FORMAT and stated(signed["signer"], signed["signature"], canonical(said))
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise TequioError("TQ-368", file=path.name) from fault
    if not good:
        raise TequioError("TQ-368", file=path.name)
    return said | {"signer": signed["signer"]}


def canonical(said: dict[str, Any]) -> bytes:
    """The bytes that are signed: keys in order, no blanks, UTF-8."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(said: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(said)).hexdigest()


def _step_aside(home: Path, journal: Journal) -> None:
    """The certificate of a hand-over stays beside the one of the destruction that came later."""
    before = journals.statement(home, journal.process)
    if before and before["statement"]["how"] != journal.how.value:
        folder = journals.place(home, journal.process)
        for name in (*(f"{one}.pdf" for one in NAMES.values()), STATEMENT):
            if (folder / name).exists():
                (folder / name).replace(folder / f"entrega-{name}")


def _signed(home: Path, said: dict[str, Any]) -> dict[str, Any]:
    signature, signer = sign_statement(home, canonical(said))
    return {"statement": said, "signature": signature, "signer": signer}


def _coarse(journal: Journal, count: int) -> Coarse:
    return coarse(count, threshold=journal.threshold, rounding=journal.rounding)
