"""Each printable page of an office says on paper what it is, of where, who printed it by role, and when."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from simpul.base import clock
from simpul.journal.testing import account
from simpul.registry.models import Assignment
from simpul.registry.tests import kit

ROOMS = Path(__file__).resolve().parents[2]
NOT_OF_AN_OFFICE = ("selfcheck/", "care/parent", "care/letter.html")
"""A letter is signed by its sender, the others are a citizen's own; none tells who printed it."""


def test_no_printable_page_lacks_its_head() -> None:
    pages = [path for path in ROOMS.glob("*/templates/**/*.html") if "data-print" in path.read_text()]
    ours = [path for path in pages if not any(one in path.as_posix() for one in NOT_OF_AN_OFFICE)]
    assert len(ours) > 8
    assert [path.name for path in ours if "{% print_head " not in path.read_text()] == []


@pytest.mark.django_db
def test_the_head_names_a_role_and_a_moment_and_no_person() -> None:
    here = kit.world()
    officer = account("Bidan Rahmawati", Assignment.Role.OFFICER, here.puskesmas)
    with clock.frozen(datetime(2026, 11, 23, 2, 5, tzinfo=UTC)):
        page = kit.sign_in(Client(), officer).get("/terlambat/").content.decode()
    head = page[page.index("print-head") :]
    head = head[: head.index("</header>")]
    assert "Terlambat" in head and "23 November 2026, 09.05" in head
    assert f"Petugas puskesmas, {here.puskesmas.name}" in head and "Rahmawati" not in head
