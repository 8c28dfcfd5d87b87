"""The answers to a request: the form of the step, as its workflow says."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.base.words import say
from simpul.care.asking.choices import Offered
from simpul.care.asking.fields import SHORT, ContentForm, apart, names_of
from simpul.journal.kinds import Refused
from simpul.network.workflow import Transition, Workflow

ANSWERED_BY = "answered_by"


class AnswerForm(ContentForm):
    """Fields of a transition. `seen` is the seq of the row that the officer had before them."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    answered_by = forms.CharField(
        label=_("Dijawab lewat telepon oleh"),
        max_length=SHORT,
        required=False,
        help_text=_("Tempat ini menjawab tanpa Simpul. Bila mereka menelepon, tulis nama dan tugasnya."),
    )

    def __init__(self, step: Transition, zone: ZoneInfo, offered: Offered, *args: Any, **kwargs: Any) -> None:
        """`zone` is the post's, in which day and time are meant."""
        super().__init__(step.fields, zone, offered, *args, **kwargs)
        self.step = step
        if not offered.rings or step.asks("to_unit"):
            del self.fields[ANSWERED_BY]

    @property
    def words(self) -> str:
        """The answer that is given, as its button says it."""
        return say(self.step.label)

    @property
    def by_telephone(self) -> Any:
        """The line for whoever answered by telephone; None where the asked place answers for itself."""
        return self[ANSWERED_BY] if ANSWERED_BY in self.fields else None

    def payload(self) -> dict[str, Any]:
        """The data of a `request.moved` entry."""
        rang = " ".join(self.cleaned_data.get(ANSWERED_BY, "").split())
        return {"action": self.step.action} | apart(self.filled()) | ({ANSWERED_BY: rang} if rang else {})

    def look_again(self, seq: int) -> None:
        """The request has changed; what was typed stands, and sending it once more counts from what is shown now."""
        typed: Any = self.data
        again = typed.copy()
        again["seen"] = seq
        self.data = again

    def refuse(self, refusal: Refused) -> None:
        """Say why the step was refused, beside the field that it is about where the page has one."""
        name = refusal.reason.field or ""
        drawn = next((names_of(one)[0] for one in self.asked if one.id == name), None)
        self.add_error(drawn, refusal.said)


def typed(flow: Workflow, action: str, data: Any) -> list[tuple[str, str]]:
    """What was typed into the form of a step that is offered no more: label and words, to be copied."""
    step = flow.named(action)
    texts = [one for one in step.fields if one.type == "text"] if step is not None else []
    return [(say(one.label), data[one.id]) for one in texts if data.get(one.id, "").strip()]
