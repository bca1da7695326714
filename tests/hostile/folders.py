"""Paths that are no honest file."""

import os
from pathlib import Path

from tests.hostile.case import OK, hostile


@hostile("TQ-201")
def absent(folder: Path) -> Path:
    return folder / "no_existe.csv"


@hostile("TQ-201")
def broken_link(folder: Path) -> Path:
    path = folder / "roto.csv"
    path.symlink_to(folder / "nada.csv")
    return path


@hostile("TQ-202", inside=True)
def link_out_of_the_folder(folder: Path) -> Path:
    path = folder / "datos.csv"
    path.symlink_to("/etc/hostname")
    return path


@hostile("TQ-202", inside=True)
def dots_out_of_the_folder(folder: Path) -> Path:
    outside = folder.parent / f"{folder.name}_fuera.csv"
    outside.write_text("grupo,voz\nmujeres,hola\n", encoding="utf-8")
    return folder / ".." / outside.name


@hostile("TQ-203")
def directory(folder: Path) -> Path:
    path = folder / "carpeta.xlsx"
    path.mkdir()
    return path


@hostile("TQ-203")
def fifo(folder: Path) -> Path:
    path = folder / "tuberia.csv"
    os.mkfifo(path)
    return path


@hostile("TQ-203")
def endless_device(folder: Path) -> Path:
    path = folder / "ceros.csv"
    path.symlink_to("/dev/zero")
    return path


@hostile("TQ-204")
def circle_of_links(folder: Path) -> Path:
    path, other = folder / "a.csv", folder / "b.csv"
    path.symlink_to(other)
    other.symlink_to(path)
    return path


@hostile("TQ-205")
def zero_bytes(folder: Path) -> Path:
    path = folder / "vacio.xlsx"
    path.touch()
    return path


@hostile("TQ-206")
def one_gigabyte_of_nothing(folder: Path) -> Path:
    path = folder / "enorme.csv"
    with path.open("wb") as stream:
        stream.truncate(1 << 30)  # sparse: it takes no room on disk
    return path


@hostile("TQ-207")
def unknown_ending(folder: Path) -> Path:
    path = folder / "datos.exe"
    path.write_bytes(b"MZ\x90\x00grupo,voz")
    return path


@hostile("TQ-207")
def no_ending(folder: Path) -> Path:
    path = folder / "datos"
    path.write_text("grupo,voz\nmujeres,hola\n", encoding="utf-8")
    return path


@hostile(OK)
def name_with_controls_and_patterns(folder: Path) -> Path:
    path = folder / "d[1]*?\x1b[31m\u202egpj.csv"
    path.write_text("grupo,voz\nmujeres,hola\n", encoding="utf-8")
    return path
