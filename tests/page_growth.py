"""More of everything that pages list: the same kinds of things as the one scene has, so many of each."""

from datetime import timedelta
from uuid import uuid4

from django.test import Client

from simpul.base import clock
from simpul.base.outbox import send
from simpul.care.tests.test_self_check import ask
from simpul.journal.alerts.refresh import refresh as refresh_alerts
from simpul.journal.models import Device
from simpul.journal.testing import Phone, account
from simpul.network.calendars.actions.keep_hours import be_away
from simpul.network.calendars.models import Booking
from simpul.network.escalation.firing import fire_due
from simpul.network.links.making import make
from simpul.network.models import Request
from simpul.people.models import Person
from simpul.registry.capabilities.declare import declare
from simpul.registry.models import Account, Assignment, Post, Unit
from tests.route_scene import Scene

LATE = timedelta(days=20)
"""By then every step of every request that waits is due."""
SERVICE = "kesehatan-jiwa"


class Growing:
    """A scene, and one psychologist's practice in it."""

    def __init__(self) -> None:
        """Nothing more yet."""
        self.scene = Scene()
        self.village = self.scene.village
        self.psychologist = Account.objects.get(assignments__role=Assignment.Role.PSYCHOLOGIST)
        self.promised = 0
        self.post = Unit.objects.get(pk=self.village.here)

    def grow(self, count: int) -> None:
        """So many more of everything."""
        for _ in range(count):
            self._person()
            self._place()
            self._phone()
            self._desk()
        with clock.frozen(clock.now() + LATE):
            fire_due()
        Device.objects.update(clock_offset_ms=7_200_000)
        refresh_alerts()

    def _person(self) -> None:
        """A child with growth, requests of every kind, two opinions about its birth, a guest and a late entry."""
        name = f"Anak {uuid4().hex[:6]}"
        person = self.village.child(self.village.family(), name=name)
        for month, kg in enumerate((7.1, 7.4, 7.3), start=2):
            self.village.weigh(person, f"2026-0{month}-14", kg)
        self.village.growth_path(person)
        for asked in ({}, {"service": SERVICE}, {"service": "konsultasi-jiwa-daring", "channel": "daring"}):
            self._promise(self.village.refer(person, **asked))
        away = self.village.refer(person, to_unit=str(self.scene.world.hospital.pk))
        make(Request.objects.get(pk=away), "letter", self.scene.officer)
        # Alike for certain: where chance decides whether a guest is like anybody, chance decides what the page reads.
        self.village.write("guest.registered", str(uuid4()), {"name": name, "birth_date": "2025-09-10"})
        self.scene._home_check(person)
        self.scene._parcel(person)
        self.village.refer(self.village.child(self.village.family()))

    def _promise(self, request: str) -> None:
        """A time of its own for each."""
        self.promised += 1
        starts = clock.now() + LATE + timedelta(days=3, hours=self.promised)
        Booking.objects.create(
            psychologist=self.psychologist,
            unit=self.puskesmas,
            request_id=request,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=50),
            channel="datang",
            reference=f"TUMBUH{self.promised}",
        )

    @property
    def puskesmas(self) -> Unit:
        """Whose practice it is."""
        return self.village.where.puskesmas

    def _place(self) -> None:
        """A post and a puskesmas that say what they can do."""
        post = Unit.objects.create(kind=Unit.Kind.POST, name=f"Melati {uuid4().hex[:6]}", area=self.post.area)
        Post.objects.create(unit=post, puskesmas=self.puskesmas, rw="01")
        other = Unit.objects.create(kind=Unit.Kind.PUSKESMAS, name=f"Puskesmas {uuid4().hex[:6]}", area=self.post.area)
        for unit in (post, other):
            for service in (SERVICE, "gizi"):
                declare(unit, service, "able", clock.today() - timedelta(days=30), {}, "survei contoh", None)

    def _phone(self) -> None:
        """A kader with a phone, an entry that waits and one set aside."""
        kader = account(f"Kader {uuid4().hex[:6]}", Assignment.Role.KADER, self.post)
        phone = Phone(post=self.village.here).enrol(self.scene.officer, kader)
        phone.push([phone.entry("dose.given", self.scene.person, {"product": "BCG", "date": "kemarin"})])
        seq = Person.objects.get(pk=self.scene.person).seq
        phone.push([phone.change(self.scene.person, {"identity": seq - 1}, birth_date="2025-09-13")])

    def _desk(self) -> None:
        """What lies on the desk: absences, messages, sheets, calls that were asked for."""
        self._again()
        starts = clock.now() + timedelta(days=30)
        be_away(self.psychologist, starts, starts + timedelta(hours=1), "rapat")
        send("sms", f"0812{uuid4().int % 10**8:08}", "follow-up", {"link": "/x/"})

    def _again(self) -> None:
        self.scene._import()
        self.scene._survey()
        self.scene._report()
        ask(Client())
