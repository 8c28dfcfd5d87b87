"""A city of its own for the survey's story, its health office, and what the command and the outbox say."""

from dataclasses import asdict
from typing import Any

from click.testing import CliRunner

from simpul.base import clock
from simpul.base.outbox.models import Message
from simpul.base.outbox.sealed import opened
from simpul.base.outbox.templates import template
from simpul.cli.report import report
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.demo import give_totp
from simpul.registry.functions.testing import health_office
from simpul.registry.models import Account, Area, Assignment, Post, Unit
from tests.browser.world import PASSWORD, Role, Staff

PROVINCE, CITY, VILLAGE = "75", "75.71", "75.71.01.1001"
"""Of no other story: the public page counts by province."""
NAMES = (("Gorontalo", 1), ("Kota Gorontalo", 2), ("Kota Barat", 3), ("Buladu", 4))
POSTS = ("Posyandu Anggrek 1", "Posyandu Anggrek 2", "Posyandu Anggrek 3")


def city(whatsapp: str) -> dict[str, Any]:
    """Two puskesmas, three posts, a hospital; one puskesmas can be reached by WhatsApp."""
    for at, (name, level) in enumerate(NAMES):
        code = (PROVINCE, CITY, "75.71.01", VILLAGE)[at]
        Area.objects.get_or_create(code=code, defaults={"name": name, "level": level})
    village = Area.objects.get(pk=VILLAGE)
    first, second = (
        Unit.objects.create(kind=Unit.Kind.PUSKESMAS, name=name, area=village)
        for name in ("Puskesmas Kota Barat", "Puskesmas Buladu")
    )
    for name in POSTS:
        Post.objects.create(unit=Unit.objects.create(kind=Unit.Kind.POST, name=name, area=village), puskesmas=first)
    Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RSUD Kota Barat", area=village)
    UnitProfile.objects.create(unit=second, whatsapp=whatsapp, contact_name="Ibu Rini")
    return {"staff": asdict(_office()), "area": PROVINCE}


def _office() -> Staff:
    """Whoever answers for the city at its health office."""
    account = Account.objects.create_user("marlina75", PASSWORD, name="Ibu Marlina")
    Assignment.objects.create(account=account, role=Role.AGENCY, unit=health_office(CITY), starts_on="2020-01-01")
    return Staff(account.username, account.name, PASSWORD, give_totp(account))


def said(area: str, form: str) -> dict[str, Any]:
    """What the command says today."""
    asked = ["capability", "--service", "kesehatan-jiwa", "--area", area, "--on", clock.today().isoformat()]
    done = CliRunner().invoke(report, [*asked, "--format", form])
    assert done.exit_code == 0, done.output
    return {"said": done.output}


def asked_by(whatsapp: str) -> dict[str, Any]:
    """The words and the link of the survey's message to this number, and how many there are."""
    found = []
    for message in Message.objects.filter(template="survey-reminder").order_by("-created_at"):
        to, values = opened(message.pk, bytes(message.sealed))
        if to.endswith(whatsapp[1:]):
            found.append((template(message.template).say(values, "id", clock.JAKARTA), str(values["link"])))
    return {"count": len(found), "words": found[0][0], "link": found[0][1]}
