"""Presidio with rules for Mexico, as a peer: identifiers, names from Faker, kin, cues, runs of capitals.

Runs in an environment of its own that holds presidio-analyzer and Faker. Reads texts as a JSON list on standard input;
writes `{"ranges": [[[start, end], …], …], "seconds": …}`. No model: the language engine is spaCy's blank Spanish.
"""

import json
import re
import sys
import time

import spacy
from faker.providers.person.es_ES import Provider as SpanishNames
from faker.providers.person.es_MX import Provider as MexicanNames
from presidio_analyzer import (
    AnalyzerEngine,
    EntityRecognizer,
    Pattern,
    PatternRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.nlp_engine import SpacyNlpEngine

KIN = """
abuela abuelita abuelito abuelo ahijada ahijado comadre compadre concuña concuño cuñada cuñado esposa esposo hermana
hermanas hermano hermanos hija hijas hijo hijos madrastra marido nieta nietas nieto nietos novia novio nuera padrastro
padrino pareja prima primas primo primos sobrina sobrino sobrinos suegra suegro tía tío tías tíos yerno
"""
REPEATS = 5
WORD = re.compile(r"[^\W\d_]+")
CAPITAL = r"(?:[A-ZÁÉÍÓÚÑ][\wáéíóúñü]+|[A-ZÁÉÍÓÚÑ]\.)"
RUN = rf"{CAPITAL}(?:[ ](?:de[ ]|del[ ]|de[ ]la[ ]|y[ ])?{CAPITAL})*"
NUMBER_WORDS = (
    r"(?:cero|un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|die[cz]\w*|once|doce|trece|catorce|quince|veint\w+"
    r"|\w+enta|ciento|\w+cientos)"
)
PATTERNS = {
    "CURP": r"\b[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[A-Z\d]\d\b",
    "RFC": r"\b[A-ZÑ&]{3,4}\d{6}[A-Z\d]{3}\b",
    "INE": r"\b[A-Z]{6}\d{8}[HM]\d{3}\b",
    "CLABE": r"\b\d{3}[ -]?\d{3}[ -]?\d{11}[ -]?\d\b|\b(?:\d{4}[ -]?){4}\b",
    "PLATE": r"\b[A-Z]{2,3}[ -]?\d{2,3}[ -]?\d{0,3}(?:[ -]?[A-Z])?\b|\b[A-Z]-?\d{3,4}\b",
    "PHONE": r"(?<!\d)(?:\(?\d{2,4}\)?[ .-]?){2,4}\d{2,4}(?!\d)",
    "SPOKEN": rf"\b{NUMBER_WORDS}(?:[ ](?:y[ ])?{NUMBER_WORDS}){{4,}}\b",
    "DATE": r"\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b|\b\d{1,2}[ ]de[ ][a-z]+(?:[ ]de(?:l)?[ ]\d{4})?\b"
    r"|\b(?:lunes|martes|miércoles|jueves|viernes|sábados?|domingos?)\b"
    r"|\b\d{1,2}:\d{2}(?:[ ]?[ap]m)?\b|\b(?:19|20)\d{2}\b",
    "STREET": rf"\b(?i:calle|av\.?|avenida|blvd\.?|privada|andador|callejón|carretera)[ ](?:{RUN}|\w+)(?:[ ]#?\d+)?"
    rf"|\b{RUN}[ ]#?\d{{2,4}}\b",
    "PLACE": rf"\b(?i:col\.?|colonia|fracc\.?|barrio|ejido|rancho|unidad)[ ](?:{RUN}|(?:la|el|los|las)[ ]\w+|\w+)",
    "SCHOOL": rf"\b(?i:primaria|secundaria|prepa|preparatoria|kínder|técnica|colegio)[ ](?:{RUN}|\d+)",
    "ALIAS": r"\b(?i:le dicen|alias|apodado|conocido como)[ ](?:(?:el|la|los)[ ])?\w+|\b[Ee]l[ ][A-ZÁÉÍÓÚÑ]\w+",
    "CAPITALS": rf"(?<![.?!¿¡][ ])(?<!^)(?<!\n)\b{RUN}",
}


class Listed(EntityRecognizer):
    """Words of a list, looked up one by one: a deny list of two thousand names would be one slow pattern."""

    def __init__(self, entity, listed):
        self.listed = listed
        super().__init__(supported_entities=[entity], supported_language="es")

    def load(self):
        """Nothing to load."""

    def analyze(self, text, entities, nlp_artifacts):
        return [
            RecognizerResult(self.supported_entities[0], *found.span(), 0.8)
            for found in WORD.finditer(text)
            if found[0].lower() in self.listed
        ]


class BlankSpanish(SpacyNlpEngine):
    """Tokens only: whatever a model would add is left out."""

    def __init__(self):
        super().__init__(models=[{"lang_code": "es", "model_name": "blank"}])
        self.nlp = {"es": spacy.blank("es")}

    def load(self):
        """Nothing to load."""


def analyzer():
    registry = RecognizerRegistry(supported_languages=["es"])
    registry.load_predefined_recognizers(languages=["es"])
    for entity, pattern in PATTERNS.items():
        registry.add_recognizer(_recognizer(entity, [Pattern(entity, pattern, 0.8)]))
    names = {
        part
        for name in (*MexicanNames.first_names, *SpanishNames.first_names, *MexicanNames.last_names)
        for part in name.split()
        if len(part) > 3
    }
    registry.add_recognizer(Listed("PERSON", {name.lower() for name in names}))
    registry.add_recognizer(Listed("RELATION", set(KIN.split())))
    return AnalyzerEngine(registry=registry, nlp_engine=BlankSpanish(), supported_languages=["es"])


def _recognizer(entity, patterns):
    # Presidio ignores case by default; the runs of capitals need it.
    return PatternRecognizer(entity, supported_language="es", patterns=patterns, global_regex_flags=0)


def main():
    texts = json.load(sys.stdin)
    engine = analyzer()
    ranges = [sorted((found.start, found.end) for found in engine.analyze(text, language="es")) for text in texts]
    start = time.process_time()
    for _ in range(REPEATS):
        for text in texts:
            engine.analyze(text, language="es")
    print(json.dumps({"ranges": ranges, "seconds": (time.process_time() - start) / REPEATS}))


if __name__ == "__main__":
    main()
