"""The operator's day: units, accounts, closed names; within the own area only."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from simpul.base import clock
from simpul.base.models import AuditRow
from simpul.registry.models import Account, Area, Assignment, Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
Role = Assignment.Role


def test_an_operator_makes_a_post_and_an_officer_who_can_sign_in(client: Client) -> None:
    world = kit.world()
    kit.sign_in(client, world.operator)
    made = client.post(
        "/operator/unit/baru/",
        {"kind": "posyandu", "name": "Melati 9", "area": "31.71.06.1001", "puskesmas": str(world.puskesmas.pk)},
    )
    assert made.status_code == 302
    assert Unit.objects.get(name="Melati 9").post.puskesmas == world.puskesmas
    page = client.post(
        "/operator/akun/baru/",
        {
            "name": "Rina",
            "username": "Rina-Gizi",
            "role": Role.OFFICER,
            "unit": str(world.puskesmas.pk),
            "starts_on": clock.today().isoformat(),
        },
    )
    assert page.status_code == 200
    rina = Account.objects.get(username="rina-gizi")
    password = page.context["password"]
    assert rina.password_is_temporary
    assert rina.check_password(password)
    cache.clear()
    stranger = Client()
    stranger.post("/akun/masuk/", {"login": "rina-gizi", "password": password})
    assert stranger.get("/beranda/")["Location"] == "/akun/kata-sandi/"


def test_an_operator_of_one_regency_stays_inside_it(client: Client) -> None:
    world = kit.world()
    Area.objects.create(code="32.01", name="Bogor", level=2)
    far = Unit.objects.create(kind=Unit.Kind.PUSKESMAS, name="Jauh", area_id="32.01")
    their_officer = kit.account("petugas-jauh", Role.OFFICER, far)
    local = kit.account("operator-lokal", Role.OPERATOR, area=Area.objects.get(pk="31.71"))
    kit.sign_in(client, local)
    assert client.get(f"/operator/unit/{world.puskesmas.pk}/").status_code == 200
    assert client.get(f"/operator/unit/{far.pk}/").status_code == 404
    assert client.get(f"/operator/akun/{their_officer.pk}/").status_code == 404
    assert client.post(f"/operator/akun/{their_officer.pk}/tindakan/", {"do": "new-access"}).status_code == 404
    far_post = {"kind": "rumah-sakit", "name": "RS", "area": "32.01"}
    assert client.post("/operator/unit/baru/", far_post).status_code == 422
    whole = {"role": Role.OPERATOR, "starts_on": clock.today().isoformat()}
    assert client.post(f"/operator/akun/{world.officer.pk}/tugas/", whole).status_code == 422
    assert not Unit.objects.filter(name="RS").exists()
    assert not world.officer.assignments.filter(role=Role.OPERATOR).exists()


def test_an_operator_gives_nobody_a_task_to_themselves(client: Client) -> None:
    world = kit.world()
    kit.sign_in(client, world.operator)
    mine = {"role": Role.OFFICER, "unit": str(world.puskesmas.pk), "starts_on": clock.today().isoformat()}
    assert client.post(f"/operator/akun/{world.operator.pk}/tugas/", mine).status_code == 422
    assert not world.operator.assignments.filter(role=Role.OFFICER).exists()


def test_new_access_ends_sessions_and_the_lost_second_factor(client: Client) -> None:
    world = kit.world()
    officer = kit.sign_in(Client(), world.officer)
    kit.sign_in(client, world.operator)
    page = client.post(f"/operator/akun/{world.officer.pk}/tindakan/", {"do": "new-access"})
    assert page.context["password"] in page.content.decode()
    assert officer.get("/akun/sesi/").status_code == 302
    assert not Authenticator.objects.filter(user=world.officer).exists()
    assert AuditRow.objects.filter(action="account.new_access", actor=str(world.operator.pk)).count() == 1


def test_a_closed_name_is_seen_and_opened(client: Client) -> None:
    world = kit.world()
    stranger = Client()
    for _ in range(5):
        cache.clear()
        stranger.post("/akun/masuk/", {"login": world.officer.username, "password": "bukan-itu-9"})
    kit.sign_in(client, world.operator)
    assert b"terkunci sementara" in client.get("/operator/akun/").content
    client.post(f"/operator/akun/{world.officer.pk}/tindakan/", {"do": "unlock"})
    assert b"terkunci sementara" not in client.get("/operator/akun/").content
    cache.clear()
    assert stranger.post("/akun/masuk/", {"login": world.officer.username, "password": kit.PASSWORD}).status_code == 302


def test_an_assignment_ends_and_bad_dates_change_nothing(client: Client) -> None:
    world = kit.world()
    kit.sign_in(client, world.operator)
    held = world.officer.assignments.get()
    end = f"/operator/akun/{world.officer.pk}/tugas/{held.pk}/akhiri/"
    client.post(end, {"ends_on": (held.starts_on - timedelta(days=1)).isoformat()})
    client.post(end, {"ends_on": "kapan-kapan"})
    held.refresh_from_db()
    assert held.ends_on is None
    client.post(end, {"ends_on": held.starts_on.isoformat()})
    held.refresh_from_db()
    assert held.ends_on == held.starts_on


@pytest.mark.parametrize(
    ("field", "value"),
    [("area", "99.99"), ("area", ""), ("puskesmas", ""), ("name", ""), ("name", "x" * 121), ("kind", "warung")],
)
def test_bad_unit_input_says_where_and_makes_nothing(client: Client, field: str, value: str) -> None:
    world = kit.world()
    kit.sign_in(client, world.operator)
    good = {"kind": "posyandu", "name": "Baru", "area": "31.71.06.1001", "puskesmas": str(world.puskesmas.pk)}
    answer = client.post("/operator/unit/baru/", good | {field: value})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert 'role="alert"' in answer.content.decode()
    assert not Unit.objects.filter(name="Baru").exists()
