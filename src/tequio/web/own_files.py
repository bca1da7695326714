"""What static files carry: a browser hands them to pages of this program, and tells no other that they are here."""

from wsgiref.headers import Headers


def for_ourselves(headers: Headers, path: str, url: str) -> None:
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
