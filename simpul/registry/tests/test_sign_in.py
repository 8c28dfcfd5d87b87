"""Staff sign in with two factors; nobody else gets in, and nobody learns which names exist."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from simpul.base import clock
from simpul.registry import demo
from simpul.registry.actions.sessions import end_sessions
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
LOGIN, CODE, HOME = "/akun/masuk/", "/akun/keamanan/authenticate/", "/beranda/"


@pytest.fixture(autouse=True)
def _fresh_rate_limits() -> None:
    cache.clear()


def try_password(client: Client, username: str, password: str = kit.PASSWORD) -> Any:
    return client.post(LOGIN, {"login": username, "password": password})


def test_password_and_code_open_the_house(client: Client) -> None:
    officer = kit.world().officer
    demo.give_totp(officer)
    assert try_password(client, officer.username)["Location"] == CODE
    assert client.get(HOME)["Location"].startswith(LOGIN)
    answer = client.post(CODE, {"code": demo.totp_now(officer)})
    assert answer["Location"] == HOME
    assert client.get("/akun/keamanan/").status_code == 200


def test_a_code_serves_once(client: Client) -> None:
    officer = kit.world().officer
    demo.give_totp(officer)
    code = demo.totp_now(officer)
    try_password(client, officer.username)
    assert client.post(CODE, {"code": code}).status_code == 302
    second = Client()
    try_password(second, officer.username)
    assert second.post(CODE, {"code": code}).status_code == 200
    assert second.get(HOME)["Location"].startswith(LOGIN)


def test_a_password_alone_leads_only_to_setting_up_the_second_factor(client: Client) -> None:
    officer = kit.world().officer
    try_password(client, officer.username)
    assert client.get(HOME)["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    assert client.get(reverse("usersessions_list"))["Location"] == reverse("mfa_index")


def test_a_temporary_password_must_be_replaced_first(client: Client) -> None:
    officer = kit.world().officer
    officer.password_is_temporary = True
    officer.save()
    kit.sign_in(client, officer)
    change = reverse("account_change_password")
    assert client.get(HOME)["Location"] == change
    new = {"oldpassword": kit.PASSWORD, "password1": "sandi-baru-123-x", "password2": "sandi-baru-123-x"}
    client.post(change, new)
    officer.refresh_from_db()
    assert not officer.password_is_temporary
    assert officer.check_password("sandi-baru-123-x")


def test_stranger_kader_and_wrong_password_read_the_same(client: Client) -> None:
    world = kit.world()
    world.kader.set_password(kit.PASSWORD)
    world.kader.save()

    def answer(username: str, password: str) -> str:
        cache.clear()
        html = try_password(client, username, password).content.decode()
        words = html[html.index("<main") : html.index("</main>")].replace(username, "·")
        return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", words)

    wrong = answer(world.officer.username, "salah-sekali-99")
    assert answer("tidak-ada", kit.PASSWORD) == wrong
    assert answer(world.kader.username, kit.PASSWORD) == wrong
    world.officer.is_active = False
    world.officer.save()
    assert answer(world.officer.username, kit.PASSWORD) == wrong
    assert 'role="alert"' in wrong


def test_five_wrong_passwords_close_the_name_whatever_its_case(client: Client) -> None:
    officer = kit.world().officer
    for attempt in range(5):
        cache.clear()
        answer = try_password(client, officer.username.upper() if attempt % 2 else officer.username, "salah-99-x")
    assert answer.status_code == 429
    cache.clear()
    assert try_password(client, officer.username).status_code == 429
    cache.clear()
    assert try_password(client, "operator-kota").status_code == 302


def test_forced_logout_ends_every_session_at_once(client: Client) -> None:
    world = kit.world()
    kit.sign_in(client, world.officer)
    assert client.get("/akun/sesi/").status_code == 200
    end_sessions(world.operator, world.officer)
    assert client.get("/akun/sesi/")["Location"].startswith(LOGIN)


def test_an_ended_assignment_ends_the_session(client: Client) -> None:
    officer = kit.world().officer
    kit.sign_in(client, officer)
    assert client.get("/akun/sesi/").status_code == 200
    officer.assignments.update(starts_on=clock.today() - timedelta(days=9), ends_on=clock.today() - timedelta(days=1))
    assert client.get("/akun/sesi/")["Location"].startswith(LOGIN)


def test_an_idle_session_signs_itself_out(client: Client) -> None:
    kit.sign_in(client, kit.world().officer)
    start = clock.now()
    with clock.frozen(start):
        assert client.get("/akun/sesi/").status_code == 200
    with clock.frozen(start + timedelta(minutes=40)):
        assert client.get("/akun/sesi/").status_code == 200
    with clock.frozen(start + timedelta(minutes=80)):
        assert client.get("/akun/sesi/").status_code == 200
    with clock.frozen(start + timedelta(minutes=142)):
        assert client.get("/akun/sesi/").status_code == 302


def test_the_last_second_factor_stays(client: Client) -> None:
    officer = kit.world().officer
    demo.give_totp(officer)
    try_password(client, officer.username)
    client.post(CODE, {"code": demo.totp_now(officer)})
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 200
    assert Authenticator.objects.filter(user=officer, type="totp").exists()


def test_secrets_of_the_second_factor_lie_encrypted() -> None:
    officer = kit.world().officer
    secret = demo.give_totp(officer)
    stored = Authenticator.objects.get(user=officer, type="totp").data["secret"]
    assert secret not in stored
    assert len(demo.totp_now(officer)) == 6


def test_nobody_can_sign_up_or_ask_for_a_password_by_mail(client: Client) -> None:
    for path in ("signup", "password/reset", "email", "login/code"):
        assert client.get(f"/akun/{path}/").status_code == 404


def test_used_codes_and_rate_limits_are_known_to_every_process() -> None:
    cache.set("probe", "seen", 60)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM registry_cache WHERE cache_key LIKE %s", ["%probe"])
        assert cursor.fetchone() == (1,)
