"""From bytes to text: which encoding a file was written in, told by its content."""

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass

from tequio.foundation.errors import TequioError

MARKS = (  # longest first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)
OLD = ("cp1252", "mac_roman", "cp850")  # Windows, old Macintosh, DOS; in the order in which a tie is decided
SPANISH = "áéíóúüñÁÉÍÓÚÜÑ"
SAMPLE = 2_000_000
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
IN_A_WORD = re.compile(f"(?<=[a-zA-Z])[{SPANISH}]|[{SPANISH}](?=[a-zA-Z])|[¿¡](?=[{SPANISH}A-Z])")
TWICE = re.compile("[Â-ô][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ\u017d‘’“”•–—˜™š›œžŸ]")
# What mended Spanish can hold: Latin letters, typographic signs, emoji. `EDUCACIÓ…` must not become Cyrillic.
IMPLAUSIBLE = re.compile("[\u0250-\u1fff\u2100-\ud7ff\ue000-\uffff\U00010000-\U0001efff\U0001fb00-\U0010ffff]")
NUL = "\x00"


# Spanish letters and signs as UTF-8 writes them; in the older encodings these pairs are no Spanish.
SPANISH_UTF8 = re.compile(
    "|".join(re.escape(letter.encode().decode("latin-1")) for letter in f"{SPANISH}¿¡«»°ªº–—‘’“”…").encode("latin-1"))
# What was read in the wrong one of two encodings and saved so: the wrong one, the right one, and signs that stand
# inside a word for no other reason.
MISREAD = (
    ("mac_roman", "cp1252", re.compile(r"(?<=[a-z])[ÒÛÌÈ˙](?![A-Z])|(?<=[A-Z])[”⁄](?=[A-Z])|(?<=[a-z])·(?=[a-z])")),
    ("cp1252", "cp850", re.compile(r"(?<=[A-Za-z])[¢¤£¥](?=[A-Za-z])|(?<=[a-z])¢\b")),
    ("cp850", "cp1252", re.compile(r"(?<=[a-z])[¾±Ý](?=[a-z]|\b)")),
    ("cp1252", "mac_roman", re.compile(r"(?<=[a-z])[‡Ž—–](?=[a-z])")),
)
AS_DOS = re.compile("(?<=[a-z])Ú")  # é of Windows read as DOS, and no Spanish word


@dataclass(frozen=True)
class Decoded:
    """A text without byte-order mark, the encoding it was read in, and how many words were encoded twice.

    Where some letters were written in UTF-8 and the rest in `encoding`, `mixed` is how many, from line `line` on.
    """

    text: str
    encoding: str
    mended: int = 0
    mixed: int = 0
    line: int = 0


def decode(data: bytes, *, file: str, encoding: str | None = None) -> Decoded:
    """The text of `data`, in `encoding` when one is given.

    Raises TequioError: TQ-225 bytes that are no text in the encoding (with the line), TQ-226 NUL characters,
    TQ-239 an encoding that does not exist.
    """
    if encoding is not None:
        return _checked(_forced(data, encoding, file), file)
    mark = next(((mark, name) for mark, name in MARKS if data.startswith(mark)), None)
    if mark is not None:
        return _checked(Decoded(_strict(data[len(mark[0]):], mark[1], file), mark[1]), file)
    if (wide := _wide(data)) is not None:
        return _checked(Decoded(_strict(data, wide, file), wide), file)
    return _checked(_told_by_content(data, file), file)


def _told_by_content(data: bytes, file: str) -> Decoded:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _old(data, error, file)
    return _mended(text)


def _mended(text: str) -> Decoded:
    """Undo a wrong reading that was saved as UTF-8, when the whole text says so."""
    if text.isascii():
        return Decoded(text, "utf-8")
    twice = len(TWICE.findall(text))
    if twice:
        with suppress(UnicodeError):  # an Ã that belongs where it stands
            mended = text.encode("cp1252", "tequio.pass-through").decode("utf-8")
            if not IMPLAUSIBLE.search(mended):
                return Decoded(mended, "utf-8", twice)
    if not IN_A_WORD.search(AS_DOS.sub("", text)):
        for wrong, right, sign in MISREAD:
            if count := len(sign.findall(text)):
                with suppress(UnicodeError):  # something that the wrong encoding cannot have given
                    mended = text.encode(wrong, "tequio.pass-through").decode(right)
                    if len(IN_A_WORD.findall(mended)) >= count and not IMPLAUSIBLE.search(mended):
                        return Decoded(mended, "utf-8", count)
    return Decoded(text, "utf-8")


def _pass_through(error: UnicodeError) -> tuple[bytes, int]:
    """Windows-1252 leaves five places empty, which browsers and databases let through as they are."""
    if isinstance(error, UnicodeEncodeError) and (place := error.object[error.start]) in "\x81\x8d\x8f\x90\x9d":
        return bytes([ord(place)]), error.start + 1
    raise error


codecs.register_error("tequio.pass-through", _pass_through)


def _old(data: bytes, error: UnicodeDecodeError, file: str) -> Decoded:
    sample = data[:SAMPLE]
    high = len(re.findall(rb"[\x80-\xff]", sample))
    in_utf8 = sum(map(len, MULTIBYTE.findall(sample)))
    if high > 8 and in_utf8 > 0.8 * high:  # UTF-8 with some broken bytes: reading it as Windows would spoil the rest
        raise _no_text(data, error.start, "utf-8", file) from error
    if (first := SPANISH_UTF8.search(data)) is not None:
        return _both(data, data.count(b"\n", 0, first.start()) + 1, file)
    best = _likeliest(sample)
    return Decoded(_strict(data, best, file), best)


def _both(data: bytes, line: int, file: str) -> Decoded:
    """Sheets that were pasted together hold two encodings: each letter is read in the one it was written in."""
    rest = _likeliest(SPANISH_UTF8.sub(b"", data)[:SAMPLE])
    pieces, at, mixed = [], 0, 0
    for found in SPANISH_UTF8.finditer(data):
        pieces += [_strict(data[at:found.start()], rest, file), found[0].decode()]
        at, mixed = found.end(), mixed + 1
    return Decoded("".join([*pieces, _strict(data[at:], rest, file)]), rest, mixed=mixed, line=line)


def _likeliest(sample: bytes) -> str:
    scores = {name: _score(sample, name) for name in OLD}
    return max(OLD, key=lambda name: scores[name])


def _score(sample: bytes, encoding: str) -> float:
    """Spanish letters inside words, less the characters that no word holds; minus infinity when it cannot be read."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return float("-inf")
    odd = sum(1 for c in text if ord(c) > 127 and not c.isalpha() and c not in "¿¡«»“”‘’…–—°ºª€·\xa0")
    return len(IN_A_WORD.findall(text)) - odd / 2


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark shows as zeros in every other place."""
    sample = data[:4_000]
    half = len(sample) // 2
    if half < 2 or len(data) % 2:
        return None
    if sample[1::2].count(0) > 0.7 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _forced(data: bytes, encoding: str, file: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
    except (LookupError, ValueError) as error:  # rot13 and the like are codecs, but of no text
        raise TequioError("TQ-239", file=file, value=encoding) from error
    for mark, marked in MARKS:
        if data.startswith(mark) and name.replace("-", "").startswith(marked.replace("-", "")[:5]):
            return Decoded(_strict(data[len(mark):], marked, file), name)
    return Decoded(_strict(data, name, file), name)


def _strict(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_text(data, error.start, encoding, file) from error
    except UnicodeError as error:
        raise _no_text(data, 0, encoding, file) from error


def _no_text(data: bytes, place: int, encoding: str, file: str) -> TequioError:
    """With an encoding that does read the file, where there is one."""
    other = "" if encoding == "utf-8" and place and SPANISH_UTF8.search(data) else _other(data, encoding)
    return TequioError("TQ-225", file=file, row=data.count(b"\n", 0, place) + 1, encoding=encoding,
                       other=f', o escribe encoding = "{other}" en la fuente' if other else "",
                       other_en=f', or write encoding = "{other}" in the source' if other else "")


def _other(data: bytes, refused: str) -> str:
    """The likeliest encoding that reads all of the bytes, other than the one that did not; "" where none does."""
    for name in ("utf-8", *sorted(OLD, key=lambda name: -_score(data[:SAMPLE], name))):
        if name != refused:
            with suppress(UnicodeError):
                data.decode(name)
                return name
    return ""


def _checked(decoded: Decoded, file: str) -> Decoded:
    if (place := decoded.text.find(NUL)) >= 0:
        raise TequioError("TQ-226", file=file, row=decoded.text.count("\n", 0, place) + 1)
    return decoded
