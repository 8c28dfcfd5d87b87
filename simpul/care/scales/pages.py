"""Measuring at the posts: the scales and their tests, and which skill may be refreshed with whom."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from simpul.base import clock
from simpul.base.access import staff
from simpul.care.scales.quality import quality
from simpul.care.scales.queries import scales
from simpul.knowledge.scales import load_limits
from simpul.registry.access import posts_of
from simpul.registry.models import Assignment


@staff(Assignment.Role.OFFICER)
@require_GET
def measuring(request: HttpRequest) -> HttpResponse:
    """Only the puskesmas that guides these kaders sees the page; no child is named."""
    actor: Any = request.user
    today, limits = clock.today(), load_limits()
    posts = list(posts_of(actor).filter(closed_on=None))
    tested = scales(posts, today)
    seen = {line.post.pk for line in tested}
    context = {
        "scales": tested,
        "untested": [post for post in posts if post.pk not in seen],
        "lines": quality(posts, today),
        "types": limits.types,
        "skills": limits.skills,
        "limits": limits.quality,
    }
    return render(request, "care/measuring.html", context)
