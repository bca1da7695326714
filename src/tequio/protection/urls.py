from django.urls import path

from tequio.protection.views import lifting, overview, queue, reading, receipts, taps, withdrawing

app_name = "protection"
urlpatterns = [
    path("", overview.index, name="index"),
    path("lectura/", queue.readings, name="readings"),
    path("lectura/nuevas/", queue.read_new, name="read_new"),
    path("lectura/texto/<uuid:text_id>/", lifting.text, name="text"),
    path("lectura/texto/<uuid:text_id>/pedir/", lifting.ask, name="ask_lift"),
    path("lectura/texto/<uuid:text_id>/a-la-vista/", lifting.agree, name="agree_lift"),
    path("lectura/texto/<uuid:text_id>/tapar/", lifting.cover, name="cover_text"),
    path("lectura/texto/<uuid:text_id>/aprobar/", queue.approve, name="approve_text"),
    path("lectura/texto/<uuid:text_id>/no-sale/", queue.refuse, name="refuse_text"),
    path("lectura/texto/<uuid:text_id>/otra-vez/", queue.again, name="text_again"),
    path("lectura/<uuid:review_id>/", reading.reading, name="reading"),
    path("lectura/<uuid:review_id>/aprobar/", reading.approve, name="approve"),
    path("lectura/<uuid:review_id>/no-sale/", reading.refuse, name="refuse"),
    path("lectura/<uuid:review_id>/otra-vez/", reading.again, name="again"),
    path("lectura/<uuid:review_id>/levantar/", reading.lift, name="lift"),
    path("lectura/<uuid:review_id>/retirar/", withdrawing.of_review, name="withdraw"),
    path("lectura/levantada/<uuid:lift_id>/tapar/", reading.cover, name="cover"),
    path("marcas/", taps.taps, name="taps"),
    path("marcas/nueva/", taps.add, name="tap"),
    path("marcas/<uuid:tap_id>/quitar/", taps.remove, name="untap"),
    path("recibos/", receipts.receipts, name="receipts"),
    path("recibos/<uuid:encounter_id>/", receipts.of_encounter, name="receipts_of"),
    path("recibos/<uuid:encounter_id>/anotar/", receipts.bind, name="bind"),
    path("recibos/soltar/<uuid:receipt_id>/", receipts.unbind, name="unbind"),
    path("retirar/", withdrawing.find, name="find"),
    path("retirar/voz/<uuid:voice_id>/", withdrawing.voice, name="withdraw_voice"),
    path("retirar/encuentro/<uuid:encounter_id>/", withdrawing.encounter, name="withdraw_encounter"),
    path("retiros/", withdrawing.withdrawals, name="withdrawals"),
    path("retiros/<uuid:revisit_id>/mirada/", withdrawing.revisited, name="revisited"),
    path("retiros/<uuid:reissue_id>/cambiada/", withdrawing.reissued, name="reissued"),
]
