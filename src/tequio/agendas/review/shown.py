"""What a review still lacks, in words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tequio.agendas.review.states import Lack

LACK_WORDS: Final[dict[Lack, str | Promise]] = {
    Lack.NOT_CURRENT: _("ya no está vigente"),
    Lack.NOT_ASKED: _("nadie ha contestado si reproduce violencia"),
    Lack.REPRODUCES: _("alguien contestó que reproduce violencia"),
    Lack.NO_SAFEGUARD: _("hay un riesgo sin salvaguarda escrita"),
    Lack.NO_PRINCIPLES: _("falta ponerla frente a los cuatro principios"),
    Lack.IN_DOUBT: _("falta resolver una duda: con otra redacción, o con una razón para dejarla como está"),
}
