"""`tequio room FOLDER ROUND`: opens a room for one round, and the team's pages beside it, until Ctrl-C."""

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from tequio.chain.django_home import open_home
from tequio.cli.language import words
from tequio.cli.serve import read_passphrase, serve, unlocked
from tequio.foundation.errors import TequioError

if TYPE_CHECKING:
    from tequio.deliberation.models import Round, Sitting
    from tequio.deliberation.room.running import Running
    from tequio.foundation.accounts.models import User


@click.command(help=words(
    "Abre una sala para votar en persona, sin internet. Si la sala ya estaba abierta, sigue donde se quedó.",
    "Opens a room for voting in person, without internet. A room that was open goes on where it was."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("round_key", metavar=words("RONDA", "ROUND"))
@click.option("--address", default="127.0.0.1", show_default=True, help=words(
    "Dirección de esta computadora en el Wi-Fi de la sala.", "Address of this computer on the Wi-Fi of the room."))
@click.option("--port", default=8360, show_default=True, help=words("Puerto de la sala.", "Port of the room."))
@click.option("--phones", is_flag=True, help=words(
    "Con teléfonos, además de papel: sólo si el grupo quiere.", "With phones besides paper: only if the group agrees."))
@click.option("--team-port", default=8350, show_default=True, help=words(
    "Puerto de las páginas del equipo, sólo en esta computadora.",
    "Port of the pages of the team, on this computer only."))
@click.option("--passphrase-fd", type=int, help=words(
    "Lee la frase de paso de este descriptor en vez de preguntarla.",
    "Reads the passphrase from this descriptor instead of asking."))
@click.option("--no-browser", is_flag=True, help=words("No abre el navegador.", "Opens no browser."))
def command(folder: Path, round_key: str, address: str, port: int, phones: bool, team_port: int,
            passphrase_fd: int | None, no_browser: bool) -> None:
    folder = folder.resolve()
    if not (folder / "keys").is_dir():
        raise TequioError("TQ-911", value=folder)
    passphrase = read_passphrase(passphrase_fd)
    open_home(folder)
    process_id, pseudonym = unlocked(folder, passphrase)
    live = opened(process_id, pseudonym, round_key, address=address, port=port, phones=phones)
    click.echo(words(f"La pared: {live.place.url}pared", f"The wall: {live.place.url}pared/en"))
    if phones:
        click.echo(words(f"Los teléfonos: {live.place.url}", f"Phones: {live.place.url}en"))
    serve(process_id, pseudonym, port=team_port, browser=not no_browser)


def opened(process_id: UUID, pseudonym: str, round_key: str, *, address: str, port: int, phones: bool) -> "Running":
    """The room of the round's sitting that is not over yet, or of a new one. Raises TQ-628, TQ-311 and as `start`."""
    from tequio.deliberation.models import Round
    from tequio.deliberation.room.opening import prepare_room
    from tequio.deliberation.room.running import start
    from tequio.foundation.accounts.models import User
    rounds = {row.key: row for row in Round.objects.filter(process_id=process_id).select_related("process")}
    if round_key not in rounds:
        raise TequioError("TQ-628", round=round_key, known=", ".join(rounds) or "–")
    actor = User.objects.get(process_id=process_id, pseudonym=pseudonym)
    sitting = _sitting(actor, rounds[round_key])
    return start(prepare_room(actor=actor, sitting=sitting, phones=phones, address=address, port=port))


def _sitting(actor: "User", round: "Round") -> "Sitting":
    from tequio.deliberation.models import Phase, Sitting, Way
    from tequio.deliberation.rounds.actions import open_sittings
    waiting = Sitting.objects.filter(round=round, way=Way.ROOM).exclude(phase=Phase.DONE).first()
    if waiting:
        return waiting
    made = Sitting(process_id=round.process_id, round=round, title=words("Sala", "Room"))
    made.key = f"{round.key[:70]}-{made.pk.hex[:8]}"
    open_sittings(actor=actor, round=round, sittings=[made])
    return made
