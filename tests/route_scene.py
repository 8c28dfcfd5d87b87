"""A puskesmas with one of everything, so that each route has a real address to knock at."""

from datetime import timedelta
from uuid import uuid4

from django.urls import URLPattern, reverse
from msgspec import structs

from simpul.base import clock, ids
from simpul.base.models import Message
from simpul.base.outbox import send
from simpul.care.homevisits.ids import home_check_id
from simpul.care.tests.stories import Village
from simpul.exchange.models import PreparedReport
from simpul.exchange.page_urls import urlpatterns as exchange_urls
from simpul.exchange.satusehat.models import FhirParcel
from simpul.exchange.sheets import writing
from simpul.exchange.survey import applying
from simpul.exchange.tests import kit as sheets
from simpul.journal.actions import enrol
from simpul.journal.actions.carry import put
from simpul.journal.alerts.refresh import refresh as refresh_alerts
from simpul.journal.models import Alert, Device, Enrolment, Flag, Quarantine, Review
from simpul.journal.sign import jwk_of, point_of
from simpul.journal.testing import Phone, rehash
from simpul.journal.wire import Enrol
from simpul.network.calendars.actions.keep_hours import be_away
from simpul.network.calendars.tests.kit import Practice
from simpul.people.models import Person
from simpul.registry.capabilities.models import Capability
from simpul.registry.functions.models import Function
from simpul.registry.functions.testing import does
from simpul.registry.models import Account, Assignment, Post, Unit
from simpul.registry.tests import kit

Role = Assignment.Role
PERSONAL = "Rahasia Namanya"
"""A name that must not appear to anyone outside the post's puskesmas."""
IMPORTS = [str(one.name) for one in exchange_urls if str(one.name).startswith("import_")]
SURVEYS = ("survey_sheet", "survey_problems", "survey_do")
COMPARISONS = ("import_compared", "import_compared_sheet")
MEETING = ("consultation", "consultation_ticket", "consultation_link")
OF_A_PERSON = (
    "person",
    "person_download",
    "person_card",
    "person_screenings",
    "dukcapil_person",
    "parent_code",
    "copy_sheet",
)
"""Routes whose `pk` is that of somebody."""


class Scene:
    """A puskesmas with one of everything, an officer of the next area, a kader of the next post."""

    def __init__(self) -> None:
        """Build it."""
        self.village = Village()
        self.officer = self.village.where.officer
        does(self.officer, "bidan")
        self.world = kit.world()
        self.person = self.village.child(self.village.family(), name=PERSONAL)
        self.request = self.village.refer(self.person)
        self.kader = self.village.where.kaders[0]
        self.examples = self._examples()

    def _examples(self) -> dict[tuple[str, str], object]:
        phone = self._conflicts()
        return {**self._of_persons(), **self._of_the_day(), **self._of_sheets(), **self._of_phones(phone)}

    def _meeting(self) -> str:
        asked = self.village.refer(self.person, service="konsultasi-jiwa-daring", channel="daring")
        at = clock.iso(clock.now() + timedelta(minutes=5))
        self.village.write("request.moved", asked, {"action": "schedule", "appointment_at": at})
        return asked

    def _conflicts(self) -> Phone:
        """Two phones that disagree about a birth date, an entry set aside, and one from after an assignment's end."""
        one = Phone(post=self.village.here).enrol(self.officer, self.kader)
        seq = Person.objects.get(pk=self.person).seq
        other = Phone(post=self.village.here).enrol(self.officer, self._helper())
        for phone, day in ((one, "2025-09-11"), (other, "2025-09-12")):
            phone.push([phone.change(self.person, {"identity": seq}, birth_date=day)])
        one.push([one.entry("dose.given", self.person, {"product": "BCG", "date": "kemarin"})])
        self.kader.assignments.update(ends_on="2026-01-31")
        one.push([one.entry("dose.given", self.person, {"product": "BCG", "date": "2026-01-20"})])
        self.kader.assignments.update(ends_on=None)
        return one

    def _of_persons(self) -> dict[tuple[str, str], object]:
        return {
            **{(name, "pk"): self.person for name in OF_A_PERSON},
            ("copy_sheet", "slug"): "asik-balita",
            ("path_confirm", "person"): self.person,
            ("path", "pk"): self.village.growth_path(self.person),
            ("guest_answer", "pk"): self._guest(),
            ("home_visit_follow", "pk"): self._home_check(),
        }

    def _of_the_day(self) -> dict[tuple[str, str], object]:
        practice = Practice(self.village)
        starts = clock.now() + timedelta(days=1)
        away = be_away(practice.psychologist, starts, starts + timedelta(hours=1), "rapat")
        return {
            ("choose_slot", "pk"): self.request,
            ("hours_end", "pk"): practice.hours[0].pk,
            ("absence_lift", "pk"): away.pk,
            ("attended", "pk"): practice.promised(self.request).pk,
            ("referral", "pk"): self.request,
            ("referral_answer", "pk"): self.request,
            ("request_part", "pk"): self.request,
            ("referral_letter", "pk"): self.request,
            ("letter_answer", "pk"): self.request,
            ("late_take", "pk"): self.request,
            ("outbox_again", "pk"): self._message(),
            ("referral_links", "pk"): self.village.refer(self.person, to_unit=str(self.world.hospital.pk)),
            ("", "token"): "A" * 22,
            ("selfcheck_form", "check"): "singkat",
            **dict.fromkeys(((name, "pk") for name in MEETING), self._meeting()),
            ("review_decide", "pk"): Review.objects.get().pk,
            ("alert_take", "alert"): self._alert(),
            ("flag_seen", "pk"): Flag.objects.get(seen_at=None).pk,
            ("", "account"): self.kader.pk,
            ("", "assignment"): self.kader.assignments.get().pk,
            ("", "function"): Function.objects.earliest("pk").pk,
            ("", "post"): self.village.here,
            ("", "unit"): self.village.here,
            ("", "line"): Post.objects.get(pk=self.village.here).puskesmas_id,
        }

    def _of_sheets(self) -> dict[tuple[str, str], object]:
        return {
            **dict.fromkeys(((name, "pk") for name in IMPORTS), self._import()),
            **dict.fromkeys(((name, "pk") for name in COMPARISONS), self._download()),
            **dict.fromkeys(((name, "pk") for name in ("report_progress", "report_file")), self._report()),
            ("", "slug"): f"hari-{clock.today().isoformat()}",
            ("", "form"): "csv",
            **dict.fromkeys(((name, "pk") for name in SURVEYS), self._survey()),
            ("survey_do", "deed"): "tarik",
            ("ability_take_back", "pk"): Capability.objects.earliest("pk").pk,
            ("", "service"): "kesehatan-jiwa",
            ("", "checklist"): "ramah-ibu",
            ("", "parcel"): self._parcel(),
        }

    def _of_phones(self, phone: Phone) -> dict[tuple[str, str], object]:
        return {
            ("quarantine_one", "pk"): Quarantine.objects.get().pk,
            ("waiting_answer", "pk"): self._waiting(phone),
            ("deposit_file", "file"): put(self.officer, "titipan.simpul", b"").pk,
            ("", "enrolment"): self._pending(),
            ("", "device"): Device.objects.earliest("pk").pk,
        }

    def _report(self) -> str:
        given = {"report": "skdn", "scope": "semua", "month": "2026-01", "form": "csv", "state": "done", "body": b"x"}
        return str(PreparedReport.objects.create(account=self.officer, **given).pk)

    def _message(self) -> object:
        message = send("sms", "081234567890", "follow-up", {"link": "/x/"})
        Message.objects.filter(pk=message.pk).update(state=Message.State.FAILED, reason="refused")
        return message.pk

    def _alert(self) -> int:
        Device.objects.update(clock_offset_ms=7_200_000)
        refresh_alerts()
        return int(Alert.objects.filter(code="clock_wrong").earliest("pk").pk)

    def _guest(self) -> str:
        guest = str(ids.uuid7())
        self.village.write("guest.registered", guest, {"name": PERSONAL})
        return guest

    def _home_check(self, person: str = "") -> str:
        day, person = clock.today().isoformat(), person or self.person
        check = home_check_id(self.village.here, person, "tbc", day)
        data = {"check": check, "visit": str(ids.uuid7()), "date": day, "checklist": "tbc", "values": {"cough": True}}
        self.village.write("homevisit.checked", person, data)
        return check

    def _parcel(self, person: str = "") -> object:
        visit = self.village.weigh(person or self.person, "2026-01-14", 7.4).data["visit"]
        post = Post.objects.get(pk=self.village.here)
        about = {
            "kind": "visit",
            "person": person or self.person,
            "date": "2026-01-14",
            "state": "dead",
            "reason": "refused",
        }
        return FhirParcel.objects.create(subject=visit, puskesmas=post.puskesmas, post_id=post.pk, **about).pk

    def _waiting(self, phone: Phone) -> object:
        late = phone.change(self.person, None, notes=PERSONAL)
        phone.push([rehash(structs.replace(late, after=[str(ids.uuid7())]))])
        return late.id

    def _import(self) -> object:
        good, bad = sheets.child(1, nama_anak=PERSONAL), sheets.child(2, tgl_lahir="x")
        return sheets.upload(self.village, sheets.csv("identity", [good, bad])).pk

    def _survey(self) -> object:
        """A sheet in which the puskesmas says what its post can do, applied."""
        row = {"ID": self.village.here, "Layanan": "kesehatan-jiwa", "Mampu": "ya"}
        sent = writing.as_csv(list(row), [list(row.values())])
        job = applying.take_in(self.officer, "survei.csv", sent)
        applying.apply(self.officer, job)
        return job.pk

    def _download(self) -> object:
        line = {"Nama": PERSONAL, "JK": "P", "Tgl Lahir": "2025-09-10", "Posyandu": "Melati 1", "Berat": 8}
        found = sheets.csv("export", [line | {"Tanggal Pengukuran": "2026-01-14"}])
        return sheets.upload(self.village, found).pk

    def _helper(self) -> Account:
        return kit.account("kader-lain", Role.KADER, Unit.objects.get(pk=self.village.here))

    def _pending(self) -> object:
        code = enrol.make_code(self.officer, self.kader).code
        asked = Enrol(code=code, public_key=dict(jwk_of(point_of(Phone().key))), name="HP", app_version="1")
        return Enrolment.objects.get(pk=enrol.claim(asked, None, b"r" * 32).enrolment).pk

    def path(self, one: URLPattern, *, unknown: bool = False) -> str:
        """The address of a route with real ids, or with ids that nobody has."""
        name = str(one.name)
        wanted = one.pattern.converters
        values = {key: self._value(name, key, unknown) for key in wanted}
        return reverse(name, kwargs=values)

    def _value(self, name: str, key: str, unknown: bool) -> object:
        found = self.examples.get((name, key), self.examples.get(("", key)))
        assert found is not None, f"Give the route {name!r} an example for {key!r} in tests/route_scene.py."
        if not unknown:
            return found
        return 999_999_999 if isinstance(found, int) else uuid4()
