"""Marking words once for the whole process, and taking a mark back."""

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.actions import add
from tequio.protection.reading.entering import renew_texts
from tequio.protection.reading.models import Tap, TapLabel
from tequio.protection.reading.remask import remask
from tequio.protection.reading.tapped import bare, folded, only_public, too_common

LONGEST = 80


def keep_glossary(*, actor: User, process: Process, entries: list[tuple[str, str]]) -> int:
    """Keep the glossary of a process file as marked words; its voices were masked with it already."""
    made = {folded(words): Tap(process=process, words=bare(words), label=label or TapLabel.ALIAS, by=actor.pseudonym)
            for words, label in entries if folded(words)}
    with acting(actor, "review_voice", on=process, process_id=process.pk) as deed:
        deed.count = add(list(made.values()))
    return len(made)


def tap(*, actor: User, process: Process, words: str, label: TapLabel) -> int:
    """Mark words: they are masked in every voice and text at once. How many of them now hide something else.

    Raises TQ-446 for words that everybody says, TQ-447 for a public corporation, which stays named.
    """
    marked = bare(words)[:LONGEST]
    if too_common(marked):
        raise TequioError("TQ-446")
    if only_public(marked):
        raise TequioError("TQ-447")
    with acting(actor, "review_voice", on=process, process_id=process.pk) as deed:
        for same in [row for row in Tap.objects.filter(process=process) if folded(row.words) == folded(marked)]:
            same.delete()
        add([Tap(process=process, words=marked, label=label, by=actor.pseudonym)])
        deed.count = remask(process) + renew_texts(process).again
    return deed.count


def untap(*, actor: User, mark: Tap) -> int:
    """Take a mark back. What it hid shows again only once two people have read it so."""
    process = mark.process
    with acting(actor, "review_voice", on=mark, process_id=process.pk) as deed:
        Tap.objects.filter(pk=mark.pk).delete()
        deed.count = remask(process) + renew_texts(process).again
    return deed.count
