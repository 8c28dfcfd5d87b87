"""What the programme says about links (`content/programme/answer-links.json`)."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.network import workflow
from simpul.network.flow import PAYLOAD, Field, Transition
from simpul.network.models import Request
from simpul.registry.models import Assignment

OFFICER = Assignment.Role.OFFICER
ASKS = {"note", "appointment_at", "outcome", "follow_up", "clinical_note"}
"""Of the fields that every step knows, those that a link's form can ask for; of a workflow's own, texts and choices."""


@cache
def rules() -> dict[str, Any]:
    """The file, read once."""
    found: dict[str, Any] = read_json(CONTENT_DIR / "programme" / "answer-links.json")
    return found


def ends_at(request: Request, now: datetime) -> datetime:
    """Until when a link made now opens: by urgency, and long enough to say afterwards how an appointment went."""
    hours = rules()["valid_hours"]
    plain = now + timedelta(hours=hours.get(request.urgency, min(hours.values())))
    if request.appointment_at is None:
        return plain
    return max(plain, request.appointment_at + timedelta(hours=rules()["after_appointment_hours"]))


def may_be_sent(request: Request) -> bool:
    """Whether a request of this class may be shown through a link at all."""
    return request.confidentiality <= str(rules()["sent_up_to"])


def is_quiet(request: Request) -> bool:
    """Whether a link says nothing of the matter: what only those who treat answer, and all above the post's class."""
    return request.confidentiality != "K1" or workflow.load(request.workflow).treating_only


def offered(request: Request) -> list[Transition]:
    """Steps that the asked unit may take now through a link, in the order of the content."""
    hidden = rules()["not_offered"]
    return [
        step
        for step in workflow.load(request.workflow).steps_from(request.state)
        if step.allows(OFFICER, "to_unit") and step.action not in hidden and all(map(askable, _needed(step)))
    ]


def askable(field: Field) -> bool:
    """Whether a link's form can ask for it."""
    return field.id in ASKS or (field.id not in PAYLOAD and field.type in ("text", "choice"))


def _needed(step: Transition) -> list[Field]:
    return [field for field in step.fields if field.required]
