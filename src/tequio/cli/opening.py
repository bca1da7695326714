"""The page by which the browser of this machine enters once: the token stands in a file for its owner, in no argument.

The address that a browser is started with can be read by every account of the machine, in the list of processes. So it
is started with the name of a file, and what enters travels in a form.
"""

import os
import webbrowser
from html import escape
from pathlib import Path
from threading import Timer

from tequio.cli.language import words

# Beside the keys, which no backup and no bundle carries.
PAGE = Path("keys", "abrir.html")
SECONDS = 60


def open_browser(home: Path, port: int, token: str) -> None:
    """Start the browser with a page that enters; the page goes after a minute, and its token works once."""
    path = home / PAGE
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(_page(port, token))
    late = Timer(SECONDS, close_page, [home])
    late.daemon = True
    late.start()
    webbrowser.open(path.as_uri())


def close_page(home: Path) -> None:
    (home / PAGE).unlink(missing_ok=True)


def _page(port: int, token: str) -> str:
    enter = escape(words("Entrar", "Enter"))
    return (f'<!doctype html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
            f'<title>Tequio</title></head><body>'
            f'<form method="post" action="http://127.0.0.1:{port}/entrar/enlace/">'
            f'<input type="hidden" name="token" value="{escape(token)}"><button>{enter}</button></form>'
            f'<script>document.forms[0].submit()</script></body></html>\n')
