"""A unit answers the short survey through its link, once; its other links for the same service close with it."""

from django.db import transaction

from simpul.base import audit, clock
from simpul.base.access import NotYours
from simpul.exchange.models import SurveyLink
from simpul.exchange.survey.forms import AnswerForm
from simpul.registry.capabilities.declare import declare
from simpul.registry.capabilities.models import Capability

SOURCE = "Jawaban lewat tautan"
"""One language: it is data, not a page."""


def answer(link: SurveyLink, form: AnswerForm) -> Capability:
    """Declare what the valid form says, unverified. Raises NotYours when somebody answered meanwhile."""
    data = form.cleaned_data
    with transaction.atomic(), audit.acting("survey link"):
        held = SurveyLink.objects.select_for_update().get(pk=link.pk)
        if held.answered_at is not None:
            raise NotYours
        evidence = form.evidence() | {"answered_by": data["answered_by"]}
        made = declare(held.unit, held.service, data["status"], clock.today(), evidence, SOURCE, None)
        held.answered_at, held.answered_by, held.capability = clock.now(), data["answered_by"], made
        held.save(update_fields=["answered_at", "answered_by", "capability"])
        others = SurveyLink.objects.filter(unit=held.unit, service=held.service, answered_at=None)
        others.filter(expires_at__gt=clock.now()).update(expires_at=clock.now())
    return made
