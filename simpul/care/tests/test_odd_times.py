"""A time of another age, from a phone or a form, is refused or left out; no page of the puskesmas fails by it."""

import pytest
from django.test import Client

from simpul.base.ids import uuid7
from simpul.care.tests.stories import Village, at
from simpul.journal.actions.append import Draft, append
from simpul.journal.kinds import Refused
from simpul.network.calendars.models import Absence
from simpul.network.calendars.tests.kit import Practice
from simpul.network.models import Request
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
ODD = ["9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00.000Z", "kemarin"]
NOW = "2026-11-22T09:00"


@pytest.mark.parametrize("wish", ODD)
def test_an_odd_wish_shuts_nobody_out_of_the_inbox(wish: str) -> None:
    """One phone could keep a whole puskesmas from its referrals."""
    with at(NOW):
        village = Village()
        child = village.child(village.family())
        good = "2026-11-24T02:00:00.000Z"
        asked = village.refer(child, service="konsultasi-jiwa-daring", channel="daring", wanted=[wish, good])
        officer = kit.sign_in(Client(), village.where.officer)
        for path in ("", f"{asked}/", f"{asked}/surat/"):
            assert officer.get(f"/puskesmas/rujukan/{path}").status_code == 200
        assert officer.get(f"/kalender/pilih/{asked}/").status_code == 200
        assert "24 Nov" in officer.get(f"/puskesmas/rujukan/{asked}/").content.decode()


@pytest.mark.parametrize("day", ODD)
def test_an_entry_of_another_age_is_set_aside(day: str) -> None:
    village = Village()
    draft = Draft("request.opened", str(uuid7()), {"person": None, "service": "gizi"}, happened_at=day)
    with pytest.raises(Refused, match="happened_at"):
        append(village.where.posts[0], [draft], village.where.officer)
    assert not Request.objects.exists()


@pytest.mark.parametrize(
    "days", [("0001-01-01", "0001-01-02"), ("0026-11-23", "2026-11-24"), ("2026-11-23", "9999-12-31")]
)
def test_time_away_of_another_age_is_sent_back(days: tuple[str, str]) -> None:
    """A psychologist who had typed the year 1 never saw the calendar again."""
    with at(NOW):
        practice = Practice()
        client = kit.sign_in(Client(), practice.psychologist)
        said = {"libur-first_day": days[0], "libur-last_day": days[1], "libur-reason": "cuti"}
        assert "Periksa tahunnya." in client.post("/kalender/libur/", said, follow=True).content.decode()
        assert client.get("/kalender/").status_code == 200 and not Absence.objects.exists()
