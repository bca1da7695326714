"""The fixed words of what is printed for a room, in Spanish and English."""

WORDS = {
    "es": {
        "file": "hojas", "title": "Hojas", "camera": "Código para la cámara", "slip": "Papelito",
        "group": "Grupo (si quieres):", "agree": "De acuerdo", "disagree": "En desacuerdo", "pass": "Paso",
        "not_said": "Prefiero no decir",
        "lead": "Una marca por renglón. Sin nombre. Lo que no se marca se queda en blanco.",
        "copies": "Copia los cuatro primeros signos de tu papelito.",
    },
    "en": {
        "file": "sheets", "title": "Sheets", "camera": "Code for the camera", "slip": "Slip",
        "group": "Group (if you like):", "agree": "Agree", "disagree": "Disagree", "pass": "Pass",
        "not_said": "Prefer not to say", "lead": "One mark per line. No name. What is not marked stays blank.",
        "copies": "Copy the first four signs of your slip.",
    },
}
