"""Pictures under every name they might be sent with, to the door of files: none of them is a table or a talk."""

import io
import struct

from PIL import Image

from tests.listening.field.hostile_pictures import exif, png_of, refused, with_metadata

SONG = b"Zarcanario"


def tiff() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((24, 24), 60).convert("RGB").save(out, "TIFF", description="Zarcanario", artist="Zarcanario")
    return out.getvalue()


def made() -> dict[str, tuple[str, bytes]]:
    """Those of the pictures' own door, renamed; that door is tried with all of them by itself."""
    jpeg = with_metadata()["foto.jpg"]
    iptc = jpeg[:2] + b"\xff\xed" + struct.pack(">H",
    60) + (b"Photoshop 3.0\x008BIM\x04\x04" + SONG * 4)[:58] + jpeg[2:]
    found = {f"picture as {ending}": (f"foto.{ending}", jpeg) for ending in ("csv", "xlsx", "txt", "docx", "pdf",
        "json", "zip",
                                                                              "sav", "srt", "jpg", "png")}
    found |= {"tiff": ("a.tiff", tiff()), "heic": ("a.heic", b"\0\0\0\x18ftypheic" + SONG * 9), "iptc": ("a.jpg", iptc),
              "one pixel high": ("a.png", png_of(2**31 - 1, 1, bytes(9))), "exif alone": ("a.jpg", exif())}
    return found | {f"picture {name[:20]!a}": (f"foto{at}.csv", data) for at, (name, (data,
        _)) in enumerate(refused().items())
                    if 0 < len(data) < 2**21}
