"""What five invented groups of an invented port say, do and propose; nobody said any of it."""

from tequio.foundation.paper.model import (
    Block,
    Callout,
    ItemList,
    Paragraph,
    Points,
    ProposalItem,
    Quote,
    Run,
    Section,
)

MUNICIPALITY = "Ayuntamiento"
STATE = "Gobierno del estado"
FEDERATION = "Gobierno federal"


def _group(title: str, context: tuple[Block, ...], doing: tuple[Block, ...],
           proposals: tuple[ProposalItem, ...], *after: Block) -> Section:
    return Section(title, (
        Section("Contexto", context, 2),
        Section("Lo que ya hacemos", doing, 2),
        Section("Lo que proponemos", (ItemList(proposals), *after), 2),
    ))


OLDER_WOMEN = _group(
    "Mujeres mayores",
    (
        Paragraph("Para las mujeres mayores del puerto, seguridad es poder ir por agua, al mercado y a misa sin pedir "
                  "compañía, y saber que las hijas y los nietos vuelven a la casa. Hace quince años se vivía con la "
                  "puerta abierta; hoy la calle se vacía antes de las ocho."),
        Paragraph((Run("Tres cosas se dijeron en todos los encuentros: "), Run("la oscuridad", strong=True),
                   Run(" de las subidas, "), Run("el agua", strong=True), Run(" que llega cada nueve días y "),
                   Run("el cobro", strong=True), Run(" a los puestos de comida, que se paga para no tener "
                                                     "problemas."))),
        Quote("Antes una le tenía miedo al mar cuando se enojaba. Ahora le tengo miedo a la esquina, que está más "
              "cerca.",
              "Mujer mayor, taller de la colonia La Loma"),
        Paragraph("La falta de luz sigue a la falta de agua: cuando se dejó de bombear, se dejó también de cuidar el "
                  "transformador. El cobro sigue al cierre de la empacadora, de la que vivían cuatro de cada diez "
                  "casas."),
    ),
    (
        Points(("Una cadena de mensajes de casa en casa para avisar cuando falta alguien.",
                "Tandas para medicinas, con cuentas claras y a la vista.",
                "Acompañar por turnos a las muchachas que salen de la secundaria nocturna.",
                "Barrer y encender los focos propios en la escalinata, los viernes.")),
        Quote("No esperamos a que nos cuiden. Nomás pedimos que no nos estorben y que pongan lo que les toca.",
              "Mujer mayor, taller del mercado"),
    ),
    (
        ProposalItem("1", "Que el Ayuntamiento repare el alumbrado de las cuatro subidas a La Loma y publique en la "
                     "escuela y en la clínica la fecha en que lo revisa cada mes.", (MUNICIPALITY,), "muy alta",
                     "de 3 hallazgos y unas 20 voces", ("Validada por el grupo en la segunda "
                                                        "devolución.",), "propuesta-1"),
        ProposalItem("2", "Que el organismo de agua dé servicio al menos tres días por semana, con horario fijo por "
                     "colonia, y que mientras tanto las pipas no se cobren ni se condicionen.",
                     (MUNICIPALITY, STATE), "muy alta", "de 2 hallazgos y unas 25 voces"),
        ProposalItem("3", "Que haya en el mercado una ventanilla para avisar del cobro sin dar el nombre, atendida por "
                     "personal civil de la fiscalía y no por uniformados.", (STATE,), "alta",
                     "de 2 hallazgos y unas 10 voces",
                     ("El grupo pidió que no se abra hasta que haya protección para quien avisa.",)),
        ProposalItem("4", "Que la clínica atienda los lunes y jueves por la tarde a quienes cuidan enfermos, y que "
                          "haya "
                     "una psicóloga de planta para duelos y desvelos.", (STATE, FEDERATION), "media",
                     "de 1 hallazgo y menos de 10 voces"),
    ),
    Callout("silence", "Sobre la violencia dentro de la casa se habló en voz baja y sin grabar en dos de los cinco "
            "talleres. Las cuentas de esta agenda la muestran menos de lo que pesa."),
)

YOUNG_WOMEN = _group(
    "Mujeres jóvenes",
    (
        Paragraph("Las jóvenes describen un mapa que cambia con la hora: por dónde se puede pasar de día, por dónde ya "
                  "no, y dónde nunca. El trayecto a la preparatoria cruza dos puntos en los que las esperan. Algunas "
                  "dejaron de estudiar por eso, y no porque no quisieran."),
        Quote("Yo no dejé la prepa. Dejé el camino.", "Mujer joven, entrevista en el centro comunitario"),
        Paragraph("El acoso en el transporte, las fotos que circulan sin permiso y los «permisos» que piden novios y "
                  "hermanos se contaron como una sola cosa: alguien decide por ellas dónde pueden estar."),
    ),
    (
        Points(("Un grupo que comparte la ubicación a la salida de clases.",
                "Talleres entre ellas de reparación de motos y de teléfonos, para no depender de quien cobra con "
                "favores.",
                "Un mural que señala las paradas en las que sí hay quien mire.")),
    ),
    (
        ProposalItem("5", "Transporte escolar gratuito de ida y vuelta en la ruta de la preparatoria, con paradas "
                     "decididas con las alumnas y alumbradas antes de que empiece a funcionar.", (MUNICIPALITY, STATE),
                     "muy alta", "de 4 hallazgos y unas 30 voces", ("Compartida con «Jóvenes» (propuesta 9).",)),
        ProposalItem("6", "Un protocolo contra el acoso en todas las rutas de transporte, con sanción al "
                     "concesionario y no solo al chofer.", (STATE,), "alta", "de 2 hallazgos y unas 15 voces"),
        ProposalItem("7", "Un refugio en el municipio para mujeres con hijas e hijos, con transporte de noche y sin "
                     "exigir la denuncia para entrar.", (STATE, FEDERATION), "muy alta",
                     "de 3 hallazgos y unas 10 voces"),
    ),
    Callout("difference", "Las mujeres mayores piden más rondas frente a la preparatoria; las jóvenes piden que no las "
            "haya, porque ahí empezaron los acosos. Las dos posturas se conservan.", "Rondas frente a la escuela",
            ("Mujeres mayores: «que pase la patrulla a la salida».", "Mujeres jóvenes: «que no se pare la patrulla».")),
)

YOUNG_PEOPLE = _group(
    "Jóvenes, dentro y fuera de la escuela",
    (
        Paragraph("De los jóvenes se habla mucho y se les pregunta poco. En la cancha, en la esquina y en el taller de "
                  "hojalatería dijeron que los detienen por la ropa, que los trabajos son de doce horas y sin "
                  "contrato, y que "
                  "la oferta que nunca falta es la de quien menos conviene."),
        Paragraph("Dicen también que hay un orgullo del barrio que nadie les reconoce: la comparsa, la banda, los que "
                  "pescan con sus abuelos, los que arreglan la cancha sin que nadie les pague."),
        Quote("Nos ven y ya saben qué somos. Pregúntenme qué sé hacer, no con quién ando.",
              "Joven que no estudia, encuentro en la cancha"),
    ),
    (
        Points(("Torneo nocturno en el que juegan juntas las dos colonias que no se hablaban.",
                "Préstamo de herramientas entre talleres.", "Una radio por internet, los martes.")),
    ),
    (
        ProposalItem("8", "Contratos de aprendiz pagados, de seis meses, con seguro social, en la obra pública y en "
                     "las cooperativas de pesca, sin pedir carta de antecedentes.",
                     (MUNICIPALITY, STATE, FEDERATION), "muy alta", "de 3 hallazgos y unas 20 voces"),
        ProposalItem("9", "Que la ruta escolar pare también en los talleres y en la cancha, para quien trabaja.",
                     (MUNICIPALITY,), "alta", "de 1 hallazgo y unas 10 voces"),
        ProposalItem("10", "Un registro público de detenciones en el que cada quien pueda ver las suyas y quejarse en "
                     "el mismo lugar, con plazo de respuesta de quince días.", (MUNICIPALITY, STATE), "alta",
                     "de 2 hallazgos y unas 15 voces", ("Revisada: no reproduce violencia.",)),
        ProposalItem("11", "Mantener la cancha, el foro y la biblioteca abiertos hasta las diez de la noche, con "
                     "personal contratado en el barrio.", (MUNICIPALITY,), "media", "de 2 hallazgos y unas 10 voces"),
    ),
)

ADULT_MEN = _group(
    "Hombres adultos",
    (
        Paragraph("Los hombres llegaron pocos y tarde. Quienes vinieron hablaron del trabajo: jornadas que no dejan "
                  "ver "
                  "a los hijos, pesca que no alcanza para la gasolina, cobro en el muelle. Y hablaron, después de la "
                  "segunda reunión, de lo que les enseñaron a callar."),
        Quote("A mí me enseñaron que el que avisa pierde. Apenas ando aprendiendo otra cosa.",
              "Hombre adulto, asamblea de la cooperativa"),
    ),
    (Points(("Salir a pescar en parejas y avisar la hora de vuelta.",
             "Un fondo para viudas de pescadores que administra la cooperativa.")),),
    (
        ProposalItem("12", "Precio de garantía y combustible a costo para la pesca ribereña, entregado por la "
                     "cooperativa y con lista pública.", (FEDERATION, STATE), "alta", "de 2 hallazgos y unas 10 voces"),
        ProposalItem("13", "Inspección de jornadas y pagos en las empacadoras y los hoteles, con aviso a los "
                     "trabajadores del resultado.", (FEDERATION,), "alta", "de 1 hallazgo y menos de 10 voces"),
        ProposalItem("14", "Círculos de hombres en la clínica y en las cooperativas, acompañados por gente preparada, "
                     "para hablar de la violencia que se aprende y se repite.", (STATE,), "media",
                     "de 1 hallazgo y menos de 10 voces"),
    ),
    Callout("gap", "Con los hombres de la zona del muelle no hubo encuentros: la reunión se suspendió dos veces. Lo "
                   "que "
            "aquí se lee viene de tres lugares y no de cinco."),
)

ASSOCIATIONS = _group(
    "Asociaciones, iglesias y comunidad afrodescendiente",
    (
        Paragraph("Las asociaciones sostienen lo que el municipio dejó: comedor, velorios, búsqueda, trámites. La "
                  "comunidad afrodescendiente de El Carrizal pidió que se diga su nombre, porque no aparece en ningún "
                  "plan y sí en los retenes."),
        Quote("Para pararnos en el camino sí nos ven negros. Para la clínica, no nos ven.",
              "Persona afrodescendiente, caminata en El Carrizal"),
    ),
    (Points(("Comedor de mediodía para ochenta niñas y niños.", "Búsqueda y acompañamiento a familias, con abogada.",
             "Fiesta de la comunidad, que volvió después de nueve años."), ordered=True),),
    (
        ProposalItem("15", "Que cada programa municipal y estatal informe qué hizo en El Carrizal y con cuánto, dos "
                     "veces al año y en asamblea.", (MUNICIPALITY, STATE), "alta", "de 2 hallazgos y unas 10 voces"),
        ProposalItem("16", "Atención integral a las familias de personas desaparecidas, en el puerto y no en la "
                     "capital, con transporte pagado mientras no la haya.", (STATE, FEDERATION), "muy alta",
                     "de 3 hallazgos y unas 15 voces"),
        ProposalItem("17", "Que las detenciones en los retenes queden grabadas y la comisión de derechos humanos las "
                     "pueda revisar sin avisar.", (FEDERATION, STATE), "alta", "de 1 hallazgo y unas 10 voces"),
    ),
)

GROUPS = (OLDER_WOMEN, YOUNG_WOMEN, YOUNG_PEOPLE, ADULT_MEN, ASSOCIATIONS)
