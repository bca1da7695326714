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
            "Con doce a veinte, sólo se ven los que responden muy distinto.",
            "Con treinta se ven además los que responden bastante distinto; los que se distinguen poco, casi nunca.",
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
            "With twelve to twenty only those that answer very differently are seen.",
            "With thirty those that answer rather differently are seen, too; those that differ little hardly ever.",
            "Nobody was drawn by lot: what comes out holds for those who came.",
        ],
    },
}
