"""The small forms beside each assignment of an account: end it, give a function, end one."""

from django.utils.translation import gettext_lazy as _

from simpul.registry.forms import EndForm, FunctionForm, RowForm
from simpul.registry.functions.models import Function
from simpul.registry.models import Assignment

LAST_DAY = _("Hari terakhir")


def with_forms(held: Assignment, wrong: RowForm | None) -> Assignment:
    """The assignment with its forms for the page; `wrong` is the one that came back with something to put right."""
    vars(held)["end_form"] = EndForm(f"akhir-{held.pk}", held.starts_on).or_wrong(wrong)
    vars(held)["function_form"] = give_form(held).or_wrong(wrong)
    for one in held.functions.all():
        vars(one)["end_form"] = end_form(one).or_wrong(wrong)
    return held


def give_form(held: Assignment, *data: object) -> FunctionForm:
    """To give the assignment a function."""
    return FunctionForm(f"beri-{held.pk}", *data)


def end_form(function: Function, *data: object) -> EndForm:
    """To end a function of one."""
    form = EndForm(f"fungsi-{function.pk}", function.starts_on, *data)
    form.fields["ends_on"].label = LAST_DAY
    return form
