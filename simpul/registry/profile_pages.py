"""The operator's page of where a unit is, when it is open and how it is told."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from simpul.base.access import staff
from simpul.registry import access
from simpul.registry.actions.profiles import keep_profile
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.capabilities.profile_form import ProfileForm, initial_of
from simpul.registry.models import Assignment


@staff(Assignment.Role.OPERATOR)
@require_http_methods(["GET", "POST"])
def unit_profile(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Read and change a unit's profile."""
    actor: Any = request.user
    found = access.access_operated_unit(actor, unit)
    form = ProfileForm(request.POST or None, initial=initial_of(UnitProfile.objects.filter(unit=found).first()))
    if request.method == "POST" and form.is_valid():
        keep_profile(actor, found, **form.profile())
        messages.success(request, _("Perubahan disimpan."))
        return redirect("unit_edit", found.pk)
    context = {"form": form, "unit": found}
    return render(request, "registry/unit_profile.html", context, status=422 if form.errors else 200)
