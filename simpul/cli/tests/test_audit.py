"""What `simpul audit` did is noted, so that the operator's page and its alerts know."""

import pytest
from click.testing import CliRunner

from simpul.base import audit
from simpul.base.audit_chain import Fault
from simpul.cli.audit import audit as command
from simpul.journal import audit_runs
from simpul.journal.models import AuditRun

pytestmark = pytest.mark.django_db


def test_verifying_and_anchoring_are_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    audit.note("test", "tried", "x")
    done = CliRunner().invoke(command, ["verify"])
    assert done.exit_code == 0, done.output
    noted = audit_runs.last(AuditRun.Kind.VERIFIED)
    assert noted is not None and noted.faults == 0
    assert audit_runs.last(AuditRun.Kind.ANCHORED) is None
    assert CliRunner().invoke(command, ["anchor"]).exit_code == 0
    assert audit_runs.last(AuditRun.Kind.ANCHORED) is not None
    monkeypatch.setattr("simpul.cli.audit.audit_chain.verify", lambda *given: [Fault("system", 1, "row changed")])
    assert CliRunner().invoke(command, ["verify"]).exit_code == 1
    found = audit_runs.last(AuditRun.Kind.VERIFIED)
    assert found is not None and found.faults == 1
