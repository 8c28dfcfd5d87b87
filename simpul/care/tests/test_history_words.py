"""The first line of a request's history says what kind of request was made, in the workflow's own words."""

import pytest

from simpul.care.inbox import steps
from simpul.care.tests.stories import Village
from simpul.network import workflow
from simpul.network.models import Request

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", [flow.id for flow in workflow.all_flows()])
def test_each_kind_is_called_by_its_name(kind: str) -> None:
    village = Village()
    asked = Request.objects.get(pk=village.refer(village.child(village.family())))
    asked.workflow = kind
    assert steps(asked)[-1].words == f"Dibuat: {workflow.load(kind).title['id']}"
