"""Which requests are whole only beside their problem, pure: «que los pongan», «arreglarla», «más vigilancia»."""

import re

from tequio.foundation.language.dictionary import lemma
from tequio.foundation.language.distinctions import written
from tequio.foundation.language.memory import remembered

# A pronoun at the end of a verb, or before it: what it stands for was said elsewhere.
ENCLITIC = re.compile(r"(?:[aei]r|[aie]ndo|yendo)(?:me|te|se|nos)?(?:lo|la|los|las|le|les)\Z")
PRONOUNS = frozenset({"lo", "la", "los", "las", "le", "les"})
_POINTING_WORDS = """
eso esto ello ahi alli aqui alla mismo misma mismos mismas ese esa esos esas dicho dicha anterior anteriores igual
asi este esta
"""
POINTING = frozenset(_POINTING_WORDS.split())
_LITTLE_WORDS = """
a al ante cada como con contra cual cuando de del desde donde e el en entre es ese esa eso esta este esto esos esas
favor ha haber han hacia hasta hay haya hagan hacer la las le les lo los mas me menos mi muy ni no nos o para pero
por porque pronto que se sea sean ser si sin sobre solo son su sus tambien te toda todas todo todos un una unas unos
urgente y ya mucho mucha muchos muchas mejor mejores bien vez solicito pedir pedimos piden queremos necesitamos
necesita urge dar den tener tengan
"""
LITTLE = frozenset(_LITTLE_WORDS.split())
FEWEST = 3


def leans(text: str) -> bool:
    """Whether what is asked cannot be told without the problem: a pronoun for it, or too few words of its own."""
    words = written(text)
    if sum(word not in LITTLE for word in words) < FEWEST:
        return True
    return any(ENCLITIC.search(word) or word in POINTING for word in words) or any(
        word in PRONOUNS and _verb(following) and before in ("", "que", "se", "no", "y", "ya", "si")
        for before, word, following in zip(("", *words), words, words[1:], strict=False))


@remembered
def _verb(word: str) -> bool:
    return bool(re.search(r"[aei]r\Z", lemma(word)))
