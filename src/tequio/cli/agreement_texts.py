"""What the page of agreement says, in Spanish and English."""

TEXTS = {
    "title": ("Qué tanto coinciden quienes codificaron", "How far those who coded agree"),
    "lead": ("Un número alto dice que el libro de códigos se entiende igual. Uno bajo no dice quién se equivocó: dice "
             "qué códigos hay que hablar.",
             "A high number says that the codebook is understood alike. A low one does not say who was wrong: it says "
             "which codes need talking over."),
    "file": ("Archivo", "File"), "coders": ("Codificaron", "Coders"),
    "left_out": ("{count} filas se dejaron fuera, como se pidió.", "{count} rows were left out, as asked."),
    "how_read": ("Cómo se leyó la tabla", "How the table was read"),
    "as_several": ("{units} unidades, cada una con los códigos que haga falta: cada código es una pregunta de sí o no.",
                   "{units} units, each with as many codes as it needs: each code is a question of yes or no."),
    "as_categories": ("{units} unidades, cada una con una categoría por persona.",
                      "{units} units, each with one category a person."),
    "missing": ("Una unidad sin fila de alguien no la abrió esa persona, y no cuenta como «no».",
                "A unit without a row of somebody was not opened by that person, and does not count as «no»."),
    "all_opened": ("Todas las personas abrieron todas las unidades, como se dijo: sin fila, la respuesta es «no».",
                   "Everybody opened every unit, as was said: without a row the answer is «no»."),
    "empty_several": ("{count} filas sin valor: la unidad se abrió y no llevó ningún código.",
                      "{count} rows without a value: the unit was opened and given no code."),
    "empty_categories": ("{count} filas sin valor se tomaron como no respondidas; si quieren decir «abierta y sin "
                         "código», usa --codes several.",
                         "{count} rows without a value were taken as not answered; if they mean «opened and no code», "
                         "use --codes several."),
    "repeated": ("{count} filas repetidas cuentan una sola vez.", "{count} repeated rows count once."),
    "questions": ("Todas las categorías a la vez", "All categories at once"),
    "codes": ("Código por código", "Code by code"),
    "code": ("Código", "Code"), "every_category": ("todas las categorías", "all categories"),
    "together": ("todos los códigos juntos", "all codes together"),
    "interval": ("de 100 veces, 95 entre", "95 of 100 times between"), "kappa": ("κ de pares", "κ of pairs"),
    "shares": ("lo llevan", "carry it"), "compared": ("unidades", "units"),
    "unmeasured": ("No se puede medir, y por eso no lleva número", "It cannot be measured, and so has no number"),
    "mind": ("Antes de usar estos números", "Before using these numbers"),
    "pairs": ("κ de cada par", "κ of each pair"),
    "pairs_elsewhere": ("La κ de cada uno de los {count} pares está en agreement.json.",
                        "The κ of each of the {count} pairs stands in agreement.json."),
    "texts": ("{texts} textos, {characters} caracteres.", "{texts} texts, {characters} characters."),
    "length_guessed": ("Nada dice dónde termina cada texto: se tomó el final del último pasaje. Con --end, o con una "
                       "columna text_length, α sobre todo el texto es la debida.",
                       "Nothing says where each text ends: the end of its last passage was taken. With --end, or a "
                       "column text_length, α over the whole text is what it should be."),
    "text_missing": ("Un texto en el que alguien no tiene ninguna fila no lo abrió esa persona.",
                     "A text in which somebody has no row was not opened by that person."),
    "overlapping": ("{count} pasajes se enciman con otro de la misma persona y código, y cuentan como uno con él.",
                    "{count} passages run into another one of the same person and code, and count as one with it."),
    "by_passages": ("Dónde empieza y termina cada pasaje", "Where each passage begins and ends"),
    "other_ways": ("Lo mismo, por la fórmula de 1995 y carácter por carácter",
                   "The same, by the formula of 1995 and character by character"),
    "passages": ("pasajes", "passages"), "coded_2004": ("α en lo codificado", "α over coded text"),
    "whole_2004": ("α en todo el texto", "α over the whole text"),
    "coded_1995": ("lo codificado, 1995", "coded text, 1995"),
    "whole_1995": ("todo el texto, 1995", "whole text, 1995"),
    "characters_coded": ("por carácter, lo codificado", "by character, coded"),
    "characters_whole": ("por carácter, todo", "by character, whole"),
    "in_coded": ("En lo codificado:", "Over coded text:"), "in_whole": ("En todo el texto:", "Over the whole text:"),
    "links": ("Vínculos", "Links"), "voices": ("{voices} voces.", "{voices} voices."),
    "drawn": ("¿hay vínculo de uno a otro?", "is there a link from one to the other?"),
    "direction": ("¿en qué sentido va?", "which way does it go?"),
    "relation": ("¿alimenta o interrumpe?", "does it feed or interrupt?"),
    "both_drew": ("De los vínculos que trazan dos personas, {share} de 1 son el mismo.",
                  "Of the links that two people draw, {share} of 1 are the same."),
    "reading": ("Cómo leer estos números", "How to read these numbers"),
    "read_alpha": ("α de Krippendorff: 1 es acuerdo completo, 0 es lo que daría el azar, menos de 0 es peor que el "
                   "azar. Vale con las respuestas que falten y con cualquier número de personas.",
                   "Krippendorff's α: 1 is complete agreement, 0 is what chance would give, below 0 is worse than "
                   "chance. It holds with missing answers and any number of people."),
    "read_interval": ("El intervalo dice entre qué valores quedaría α con otras voces del mismo lugar.",
                      "The interval says between which values α would lie with other voices of the same place."),
    "read_ac1": ("AC1 de Gwet: como α, pero no se hunde cuando un código es raro. Si α es bajo y AC1 alto, casi nadie "
                 "usó el código.",
                 "Gwet's AC1: like α, but it does not sink where a code is rare. If α is low and AC1 high, hardly "
                 "anybody used the code."),
    "read_kappa": ("κ de Cohen compara a dos personas; aquí va la menor y la mayor de todos los pares.",
                   "Cohen's κ compares two people; here stand the lowest and the highest of all pairs."),
    "read_bar": ("No hay un número que baste siempre. Por debajo de 0.67 conviene no concluir nada que dependa de ese "
                 "código sin hablarlo antes.",
                 "No number is always enough. Below 0.67 it is better to conclude nothing that hangs on the code "
                 "before it was talked over."),
    "read_unitizing": ("α para pasajes pregunta si se marcó lo mismo y hasta dónde: pesa cuánto se separan los inicios "
                       "y los finales.",
                       "α for passages asks whether the same was marked and how far: what counts is how far apart "
                       "beginnings and ends are."),
    "read_coded": ("En lo codificado queda fuera lo que nadie marcó con nada. En todo el texto, lo que nadie marcó "
                   "cuenta como acuerdo, y un texto largo casi sin marcas da números altos.",
                   "Coded text leaves out what nobody marked with anything. Over the whole text what nobody marked "
                   "counts as agreement, and a long text with few marks gives high numbers."),
    "read_families": ("La fórmula de 2004 cuenta caracteres; la de 1995 toma el texto como una línea sin partes.",
                      "The formula of 2004 counts characters; that of 1995 takes the text as a line without parts."),
    "read_characters": ("Por carácter, cada letra es una unidad: un pasaje largo pesa más que uno corto.",
                        "By character each letter is a unit: a long passage weighs more than a short one."),
    "read_links": ("Se pregunta por cada par de códigos que alguien halló en la voz: ¿trazó esta persona el vínculo?",
                   "It is asked of each pair of codes that somebody found in the voice: did this person draw it?"),
    "read_both": ("El sentido y la clase se preguntan sólo donde dos personas unieron los mismos códigos.",
                  "Direction and kind are asked only where two people joined the same codes."),
}
