"""The files of the notes on a phone: what they are called there, what is in them, and their version.

Everything of the live system is answered with `no-store`; these alone a phone may keep, in its worker's cache, so that
the page opens where there is no connection. The list is written out here. Nothing on it depends on a process, an
encounter or a person: two phones of two teams hold the same bytes.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tequio.listening.capture.notes import LONGEST_TEXT
from tequio.listening.entry.views import SILENCES
from tequio.listening.models import Use

HOME = "/nota/"
OWN = "listening/nota/"
# In the order in which they build on each other.
SCRIPTS = ("vendor/tweetnacl/nacl-fast.min.js", "tequio/js/letters.js", *(
    f"{OWN}{name}.js" for name in ("slip", "note", "queue", "send", "sound", "page")))
FILES = {
    "notas.js": (SCRIPTS, "text/javascript"), "notas.css": ((f"{OWN}page.css",), "text/css"),
    "icono.svg": ((f"{OWN}icon.svg",), "image/svg+xml"), "icono-192.png": ((f"{OWN}icon-192.png",), "image/png"),
    "icono-512.png": ((f"{OWN}icon-512.png",), "image/png"),
}
MANIFEST = "notas.webmanifest"
# Both languages, so that a phone can change without a connection.
PAGES = {"": ("page", "es-mx"), "en/": ("page", "en"), "fuera/": ("away", "es-mx"), "en/fuera/": ("away", "en")}
SHELL = (*(HOME + name for name in (*PAGES, *FILES)), HOME + MANIFEST)
# How somebody says that their words are not to be used so.
WITHHELD = {Use.DIAGNOSIS: _("Que no se use en el diagnóstico"), Use.QUOTE: _("Que no se cite"),
            Use.DIALOGUE: _("Que no se lleve a un diálogo"), Use.ARCHIVE: _("Que no se guarde en el archivo")}
# What may be asked besides: the worker, which browsers keep by rules of their own; where letters go and links open.
WORKER, ARRIVE, OPEN = HOME + "trabajador.js", HOME + "llega/", HOME + "abre/"


@cache
def file(name: str) -> bytes:
    """A file as phones get it; several scripts are one, so that a weak network has little to ask for."""
    return b"\n".join(_found(source) for source in FILES[name][0])


@cache
def page(path: str) -> bytes:
    """A page in its language, whatever language the browser or a cookie asks for."""
    template, language = PAGES[path]
    with override(language):
        return render_to_string(f"listening/nota/{template}.html", {
            "language": language, "most": LONGEST_TEXT, "home": HOME + ("en/" if language == "en" else ""),
            "silences": [(kind.value, kind.label) for kind in SILENCES],
            "uses": [{"value": use.value, "label": label} for use, label in WITHHELD.items()],
            "other": {"url": HOME, "label": "Español", "lang": "es"} if language == "en" else
                     {"url": HOME + "en/", "label": "English", "lang": "en"},
        }).encode()


@cache
def manifest() -> bytes:
    return json.dumps({
        "name": "Notas", "short_name": "Notas", "start_url": HOME, "scope": HOME, "id": HOME, "display": "standalone",
        "background_color": "#f6f7f7", "theme_color": "#1f5673",
        "icons": [{"src": f"{HOME}icono-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"}
                  for size in (192, 512)],
    }).encode()


@cache
def version() -> str:
    """Changes with any byte of the shell: a phone then fetches all of it anew."""
    everything = (*map(page, PAGES), *map(file, FILES), manifest(), _found(f"{OWN}worker.js"))
    return hashlib.sha256(b"\0".join(everything)).hexdigest()[:16]


@cache
def worker() -> bytes:
    known = f"const VERSION = {json.dumps(version())}, SHELL = {json.dumps(SHELL)};\n"
    return known.encode() + _found(f"{OWN}worker.js")


def _found(source: str) -> bytes:
    path = finders.find(source)
    if not isinstance(path, str):
        raise FileNotFoundError(source)
    return Path(path).read_bytes()
