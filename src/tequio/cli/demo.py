"""`tequio demo`: builds the demonstration process in a fresh folder, then serves it."""

import tempfile
from pathlib import Path

import click
from rich.console import Console

from tequio.chain.build import build
from tequio.cli.build import say_where
from tequio.cli.language import chosen, words
from tequio.cli.progress import report, told
from tequio.cli.serve import serve
from tequio.demo import PROCESS_FILE


@click.command(help=words("Construye el proceso de demostración y lo abre en el navegador.",
                          "Builds the demonstration process and opens it in the browser."))
@click.option("--out", "folder", type=click.Path(path_type=Path),
              help=words("Carpeta nueva para la demostración.", "New folder for the demonstration."))
@click.option("--no-serve", is_flag=True, help=words("Sólo construye.", "Only builds."))
@click.option("--no-browser", is_flag=True, help=words("No abre el navegador.", "Opens no browser."))
@click.option("--port", default=8350, show_default=True)
def command(folder: Path | None, no_serve: bool, no_browser: bool, port: int) -> None:
    console = Console()
    console.print(words(
        "Demostración: cuatro municipios inventados, a semejanza de las cuatro ciudades del método "
        "(Acapulco, Apatzingán, Guadalupe, Tijuana). Voces, oficinas, cifras y votos son inventados.",
        "Demonstration: four invented municipalities, modelled on the four cities of the method "
        "(Acapulco, Apatzingán, Guadalupe, Tijuana). Voices, offices, figures and votes are invented."),
        highlight=False, soft_wrap=True)
    folder = folder or Path(tempfile.mkdtemp(prefix="tequio-demo-")) / "demo"
    with told(console) as tell:
        built = build(PROCESS_FILE, folder, tell=tell, language=chosen())
    report(console, built.ledger)
    say_where(console, built, secret=True)
    if not no_serve:
        serve(built.process_id, built.person, port=port, browser=not no_browser)
