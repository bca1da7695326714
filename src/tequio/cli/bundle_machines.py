"""`tequio bundle cards` and `conflicts`: whom this machine believes, and what only a person can decide."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tequio.chain.django_home import close_home
from tequio.cli.keeping import entered
from tequio.cli.language import words
from tequio.exchange.files import new_file, read_text

if TYPE_CHECKING:
    from tequio.exchange.conflicts import Decision
    from tequio.foundation.accounts.models import User
    from tequio.foundation.places.models import Process

SHORT = 8


@click.command(help=words("La tarjeta de esta máquina y las que conoce; aceptar una, o dejar de creerle.",
                          "This machine's card and those it knows; accepting one, or no longer believing it."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help=words("Escribe la tarjeta de esta máquina en un archivo.",
                                                                   "Writes this machine's card into a file."))
@click.option("--accept", "card_file", type=click.Path(path_type=Path), help=words(
    "Acepta esta tarjeta: desde ahora se intercambia todo el proceso con esa máquina.",
    "Accepts this card: from now on the whole process is exchanged with that machine."))
@click.option("--yes", is_flag=True, help=words("Sus palabras ya se compararon de viva voz.",
                                                "Its words were compared aloud already."))
@click.option("--stop", "stopped", metavar="MACHINE", help=words("Deja de creerle a esta máquina.",
                                                                 "Stops believing this machine."))
@click.option("--passphrase-fd", type=int, help=words("Lee tu frase de paso de este descriptor.",
                                                      "Reads your passphrase from this descriptor."))
def cards(folder: Path, out: Path | None, card_file: Path | None, yes: bool, stopped: str | None,
          passphrase_fd: int | None) -> None:
    text = read_text(card_file.resolve()) if card_file else ""
    out = out.resolve() if out else None
    process, actor = entered(folder, passphrase_fd)
    from tequio.foundation.accounts.permissions import require
    require(actor, "exchange", process_id=process.pk)
    if text:
        _accept(process, actor, text, yes)
    if stopped:
        from tequio.exchange.actions import stop_trusting
        stop_trusting(actor=actor, process=process, name=stopped)
    _list(process, out)
    close_home()


def _accept(process: "Process", actor: "User", text: str, yes: bool) -> None:
    from tequio.exchange.actions import accept_card
    from tequio.exchange.cards import read_card
    card = read_card(text)
    click.echo(f"{card.name}: {card.words}")
    if yes or click.confirm(words("¿Quien tiene esa máquina lee las mismas palabras?",
                                  "Does whoever holds that machine read the same words?")):
        accept_card(actor=actor, process=process, card=card)


def _list(process: "Process", out: Path | None) -> None:
    from django.conf import settings

    from tequio.exchange.cards import Card, card_text, own_card
    from tequio.exchange.queries import machines
    from tequio.foundation.vault.keyring import keyring
    own = own_card(process.pk, keyring.of(process.pk), settings.HOME)
    text = card_text(own, settings.HOME)
    if out:
        with new_file(out) as write:
            write(text.encode())
    click.echo(words(f"Esta máquina es {own.name}. Sus palabras: {own.words}",
                     f"This machine is {own.name}. Its words: {own.words}"))
    for machine in machines(process):
        card = Card(process.pk, machine.recipient, machine.signer)
        state = words("se le cree", "believed") if machine.trusted else words("ya no se le cree", "no longer believed")
        lent = words(", prestada", ", lent") if machine.limits else ""
        click.echo(f"{machine.name} · {state}{lent} · {card.words}")


@click.command(help=words("Lo que dos máquinas dijeron distinto, las dos versiones; escoger una.",
                          "What two machines said differently, both versions; choosing one."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--keep", type=click.Choice(["mine", "theirs"]), help=words(
    "«mine», la que se ve; «theirs», la otra.", "«mine», the one that is shown; «theirs», the other."))
@click.option("--which", metavar="NUMBER", help=words("Cuál; si falta, la primera.", "Which; without it, the first."))
@click.option("--passphrase-fd", type=int, help=words("Lee tu frase de paso de este descriptor.",
                                                      "Reads your passphrase from this descriptor."))
def conflicts(folder: Path, keep: str | None, which: str | None, passphrase_fd: int | None) -> None:
    process, actor = entered(folder, passphrase_fd)
    from tequio.exchange.awaiting import keep_here, take_back_here, waiting
    from tequio.exchange.conflicts import decisions, renamed, resolve
    from tequio.exchange.models import Wish
    from tequio.foundation.accounts.permissions import require
    from tequio.foundation.errors import TequioError
    require(actor, "exchange", process_id=process.pk)
    open_now, asked = decisions(process), waiting(process)
    if keep:
        every = [*(one.id for one in open_now), *(other.id for other in asked)]
        chosen = [one for one in every if str(one).startswith((which or "").casefold())][:1]
        if not chosen:
            raise TequioError("TQ-354")
        if chosen[0] in {one.id for one in open_now}:
            resolve(actor=actor, process=process, conflict=chosen[0], keep=keep)
        else:
            decide = take_back_here if keep == "theirs" else keep_here
            decide(actor=actor, process=process, awaited=chosen[0])
        open_now, asked = decisions(process), waiting(process)
    for one in open_now:
        _show(one)
    for other in asked:
        click.secho(f"{str(other.id)[:SHORT]} · {other.noun} {other.title} · {other.machine}: {Wish(other.wish).label}",
                    bold=True)
        click.echo(words("    mine:   se queda aquí\n    theirs: se retira aquí también",
                         "    mine:   it stays here\n    theirs: it is taken back here as well"))
    for row in renamed(process):
        click.echo(words(f"«{row.said}» ya existía: aquí se llama «{row.shown}».",
                         f"«{row.said}» existed already: here it is called «{row.shown}»."))
    left = len(open_now) + len(asked)
    click.echo(words(f"Por decidir: {left}.", f"To be decided: {left}."))
    close_home()


def _show(one: "Decision") -> None:
    from tequio.exchange.models import Why
    click.secho(f"{str(one.id)[:SHORT]} · {one.noun} {one.title} · {Why(one.why).label}", bold=True)
    gone = words("(no está)", "(not there)")
    for row in one.differences:
        click.echo(f"  {row.column}")
        click.echo(f"    mine:   {gone if one.mine_gone else row.mine}")
        click.echo(f"    theirs: {gone if one.theirs_gone else row.theirs}")
