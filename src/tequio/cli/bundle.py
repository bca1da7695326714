"""`tequio bundle …`: carrying a process between machines. One verb per command, one file per kind of verb."""

import importlib

import click

from tequio.cli.language import words

VERBS = {
    "start": ("bundle_field", "Prepara una máquina nueva y dice su tarjeta.",
              "Prepares a new machine and says its card."),
    "lend": ("bundle_field", "Escribe el primer paquete para una máquina de campo.",
             "Writes the first bundle for a machine of the field."),
    "send": ("bundle_exchange", "Escribe un paquete con lo que otra máquina no tiene.",
             "Writes a bundle with what another machine does not have."),
    "take": ("bundle_exchange", "Recibe paquetes, enteros o por partes.", "Takes bundles, whole or in parts."),
    "rest": ("bundle_exchange", "Escribe sólo las partes que faltaron de un paquete.",
             "Writes only the parts of a bundle that did not arrive."),
    "cards": ("bundle_machines", "Las tarjetas: ver, aceptar, dejar de creer.",
              "The cards: see, accept, stop believing."),
    "conflicts": ("bundle_machines", "Lo que dos máquinas dijeron distinto; decidir.",
                  "What two machines said differently; deciding."),
}


class Exchange(click.Group):
    """The verbs of bundles; each file is imported when one of its verbs is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        found = getattr(importlib.import_module(f"tequio.cli.{VERBS[cmd_name][0]}"), cmd_name)
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(words("Órdenes", "Commands")):
            formatter.write_dl([(name, words(es, en)) for name, (_, es, en) in VERBS.items()])


command = Exchange(
    name="bundle", no_args_is_help=True,
    help=words("Lleva un proceso de una máquina a otra, sellado y firmado, y junta lo que cada una hizo.",
               "Carries a process from one machine to another, sealed and signed, and joins what each did."),
    subcommand_metavar=words("ORDEN [ARGUMENTOS]...", "COMMAND [ARGUMENTS]..."))
