"""The fixed words of the sheets of a round, in Spanish and English."""

ROUND_WORDS = {
    "es": {
        "reasons": "Razones de esta mesa",
        "reasons_lead": "La razón con las palabras de quien la dijo. Sin nombres, y sin anotar qué votó nadie.",
        "statement": "Afirmación número", "for": "A favor", "against": "En contra", "doubts": "Dudas",
        "answers": "Las cuatro respuestas",
        "answers_list": ["De acuerdo", "En desacuerdo", "Paso: no sé, o no me toca", "Prefiero no decir"],
        "again": "Segundo voto",
        "again_lead": "Lo que cambió se cuenta junto. Un cambio de menos de diez boletas no se dice.",
        "unknown": "Lo que con tan pocas personas no se sabe",
        "unknown_list": [
            "Con menos de doce boletas no se buscan grupos de opinión.",
            "Con doce a veinte, casi nunca se verían aunque los hubiera.",
            "Con treinta, dos grupos claros casi siempre se ven; los que apenas se distinguen, no.",
            "Nadie fue sorteado: lo que salga vale para quienes vinieron.",
        ],
    },
    "en": {
        "reasons": "Reasons of this table",
        "reasons_lead": "The reason in the words of whoever said it. No names, and no note of what anybody voted.",
        "statement": "Statement number", "for": "For", "against": "Against", "doubts": "Doubts",
        "answers": "The four answers",
        "answers_list": ["Agree", "Disagree", "Pass: I do not know, or it is not mine to say", "Rather not say"],
        "again": "Second vote",
        "again_lead": "What changed is counted together. A change of fewer than ten ballots is not told.",
        "unknown": "What so few people cannot tell",
        "unknown_list": [
            "With fewer than twelve ballots no opinion groups are looked for.",
            "With twelve to twenty they would hardly ever be seen even if there were any.",
            "With thirty, two clear groups are nearly always seen; those that hardly differ are not.",
            "Nobody was drawn by lot: what comes out holds for those who came.",
        ],
    },
}
