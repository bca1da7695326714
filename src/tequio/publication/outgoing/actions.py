"""Two people sign the same list, and what stands in it is written as the public site: by page and command alike."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from django.db.models import Max
from django.utils.translation import gettext as _

from tequio.agendas.queries import agendas
from tequio.deliberation.compose import compose as compose_round
from tequio.deliberation.queries import closed_rounds
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, today
from tequio.foundation.audit.browser import SAME_BROWSER, signed_first, signed_from_one_browser
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.actions import add
from tequio.protection import release
from tequio.protection.actions import record_release, tell_gaps_due
from tequio.protection.masking import names_that_leave
from tequio.protection.models import Release
from tequio.protection.reading.entering import renew_texts
from tequio.protection.reading.standing import Passed
from tequio.protection.signed import attested, check_counts
from tequio.publication.files import file_name, public_marks, round_marks, round_name
from tequio.publication.models import Edition
from tequio.publication.outgoing.lacking import in_one_line
from tequio.publication.outgoing.models import Signing
from tequio.publication.outgoing.queries import list_digest, open_signing, outgoing, public_content
from tequio.publication.outgoing.states import Outgoing, chosen, contents
from tequio.publication.site import site_files, write_site


@dataclass(frozen=True)
class ListShown:
    """Every document that could leave, after what was written since went through the detector."""

    documents: list[Outgoing]
    passed: Passed

    def digest(self, rows: Sequence[Outgoing]) -> str:
        """What somebody who signs these documents has seen."""
        return list_digest(self.passed, rows)


def look(*, actor: User, process: Process) -> ListShown:
    """What would leave now, with everything that was written since put into the queue of readings."""
    with acting(actor, "sign_release", on=process, process_id=process.pk) as deed:
        tell_gaps_due(actor=actor, process=process)
        renewed = renew_texts(process)
        deed.count, deed.because = renewed.new + renewed.again, "looked"
        passed = Passed(process)
        return ListShown(outgoing(process, passed), passed)


def sign_list(*, actor: User, process: Process, names: Collection[str], seen: str) -> Signing:
    """Sign what the documents called `names` say now; the second of two people to do so lets them out.

    `seen` is the digest of the list that was looked at. Raises TQ-781 for no document, TQ-782 for one that is not
    there, TQ-783 while something stands in the way, TQ-784 when it is no longer what was seen, TQ-785 when the same
    person signs the same list twice, TQ-518 or TQ-519 for somebody who does not count as another person yet.
    """
    with acting(actor, "sign_release", on=process, process_id=process.pk) as deed:
        check_counts(actor, process)
        tell_gaps_due(actor=actor, process=process)
        renew_texts(process)
        passed = Passed(process)
        rows = signable(outgoing(process, passed), names)
        digest = list_digest(passed, rows)
        if seen != digest:
            raise TequioError("TQ-784")
        standing = open_signing(process)
        if standing is None or standing.digest != digest or standing.pk not in attested([standing]):
            # Another list than the one that was signed: it takes two people anew.
            Signing.objects.filter(process=process, release_id=None).delete()
            last = Signing.objects.filter(process=process).aggregate(n=Max("number"))["n"] or 0
            made = Signing(process=process, number=last + 1, day=today(), first=actor.pseudonym, digest=digest,
                           names=sorted(one.name for one in rows), contents=contents(rows))
            made.save(force_insert=True)
            signed_first(made.pk)
            return made
        if standing.first == actor.pseudonym:
            raise TequioError("TQ-785")
        if signed_from_one_browser(standing.pk):
            deed.because = SAME_BROWSER
        first = User.objects.get(process=process, pseudonym=standing.first)
        standing.release_id = record_release(actor=first, second=actor, process=process, title=process.name).pk
        standing.save(update_fields=["release_id"])
    return standing


def take_back_signature(*, actor: User, signing: Signing) -> None:
    """A list that waits for its second signature is nobody's any more. Raises TQ-786 once two people signed it."""
    with acting(actor, "sign_release", on=signing, process_id=signing.process_id) as deed:
        deed.because = "taken_back"
        row = Signing.objects.select_for_update().get(pk=signing.pk)
        if row.release_id:
            raise TequioError("TQ-786")
        row.delete()


def publish_signed(*, actor: User, signing: Signing, folder: Path) -> dict[str, int]:
    """Write the public site that two people signed. Raises TQ-788 for a list that is not signed by two or was written,
    TQ-784 when it is no longer what they signed."""
    process = signing.process
    with acting(actor, "release", on=signing, process_id=process.pk):
        row = Signing.objects.select_for_update().get(pk=signing.pk)
        if row.release_id is None or row.folder or row.pk not in attested([row]):
            raise TequioError("TQ-788")
        renew_texts(process)
        passed = Passed(process)
        rows = chosen(outgoing(process, passed), row.names)
        if list_digest(passed, rows) != row.digest:
            raise TequioError("TQ-784")
        agreed = Release.objects.get(pk=row.release_id)
        if agreed.pk not in attested([agreed]):
            raise TequioError("TQ-788")
        written = _write(process, row, passed, (agreed.first_approval, agreed.second_approval), folder)
        add([Edition(process=process, day=today(), name=name, mark=_("publicado"), release_id=row.release_id,
                     sha256=hashlib.sha256(data).hexdigest()) for name, data in written.items()])
        row.folder = folder.name.removesuffix(".partial")[:120]
        row.save(update_fields=["folder"])
    return {"agendas": sum(one.kind == "agenda" for one in rows), "rounds": sum(one.kind == "round" for one in rows),
            "documents": len(written)}


def _write(process: Process, row: Signing, passed: Passed, approvals: tuple[str, str],
           folder: Path) -> dict[str, bytes]:
    instead, names = _("[no se publica]"), names_that_leave(process)
    released = {file_name(agenda): release.public(
        public_content(process, agenda), mask=passed.mask, marks=public_marks(process, agenda), approvals=approvals,
        read=passed, instead=instead, names=names) for agenda in agendas(process) if file_name(agenda) in row.names}
    weighed = {round_name(held): release.public(
        compose_round(held), mask=passed.mask, marks=round_marks(process), approvals=approvals, read=passed,
        instead=instead, names=names)
        for held in closed_rounds(process) if round_name(held) in row.names}
    files = write_site(folder, site_files(released, process, weighed, title=release.with_names(process.name, names)))
    (folder / "sitio.css").write_text(_stylesheet(), encoding="utf-8")
    return files


def signable(every: list[Outgoing], names: Collection[str]) -> list[Outgoing]:
    """The documents of a list that may be signed. Raises TQ-781, TQ-782, TQ-783."""
    if not names:
        raise TequioError("TQ-781")
    unknown = set(names) - {one.name for one in every}
    if unknown:
        raise TequioError("TQ-782", value=", ".join(sorted(unknown)), there=", ".join(one.name for one in every))
    rows = chosen(every, names)
    held = [one for one in rows if not one.ready]
    if held:
        raise TequioError("TQ-783", which="; ".join(in_one_line(one) for one in held))
    return rows


def _stylesheet() -> str:
    return resources.files("tequio.publication").joinpath("templates/publication/site.css").read_text("utf-8")
