"""Transcripts and subtitles that hold scripts, bombs of times and speakers, and lists that are none."""

SONG = "Zarcanario"
TWO = "ROSA: No hay luz en la calle.\nJUANA: Nos cobran por vender.\n"


def made() -> dict[str, tuple[str, bytes]]:
    return _captions() | _texts()


def _captions() -> dict[str, tuple[str, bytes]]:
    def vtt(body: str, before: str = "") -> bytes:
        return f"WEBVTT\n{before}\n00:01.000 --> 00:04.000\n{body}\n".encode()

    def srt(body: str, times: str = "00:00:01,000 --> 00:00:04,000") -> bytes:
        return f"1\n{times}\n{body}\n".encode()

    made = {
        "script.vtt": vtt("<script>alert(1)</script><v ROSA>No hay luz"), "style.vtt": vtt(
            "<v ROSA>No hay luz", f"\nSTYLE\n::cue{{background:url(http://127.0.0.1:9/{SONG})}}\n"),
        "note.vtt": vtt("<v ROSA>No hay luz", f"\nNOTE {SONG}\n"), "region.vtt": vtt("<v ROSA>hola",
        f"\nREGION\nid:{SONG}\n"),
        "tags.vtt": vtt("<b>" * 3_000 + "No hay luz"),
        "voices.vtt": vtt("".join(f"<v P{at}>a</v>" for at in range(3_000))),
        "head.vtt": b"WEBVTT\n", "times.vtt": vtt("hola").replace(b"00:01.000", b"99999999:99:99.999"),
        "backwards.srt": srt("No hay luz", "00:00:09,000 --> 00:00:01,000"),
        "script.srt": srt("<script>alert(1)</script>luz"),
        "override.srt": srt("{\\an8}{\\fs9999}No hay luz en la calle"),
        "image.srt": srt('<img src="http://127.0.0.1:9/x">luz'),
        "no times.srt": b"1\nhola\n", "nul.srt": srt("a\0b"), "many.srt": b"".join(
            f"{at}\n00:00:01,000 --> 00:00:02,000\nhola {at}\n\n".encode() for at in range(3_000)),
        "cut.srt": b"1\n00:00:01,0", "font.srt": srt(f'<font face="{SONG}">No hay luz</font>'),
    }
    return {f"captions {name}": (f"a.{name.rpartition('.')[2]}", data) for name, data in made.items()}


def _texts() -> dict[str, tuple[str, bytes]]:
    made = {
        "script": TWO + "ANA: <script>alert(1)</script> hola\n", "template": TWO + "ANA: {% load x %}{{ secret }}\n",
        "overrides": TWO + "\u202eANA: oculto\u202c\n", "zero width": TWO + "A\u200bN\u200bA: hola\n",
        "form feeds": TWO.replace("\n", "\f"),
        "speakers": "".join(f"P{at}: hola número {at}\n" for at in range(3_000)),
        "one speaker": "ROSA: " + "sí " * 40_000,
        "colons": ":" * 90_000, "brackets": "[" * 60_000, "clock": "[99:99:99] ROSA: hola\n[00:00:00] JUANA: adiós\n",
        "asks alone": "FACILITADORA: ¿Qué pasa?\nFACILITADORA: ¿Y qué más?\n",
        "tags": "ROSA: a\U000e0041\U000e0042\nJUANA: b\n",
        "ansi": TWO + "ANA: \x1b[31mrojo\x1b[0m \x1b]8;;http://127.0.0.1:9\x07x\n",
        "accents": "ROSA: e" + "\u0301" * 30_000 + "\nJUANA: b\n",
        "numbers": "".join(f"{at}. {'x' * 300}\n" for at in range(2_000)), "blank": " \n" * 9_000,
        "marks": "- " * 30_000,
    }
    return {f"text {name}": ("a.txt", text.encode()) for name, text in made.items()} | {
        "text utf-16": ("a.txt", TWO.encode("utf-16")), "text broken": ("a.txt",
        b"ROSA: \xff\xfe\xfd hola\nJUANA: \xc3(\n"),
        "text zeros": ("a.txt", bytes(3_000)), "text gzip": ("a.txt", b"\x1f\x8b\x08" + bytes(90)),
        "text list": ("a.md", b"1. =cmd|'/c calc'!A1\n2. <script>alert(1)</script>\n")}
