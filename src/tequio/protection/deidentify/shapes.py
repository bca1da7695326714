"""The shapes of codes, numbers and addresses, as patterns in either case.

Every repetition has an upper bound: a long hostile line must not cost more than its length.
"""

import re

FLAGS = re.IGNORECASE | re.VERBOSE

# Short words that stand before numbers in ordinary speech; without them "que 73 91" would be a plate.
NO_PLATE = (
    r"(?!(?:de|en|es|la|el|al|no|un|se|ya|me|te|le|lo|su|mi|si|ni|y)[ ])"
    r"(?!que|las|los|con|del|mil|son|por|tel|cel|fue|unos|una|era|eran|art|num|cal|calle|rzr)"
)
CODES = {
    # Clave Única de Registro de Población: 4 letters, birth date, sex, state and consonants, two check marks.
    "CURP": r"\b [a-z][aeioux][a-z]{2} [ -]? \d{6} [ -]? [hmx] [a-z]{5} [a-z\d] \d \b",
    # Clave de elector: 6 consonants, birth date and state, sex, 3 digits.
    "INE": r"\b [a-zñ]{6} [ -]? \d{8} [ -]? [hm] [ -]? \d{3} \b",
    # Registro Federal de Contribuyentes, with or without its last three marks.
    "RFC": r"\b [a-zñ&]{3,4} [ -]? \d{6} [ -]? (?=[a-z\d]{0,2}\d) [a-z\d]{3} \b | \b [a-zñ]{4} -? \d{6} \b",
    "PLATE": rf"""
        \b {NO_PLATE} [a-z]{{2,3}} [ -]? \d{{2,3}} [ -] \d{{2,3}} (?: [ -]? [a-z] )? \b
        | \b [a-z]{{1,3}} - \d{{3,6}} (?: - [a-z] )? \b
        | \b [a-z]{{3}} -? \d{{3,4}} (?: -? [a-z] )? \b (?<! [a-z]{{3}}20[012]\d )
        | \b \d{{2,3}} - [a-z]{{2,3}} - \d{{1,3}} \b
        | \b \d{{1,2}} [a-z]{{3,4}} \d{{1,2}} \b
        | \b [a-z]\d{{2}} -? [a-z]{{3}} \b | \b [a-z] -? \d{{2}} -? [a-z]{{3}} \b""",
    # 18 digits of a bank account, or the groups of four of a card.
    "CLABE": r"\b \d{3} [ -]? \d{3} [ -]? \d{11} [ -]? \d \b | \b \d{4} (?: [ -]? \d{4} ){3} (?: [ -]? \d{2} )? \b",
    # Files and investigations, credentials, coordinates.
    "ID": r"""
        \b \d{1,5} / (?:19|20)\d{2} (?: [/-] [a-z\d]{1,6} ){0,3} \b |
        \b [a-z]{1,3} -? \d{5,20} \b | \b \d{2,3}-\d{3,4} \b (?! - | [ ](?:[^\W\d_]{4,}s|pesos)\b )
        | \b [a-z]{2,12} (?: [/-] [a-z\d]{1,12} ){0,5} [/-] \d [a-z\d/-]{0,20} \d (?: [/-] [a-z]{1,3} )? \b
        | -? \b \d{1,2} \. \d{4,12} \b (?: [ ]? [°]? [NnSs] \b )? [ ]? [,;/ ] [ ]? -? \d{1,3} \. \d{4,12} \b""",
}
CODE_PATTERNS = {label: re.compile(pattern, FLAGS) for label, pattern in CODES.items()}

PHONE = re.compile(
    r"(?<! [\d.,$] ) (?: \(? \+? \d{1,3} \)? [ .-]? ){1,2} (?: \d{1,4} [ .-]? ){2,6} \d{1,4} (?! \d | ,\d )", FLAGS
)

NUMERIC_DATE = re.compile(
    r"""\b \d{1,2} ([/.-]) \d{1,2} \1 (?:19|20)? \d{2} \b
    | \b (?:19|20)\d{2} - \d{1,2} - \d{1,2} \b
    | \b \d{1,2} [/-] (?:ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic) [a-z]{0,8} [/-] \d{2,4} \b
    | \b \d{1,2} ([/.-]) [ivx]{1,4} \2 (?:19|20)? \d{2} \b
    | \b \d{1,2} - (?:ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic) \b
    | \b \d{1,2} / (?: 0?[1-9] | 1[0-2] ) \b""",
    FLAGS,
)
GRADE = re.compile(
    r"""\b [1-6] (?: \.? [°ºo] | er | ro | do | to ) \.? [ ]?
    (?: ["“”']? [a-h]\b ["”']? | (?:grado|año)\b
        | (?:semestre|cuatrimestre)\b (?: [ ]de[ ][^\W\d_]{6,16} \b )? )""",
    FLAGS,
)
TIMES = (NUMERIC_DATE, GRADE)

ADDRESSES = {
    "EMAIL": re.compile(
        r"""(?<! [\w.+-] ) [\w.+-]{1,64} @ [ ]? [\w-]{1,63} (?: \. [\w-]{1,63} ){1,5}
        | (?<! [\w.+-] ) (?: [\w.+-]{1,64} [ ]punto[ ] ){0,2} [\w.+-]{1,64} [ ]arroba[ ]
          [\w-]{1,63} (?: [ ]punto[ ]\w{1,12} | \.com )?""",
        FLAGS,
    ),
    "URL": re.compile(
        r"""(?: https?:// | www\. ) [^\s]{1,500} [^\s.,;:!?)]
        | (?<! [\w.-] ) [\w-]{1,63} (?: \. [\w-]{1,63} ){0,4}
          \. (?:com|mx|org|net|gob|edu|info|me)\b (?: / [^\s]{0,500} [^\s.,;:!?)] )?""",
        FLAGS,
    ),
    "HANDLE": re.compile(
        r"""(?<! \w ) @ \w [\w.]{0,60} \w | (?<! \w ) \# [^\W\d] \w{3,60}
        | (?<! [\w@.] ) [a-z][a-z\d.]{1,30} _ (?: [\w.]{0,29} \w )?
        | \b (?:ig|insta|instagram|face|facebook|fb|tiktok|perfil|usuario) [ ]? :? [ ] (?: (?:es|como|dice) [ ] )?
          [a-z]{2,30} (?: \. [a-z\d_] | \d ) (?: [\w.]{0,30} \w )?""",
        FLAGS,
    ),
}

# Capitals with stops in any number; small letters only three, or two before a mark; "J. Jesús".
INITIALS = re.compile(
    r"""(?<! \w ) (?: [^\W\d_a-záéíóúñ] \. [ ]? ){2,5} (?<! [ ] )
    | (?<! \w ) (?: [a-zñ]\. ){3,5}
    | (?<! \w ) (?: [a-zñ]\.[ ] ){2,4} [a-zñ]\.
    | (?<! \w ) [a-zñ]\.[ ] [a-zñ]\. (?= [ ]? [(,;] )
    | (?<! \w ) [a-zñ]\.[ ]? [a-zñ]\. (?= \s* \Z )
    | (?<! \w ) [jJ]\.? [ ] (?= (?i: jes[uú]s | guadalupe | carmen | trinidad | socorro | refugio ) )""",
    re.VERBOSE,
)

# A code of any shape behind a word that announces one.
CUED = re.compile(
    r"""\b (?: placas? | patrulla | carpeta | expediente | folio | matr[ií]cula | (?:n[uú]mero[ ])?econ[oó]mico
        | serie | unidad | c[eé]dula | cuenta | tarjeta (?! [ ]\d{1,3}[ ]?[:.] )
        | clabe | nss | contrato | p[oó]liza | acta | averiguaci[oó]n
        | denuncia | queja | gafete | placa[ ]y[ ]gafete | licencia | pasaporte | carn[eé] | carnet | nomina | n[oó]mina
        | matr[ií]cula[ ]consular | causa[ ]penal | amparo | reporte | infracci[oó]n
        | lada | extensi[oó]n | radio | oficio | recibo | credencial | clave | pin | nip | contrase[ñn]a | taxi | combi
        | local | puesto ) \b
    (?: [ ]de[ ](?: investigaci[oó]n | elector | nacimiento ) )? (?: [ ]previa )?
    (?: [ ](?: es | era | son | con | de | el | la | n[uú]m(?:ero)?\.? | no\.? | terminaci[oó]n | termina[ ]en | tiene
        | interna | econ[oó]mico | consular | del[ ](?: inapam | ine | imss | issste | seguro | dif | elector ) ) ){0,5}
    [ :\#]{1,3}
    (?P<code> (?: (?-i:[A-ZÑ]{2,8}) [ ] (?= \d ) )?
        (?= [a-z]{0,4} [ -]? \d | [a-z-]{2,5} \d | [a-z]{2,8} [/-] [a-z\d/-]{0,12} \d ) [a-z\d]{1,8}
        (?: [ /-] (?= [a-z]{0,5}\d | [a-z]{1,2}\b (?! [ ][a-z] ) | [a-z]{1,6}[/-] ) [a-z\d]{1,8} ){0,6} )""",
    FLAGS,
)
