"""The verdict on the person's page, as a link to what it rests on."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.care.dossier import Dossier
from simpul.care.person_links import PersonLink
from simpul.exchange.dukcapil.models import IdentityCheck

State = IdentityCheck.Verdict


def dukcapil_link(found: Dossier) -> Iterator[PersonLink]:
    """One line in words: not checked, fits, does not fit."""
    said = IdentityCheck.objects.filter(person=found.person.pk).values_list("verdict", flat=True).first()
    words = {
        State.SAME: _("Dukcapil: data sesuai"),
        State.DIFFERENT: _("Dukcapil: data tidak sesuai, lihat apa yang berbeda"),
    }
    yield PersonLink(
        words.get(State(said or ""), _("Dukcapil: belum diperiksa")),
        "circle-check" if said == State.SAME else "circle-help",
        reverse("dukcapil_person", args=[found.person.pk]),
    )
