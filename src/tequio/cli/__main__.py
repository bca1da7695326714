"""`./tequio COMMAND`: finds the command, speaks the language asked for, and turns known errors into sentences."""

import importlib
import os
import signal
import sys
from dataclasses import dataclass
from importlib.util import find_spec

import click

from tequio import __version__
from tequio.cli.language import LANGUAGES, asked_for, choose, chosen, words
from tequio.cli.memory import keep_in_memory
from tequio.foundation.errors import TequioError

PROGRAM = "./tequio"


@dataclass(frozen=True)
class Command:
    """Where a command lives, and the line that stands for it in `--help` without importing it."""

    module: str
    es: str
    en: str


COMMANDS = {
    "demo": Command("demo", "Construye el proceso de demostración y lo abre en el navegador.",
                    "Builds the demonstration process and opens it in the browser."),
    "build": Command("build", "Recorre toda la cadena a partir de un archivo de proceso.",
                     "Runs the whole chain from a process file."),
    "account": Command("account", "La cuenta exacta de lo que se construyó, fila por fila.",
                       "The exact account of what was built, row by row."),
    "serve": Command("serve", "Sirve las páginas de un proceso ya construido.",
                     "Serves the pages of a process that was built."),
    "room": Command("room", "Abre una sala para votar en persona, sin internet.",
                    "Opens a room for voting in person, without internet."),
    "trace": Command("trace", "Quién está detrás de una línea, y qué fue de lo que se dijo.",
                     "Who stands behind a line, and what became of what was said."),
    "xlsform": Command("xlsform", "Escribe la guía de un encuentro como formulario para Kobo u ODK.",
                       "Writes the guide of an encounter as a form for Kobo or ODK."),
    "dossier": Command("dossier", "Escribe el expediente para un comité de ética y la protección de datos.",
                       "Writes the dossier for an ethics committee and data protection."),
    "publish": Command("publish", "Escribe el sitio público que pasó la revisión.",
                       "Writes the public site that passed the release gate."),
    "capture": Command("capture", "Notas tomadas en teléfonos, sin internet.",
                       "Notes taken on phones without internet."),
    "certificate": Command("certificate", "Hace el certificado que los teléfonos instalan para las notas.",
                           "Makes the certificate that phones install for the notes."),
    "people": Command("people", "Quién trabaja en un proceso; agregar y quitar personas.",
                      "Who works in a process; adding and removing people."),
    "recovery": Command("recovery", "Reparte la recuperación entre quienes custodian, o vuelve a entrar con ellos.",
                        "Shares recovery out among trustees, or gets back in with them."),
    "backup": Command("backup", "Respalda un proceso en un archivo sellado.",
                      "Backs a process up into one sealed file."),
    "restore": Command("restore", "Recupera un respaldo en una carpeta nueva.",
                       "Restores a backup into a new folder."),
    "bundle": Command("bundle", "Lleva un proceso de una máquina a otra y junta lo que cada una hizo.",
                      "Carries a process from one machine to another and joins what each did."),
    "purge": Command("purge", "Destruye lo que ya cumplió su plazo.",
                     "Destroys what has reached its due day."),
    "close": Command("close", "Cierra un proceso: lo entrega, lo archiva o lo destruye, con certificado.",
                     "Closes a process: hands it over, archives or destroys it, with a certificate."),
    "recipient": Command("recipient", "Hace la dirección a la que otra organización te entrega un proceso.",
                         "Makes the address to which another organisation hands a process over to you."),
    "audit": Command("audit", "Comprueba y muestra el registro de quién hizo qué.",
                     "Checks and shows the record of who did what."),
    "deidentify": Command("deidentify", "Tapa nombres, lugares y números en un texto.",
                          "Masks names, places and numbers in a text."),
    "opinions": Command("opinions", "Grupos de opinión y acuerdos a partir de una tabla de votos.",
                        "Opinion groups and common ground from a table of votes."),
    "reproduction": Command("reproduction", "Cuánto de lo registrado sigue a lo anterior, ahí y al lado.",
                            "How much of what is recorded follows what came before, there and next door."),
    "convert": Command("convert", "Pasa un proyecto de análisis de un formato a otro: NVivo, QualCoder, Taguette.",
                       "Brings a project of analysis from one format to another: NVivo, QualCoder, Taguette."),
    "export": Command("export", "Lleva lo codificado a otra herramienta de análisis.",
                      "Takes what was coded to another tool of analysis."),
    "import": Command("bring", "Trae lo codificado en otra herramienta de análisis.",
                      "Brings in what was coded in another tool of analysis."),
    "agreement": Command("agreement", "Qué tanto coinciden quienes codificaron, a partir de una tabla.",
                         "How far coders agree, from a table."),
    "doctor": Command("doctor", "Revisa esta máquina y dice qué le falta.",
                      "Checks this machine and says what it lacks."),
    "test": Command("testing", "Revisa el código y corre las pruebas.",
                    "Checks the code and runs the tests."),
}


class House(click.Group):
    """The commands that are here; each module is imported when its command is called, and no sooner."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, command in COMMANDS.items() if find_spec(f"tequio.cli.{command.module}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        found = importlib.import_module(f"tequio.cli.{COMMANDS[cmd_name].module}").command
        assert isinstance(found, click.Command)
        return found

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str, click.Command, list[str]]:
        command = self.get_command(ctx, args[0])
        if command is None:
            raise TequioError("TQ-901", value=args[0], known=", ".join(self.list_commands(ctx)))
        return args[0], command, args[1:]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, words(COMMANDS[name].es, COMMANDS[name].en)) for name in self.list_commands(ctx)]
        if rows:
            with formatter.section(words("Órdenes", "Commands")):
                formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except TequioError as error:
            click.echo(error.problem.message(chosen()), err=True)
            ctx.exit(2)


def house() -> House:
    """The root command in the language chosen so far."""
    return House(
        help=words("Seguridad humana construida desde abajo, como una sola cadena.",
                   "Human security built from below, as one chain."),
        epilog=words(f"Cada orden se explica con {PROGRAM} ORDEN --help.",
                     f"Each command explains itself with {PROGRAM} COMMAND --help."),
        options_metavar=words("[OPCIONES]", "[OPTIONS]"),
        subcommand_metavar=words("ORDEN [ARGUMENTOS]...", "COMMAND [ARGUMENTS]..."),
        no_args_is_help=True,
        params=[_language_option(), _version_option()],
    )


def main() -> None:
    # Database, write-ahead log, masked texts: whatever a command writes is for this account alone.
    os.umask(0o077)
    # A request to stop ends a command as an error does, so that nothing half-made stays on the disk.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    keep_in_memory()
    choose(asked_for(sys.argv[1:], os.environ))
    house()(prog_name=PROGRAM)


def _language_option() -> click.Option:
    return click.Option(
        ["--lang"], type=click.Choice(LANGUAGES), expose_value=False, is_eager=True,
        callback=lambda ctx, param, value: choose(value) if value else None,
        help=words("Idioma: español o inglés.", "Language: Spanish or English."),
    )


def _version_option() -> click.Option:
    return click.Option(
        ["--version"], is_flag=True, expose_value=False, is_eager=True, callback=_print_version,
        help=words("Dice la versión y termina.", "Says the version and ends."),
    )


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"tequio {__version__}")
        ctx.exit()


if __name__ == "__main__":
    main()
