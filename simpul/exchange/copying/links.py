"""Copy sheets as links on the person's page: those for which the person has a visit."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.care.dossier import Dossier
from simpul.care.person_links import PersonLink
from simpul.exchange.copying.sheet import sheets


def copy_links(found: Dossier) -> Iterable[PersonLink]:
    """One link for each sheet, each once."""
    cards = {line.visit.card for line in found.visits}
    titles = {slug: title for card in sorted(cards) for slug, title in sheets(card).items()}
    for slug, title in titles.items():
        url = reverse("copy_sheet", kwargs={"pk": found.person.pk, "slug": slug})
        yield PersonLink(f"{_('Lembar salin')} {title}", "clipboard-list", url)
