"""The sheet that lies beside what was handed over or archived: what it is, and how it is opened."""

from tequio.chain.closing.journal import How

README = "LEEME.txt"
WORDS = {
    How.HAND_OVER: """{title}

Entregado / Handed over

proceso.tequio      todo lo que se permitió, sellado / all that was allowed, sealed
….llaves            las llaves, para quien recibe / the keys, for whoever receives
datos/              las mismas tablas, con las palabras que dos personas leyeron, tapadas /
                    the same tables, with the words that two people read, masked
inventario.csv      cada archivo con su suma SHA-256 / every file with its SHA-256
certificado.json    qué se hizo, firmado / what was done, signed

Para abrirlo / To open it:
  ./tequio restore proceso.tequio --keys ….llaves --out CARPETA

Guarda los recibos en papel: quien tenga uno puede retirar lo suyo también aquí.
Honour the paper receipts: whoever has one can take back what is theirs here, too.
""",
    How.ARCHIVE: """{title}

Archivado / Archived

archivo.tequio      lo que los grupos permitieron guardar, sellado / what the groups allowed to be kept, sealed
….llaves            la llave, repartida entre quienes custodian / the key, shared out among trustees
inventario.csv      cada archivo con su suma SHA-256 / every file with its SHA-256
certificado.json    qué se hizo, firmado / what was done, signed

Para abrirlo hacen falta las partes de varias personas / It takes the shares of several people:
  ./tequio restore archivo.tequio --keys ….llaves --out CARPETA --with-shares
""",
}


def readme(how: How, title: str) -> str:
    return WORDS[how].format(title=title)
