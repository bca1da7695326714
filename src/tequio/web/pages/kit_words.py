"""The fixed words of the printed sheets, in Spanish and English."""

WORDS = {
    "es": {
        "title": "Hojas de campo",
        "footer": "Sin nombres. Lo que sobre, se rompe.",
        "before": "Antes", "opening": "Para abrir, en voz alta", "care": "Cuidado", "closing": "Para cerrar",
        "stop_line": "Señal para parar, la que acordamos para hoy:",
        "danger": "Si alguien cuenta que hay una persona en peligro ahora mismo, no se anota: se avisa a quien se "
                  "acordó, por fuera de estas hojas.",
        "uses": "Uso",
        "tally": "Cuántas personas vinieron",
        "tally_lead": "Rayitas por grupo, de cinco en cinco. Sin nombres, sin firmas, sin teléfonos.",
        "group": "Grupo", "marks": "Rayitas", "total": "Total",
        "silences": "Lo que no se dijo",
        "silences_lead": "Se llena al final, entre quienes facilitaron. Qué se calló, nunca quién.",
        "cards": "Cartones",
        "cards_lead": "Un cartón, una cosa, con las palabras de quien la dijo. Recorta por la línea. Tacha el cuadro "
                      "sólo si esa voz no permite algo que el encuentro sí permitió.",
        "except": "No permite:",
        "receipts": "Recibos",
        "receipts_lead": "se ofrecen, no se imponen. Se imprimen aparte, en Protección → Recibos, con sus seis "
                         "palabras. El papel no dice qué es: explícalo de viva voz.",
    },
    "en": {
        "title": "Field sheets",
        "footer": "No names. What is left over is torn up.",
        "before": "Before", "opening": "To open, aloud", "care": "Care", "closing": "To close",
        "stop_line": "Stop signal, the one we agreed on for today:",
        "danger": "If somebody tells of a person who is in danger right now, it is not written down: whoever was "
                  "agreed on is told, outside these sheets.",
        "uses": "Use",
        "tally": "How many people came",
        "tally_lead": "Strokes by group, in fives. No names, no signatures, no telephones.",
        "group": "Group", "marks": "Strokes", "total": "Total",
        "silences": "What was not said",
        "silences_lead": "Filled in at the end by those who facilitated. What was left unsaid, never who.",
        "cards": "Cards",
        "cards_lead": "One card, one thing, in the words of whoever said it. Cut along the line. Cross a box only if "
                      "this voice does not allow something that the encounter did allow.",
        "except": "Not allowed:",
        "receipts": "Receipts",
        "receipts_lead": "they are offered, never imposed. They are printed apart, under Protection → Receipts, with "
                         "their six words. The paper does not say what it is: explain it aloud.",
    },
}
