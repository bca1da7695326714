"""Photographs of drawings and maps, encoded anew: what is seen stays, everything else is left behind. Pure.

Pillow opens three formats only, whatever a file calls itself: the others have known ways of running programs or of
unfolding without end. Places, dates, thumbnails, texts, colour profiles and bytes after the picture do not survive.
"""

import struct
import warnings
import zlib
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from tequio.foundation.errors import TequioError

HEAVIEST = 12 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2400
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP")
MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
# What the decoders raise when a file lies about itself.
DAMAGE = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, OverflowError, MemoryError,
          AttributeError, struct.error, zlib.error, Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Clean:
    """A JPEG without anything but its picture; `width` and `height` in pixels."""

    data: bytes
    width: int
    height: int


def cleaned(data: bytes) -> Clean:
    """The picture in `data`, upright, at most 2400 pixels long, as a fresh JPEG.

    Raises TQ-470 when it is no picture, TQ-471 when it is too heavy, TQ-472 when it has too many pixels, TQ-473 when
    it is damaged.
    """
    if len(data) > HEAVIEST:
        raise too_heavy()
    if not data.startswith(MAGIC):
        raise TequioError("TQ-470")
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        image = _opened(data)
        if image.width * image.height > MOST_PIXELS:
            raise TequioError("TQ-472", most=MOST_PIXELS // 1_000_000)
        try:
            return _encoded(_upright(image))
        except DAMAGE as fault:
            raise TequioError("TQ-473") from fault


def too_heavy() -> TequioError:
    return TequioError("TQ-471", most=HEAVIEST // (1024 * 1024))


def _opened(data: bytes) -> Image.Image:
    """The header only; no pixel is unfolded yet."""
    try:
        return Image.open(BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise TequioError("TQ-472", most=MOST_PIXELS // 1_000_000) from fault
    except DAMAGE as fault:
        raise TequioError("TQ-470") from fault


def _upright(image: Image.Image) -> Image.Image:
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image.load()
    # A picture may lie about how it was held: then it is kept as it lies.
    with suppress(*DAMAGE):
        image = ImageOps.exif_transpose(image)
    return image


def _encoded(image: Image.Image) -> Clean:
    """Onto a white sheet of its own, so that nothing but pixels comes along."""
    layer = image.convert("RGBA" if image.has_transparency_data else "RGB")
    layer.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    sheet = Image.new("RGB", layer.size, "white")
    sheet.paste(layer, mask=layer.getchannel("A") if layer.mode == "RGBA" else None)
    out = BytesIO()
    sheet.save(out, "JPEG", quality=QUALITY)
    return Clean(out.getvalue(), sheet.width, sheet.height)
