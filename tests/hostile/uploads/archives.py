"""ZIP files of ODK Central that climb, link, lie, nest and unfold."""

import io
import struct
import zipfile
import zlib

CSV = "SubmissionDate,problema,KEY\n2026-11-20,no hay luz en la calle,uuid:1\n"
SONG = "Zarcanario"


def central(*entries: tuple[str | zipfile.ZipInfo, str | bytes], first: bool = True) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr("forma.csv", CSV)
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def link(target: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("enlace.csv")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    info.comment = target.encode()
    return info


def overlapping() -> bytes:
    """Many entries over one packed piece: each unfolds it anew."""
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = b"a,b\n" * 200_000
    packed = raw.compress(piece) + raw.flush()
    crc = zlib.crc32(piece)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), len(piece), 5,
    0) + b"a.csv" + packed
    listed = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), len(piece), 8, 0, 0, 0, 0, 0, 0)
        + f"{at:04}.csv".encode() for at in range(1_500))
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1_500, 1_500, len(listed), len(local), 0)
    return local + listed + end


def made() -> dict[str, tuple[str, bytes]]:
    names = ("../fuera.csv", "../../../../tmp/Zarcanario.csv", "/etc/cron.d/Zarcanario", "..\\..\\x.csv", "C:\\x.csv",
             "a/../../b.csv", "\u202egpj.csv", "a\tb.csv", "media/../../x.csv", "//servidor/x.csv", "a:b.csv",
             "./../x.csv")
    climbing = {f"named {name!a}": central((name, CSV)) for name in names}
    plain = {"CON.csv": "", "nul.csv": "", "forma.CSV": CSV, "FORMA.csv": CSV, "media/x.csv": CSV, "a b.csv": CSV,
             "ñ" * 80 + ".csv": CSV, "x/" * 60 + "y.csv": CSV, " .csv": "a", "-.csv": "a,b", "~.csv": "a"}
    odd = {f"also {name[:12]!a}": central((name, data)) for name, data in plain.items()}
    bomb = central(("b.csv", b"a" * 60_000_000))
    inner = bomb
    for _ in range(4):
        inner = central(("otra.zip", inner), first=False)
    quine = central(("yo.zip", central(("yo.zip", central())))) if CSV else b""
    others = {
        "symlink": central((link("/etc/passwd"), "/etc/passwd")), "bomb": bomb, "nested": inner, "quine": quine,
        "overlapping": overlapping(), "nothing": b"PK\x05\x06" + bytes(18), "cut": central()[:-15],
        "twenty thousand": central(*((f"media/{at}.jpg", b"x") for at in range(20_000))),
        "sixty thousand": central(*((f"m/{at}", b"") for at in range(60_000))),
        "photos": central(("media/1.jpg", b"\xff\xd8\xff" + SONG.encode()), ("media/1.m4a", SONG)),
        "script": central(("x.sh", f"touch {SONG}"), ("x.exe", b"MZ"), ("x.html", f"<script>{SONG}</script>")),
        "no table": central(("x.txt", "a"), first=False), "comment": central()[:-2] + struct.pack("<H",
        10) + b"Zarcanario",
        "prefix": b"#!/bin/sh\n# Zarcanario\n" + central(), "tail": central() + b"<script>Zarcanario</script>",
        "zip64": central().replace(b"PK\x01\x02", b"PK\x01\x03", 1), "method": central().replace(b"\x08\x00",
        b"\x63\x00", 4),
        "gzip": b"\x1f\x8b\x08" + bytes(40), "seven": b"7z\xbc\xaf\x27\x1c" + bytes(40),
        "rar": b"Rar!\x1a\x07" + bytes(40),
        "tar": b"forma.csv".ljust(257, b"\0") + b"ustar" + bytes(300),
        "repeat of itself": central(("forma-r.csv", "problema,PARENT_KEY,KEY\nx,uuid:1/r[1],uuid:1/r[1]\n")),
        "no headings": central(("forma-r.csv", "\n\n")), "binary csv": central(("forma-r.csv", bytes(range(256)))),
        "key formula": central(("otra.csv", "SubmissionDate,problema,KEY\n,=cmd|'/c calc'!A1,=1+1\n")),
    }
    return {f"zip {name}": ("forma.zip", data) for name, data in (climbing | odd | others).items()}
