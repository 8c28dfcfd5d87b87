"""Functions are chosen from the list by whoever manages accounts there, for a time, and the audit says by whom."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from simpul.base import clock
from simpul.base.models import AuditRow
from simpul.registry.actions.functions import AlreadyHeld, end_function, give_function, stop_function
from simpul.registry.functions.content import THROUGH_LINK, functions
from simpul.registry.functions.holding import leads, treats
from simpul.registry.functions.models import Function
from simpul.registry.models import Account, Area, Assignment, Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
Role = Assignment.Role
TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def give(client: Client, who: Account, **data: Any) -> Any:
    held = who.assignments.get().pk
    said = {"name": "bidan", "starts_on": clock.today().isoformat()} | data
    return client.post(f"/operator/akun/{who.pk}/tugas/{held}/fungsi/", said)


def test_functions_to_tick_are_one_named_group_each_with_its_own_words(client: Client) -> None:
    """The group's name stood beside the sixth box, as if it were another one's words."""
    world = kit.world()
    kit.sign_in(client, world.operator)
    page = client.get(f"/operator/akun/{world.officer.pk}/").content.decode()
    group = page.partition('<legend class="legend">Fungsi')[2].partition("</fieldset>")[0]
    assert group.count('<label class="tick"') == group.count('name="functions"') > 5
    assert group.count("Fungsi") == 1  # in the help: the name itself stands before the group


def names(who: Account) -> list[str]:
    return list(Function.objects.filter(assignment__account=who).values_list("name", flat=True))


def test_an_operator_gives_and_ends_a_function_and_it_is_written_down(client: Client) -> None:
    world = kit.world()
    kit.sign_in(client, world.operator)
    assert give(client, world.officer).status_code == 302
    assert names(world.officer) == ["bidan"] and treated(world.officer, clock.today())
    assert "Bidan" in client.get(f"/operator/akun/{world.officer.pk}/").content.decode()
    function = Function.objects.get()
    row = AuditRow.objects.get(action="function.given")
    assert (row.actor, row.subject) == (str(world.operator.pk), str(world.officer.pk))
    assert row.detail["function"] == "bidan" and row.detail["starts_on"] == clock.today().isoformat()
    assert AuditRow.objects.filter(action="insert", subject="registry_function").count() == 1
    end = f"/operator/akun/{world.officer.pk}/fungsi/{function.pk}/akhiri/"
    client.post(end, {"ends_on": (clock.today() + DAY).isoformat()})
    assert treated(world.officer, clock.today() + DAY) and not treated(world.officer, clock.today() + 2 * DAY)
    client.post(end, {"ends_on": "kapan-kapan"})
    assert Function.objects.get().ends_on == clock.today() + DAY
    assert AuditRow.objects.filter(action="function.ended", subject=str(world.officer.pk)).count() == 1


def treated(who: Account, day: date) -> bool:
    return Assignment.objects.active(day).filter(treats(day), account=who).exists()


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ({}, ["bidan"]),
        ({"name": "kepala"}, ["kepala"]),
        ({"name": THROUGH_LINK}, []),
        ({"name": "dewa"}, []),
        ({"name": ""}, []),
        ({"starts_on": "besok"}, []),
        ({"ends_on": "2020-01-01"}, []),
    ],
)
def test_only_what_the_list_offers_is_given(client: Client, given: dict[str, str], made: list[str]) -> None:
    world = kit.world()
    kit.sign_in(client, world.operator)
    assert give(client, world.officer, **given).status_code == (302 if made else 422)
    assert names(world.officer) == made


def test_nobody_gives_one_to_themselves_or_outside_the_own_area(client: Client) -> None:
    world = kit.world()
    local = kit.account("operator-lokal", Role.OPERATOR, area=Area.objects.get(pk="31.71.06"))
    Assignment.objects.create(account=local, role=Role.OFFICER, unit=world.puskesmas)
    kit.sign_in(client, local)
    held = local.assignments.get(role=Role.OFFICER)
    client.post(f"/operator/akun/{local.pk}/tugas/{held.pk}/fungsi/", {"name": "bidan", "starts_on": "2026-01-01"})
    assert give(client, world.other_officer).status_code == 404
    theirs = world.other_officer.assignments.get().pk
    swapped = f"/operator/akun/{world.officer.pk}/tugas/{theirs}/fungsi/"
    assert client.post(swapped, {"name": "bidan", "starts_on": "2026-01-01"}).status_code == 404
    function = Function.objects.create(assignment_id=theirs, name="bidan")
    for who in (world.officer, world.other_officer):
        for verb in ("akhiri", "hentikan"):
            end = f"/operator/akun/{who.pk}/fungsi/{function.pk}/{verb}/"
            assert client.post(end, {"ends_on": "2026-01-01"}).status_code == 404
    assert list(Function.objects.all()) == [function] and Function.objects.get().ends_on is None


def test_others_give_none(client: Client) -> None:
    world = kit.world()
    for who in (world.officer, world.kader, world.other_officer):
        assert give(kit.sign_in(Client(), who), world.officer).status_code in (302, 403)
        assert not Function.objects.exists()


def test_a_staff_account_is_made_with_its_functions(client: Client) -> None:
    world = kit.world()
    kit.sign_in(client, world.operator)
    first = {"name": "Rina", "username": "rina", "role": Role.OFFICER, "unit": str(world.puskesmas.pk)}
    first |= {"starts_on": clock.today().isoformat()}
    assert client.post("/operator/akun/baru/", first | {"functions": ["gizi", "bidan"]}).status_code == 200
    assert sorted(names(Account.objects.get(username="rina"))) == ["bidan", "gizi"]
    other = first | {"username": "dinas-x", "role": Role.AGENCY, "functions": ["bidan"]}
    page = client.post("/operator/akun/baru/", other)
    assert page.status_code == 422 and "functions" in page.context["place"].errors
    assert not Account.objects.filter(username="dinas-x").exists()


def test_times_do_not_overlap_and_do_not_turn() -> None:
    world = kit.world()
    held = world.officer.assignments.get()
    give_function(world.operator, held, "bidan", TODAY, TODAY + 5 * DAY)
    with pytest.raises(AlreadyHeld):
        give_function(world.operator, held, "bidan", TODAY + 5 * DAY)
    later = give_function(world.operator, held, "bidan", TODAY + 6 * DAY)
    with pytest.raises(ValueError, match="ends after"):
        give_function(world.operator, held, "gizi", TODAY, TODAY - DAY)
    with pytest.raises(ValueError, match="An officer"):
        give_function(world.operator, world.kader.assignments.get(), "bidan", TODAY)
    end_function(world.operator, later, TODAY)
    assert [one.starts_on for one in held.functions.all()] == [TODAY]


def test_a_function_that_ends_today_says_that_it_still_holds_and_can_be_stopped_at_once(client: Client) -> None:
    world = kit.world()
    kit.sign_in(client, world.operator)
    today, held = clock.today(), world.officer.assignments.get()
    assert give(client, world.officer).status_code == 302
    function, page = Function.objects.get(), f"/operator/akun/{world.officer.pk}/"
    assert "Berlaku sampai akhir hari ini" not in client.get(page).content.decode()
    said = client.post(f"{page}fungsi/{function.pk}/akhiri/", {"ends_on": today.isoformat()}, follow=True)
    assert "Berlaku sampai akhir hari ini" in said.content.decode() and treated(world.officer, today)
    assert "berlaku sampai akhir hari ini. Bila harus berhenti saat ini juga" in said.content.decode()
    stop = f"{page}fungsi/{function.pk}/hentikan/"
    said = client.post(stop, follow=True)
    html = said.content.decode()
    assert not treated(world.officer, today) and "dihentikan pukul" in html and stop not in html
    assert "Berlaku sampai akhir hari ini" not in html
    row = AuditRow.objects.get(action="function.stopped")
    assert (row.actor, row.subject, row.detail["function"]) == (str(world.operator.pk), str(world.officer.pk), "bidan")
    for path in (stop, f"{page}fungsi/{function.pk}/akhiri/"):
        client.post(path, {"ends_on": (today + DAY).isoformat()})
    assert not treated(world.officer, today) and not treated(world.officer, today + DAY)
    assert give(client, world.officer).status_code == 302  # a slip is put right the same day
    assert treated(world.officer, today) and held.functions.count() == 1


def test_one_that_began_before_is_stopped_too_and_what_was_before_stays_true() -> None:
    world = kit.world()
    held, today = world.officer.assignments.get(), clock.today()
    held.starts_on = today - 9 * DAY
    held.save()
    function = give_function(world.operator, held, "bidan", held.starts_on)
    stop_function(world.operator, function)
    assert treated(world.officer, today - DAY) and not treated(world.officer, today)
    give_function(world.operator, held, "bidan", today, today + DAY)
    assert treated(world.officer, today + DAY) and not treated(world.officer, today + 2 * DAY)
    with pytest.raises(AlreadyHeld):
        give_function(world.operator, held, "bidan", today - DAY)
    later = give_function(world.operator, held, "gizi", today + DAY)
    with pytest.raises(ValueError, match="held can be stopped"):
        stop_function(world.operator, later)


def test_a_function_holds_of_an_officer_and_only_while_the_assignment_does() -> None:
    world = kit.world()
    held = world.officer.assignments.get()
    for name in functions():
        Function.objects.create(assignment=held, name=name, starts_on=held.starts_on)
    today = clock.today()
    other = Function.objects.create(assignment=world.kader.assignments.get(), name="bidan")
    assert not treated(world.kader, today) and other.starts_on == today
    assert treated(world.officer, today)
    Assignment.objects.update(ends_on=today)
    assert treated(world.officer, today) and not treated(world.officer, today + DAY)
    assert not Assignment.objects.active(today + DAY).filter(leads(today + DAY)).exists()


def test_an_operator_of_one_place_hands_out_no_access_to_another(client: Client) -> None:
    """Whoever also works elsewhere, or works elsewhere now, has rights that are not this operator's to give away."""
    world = kit.world()
    local = kit.account("operator-lokal", Role.OPERATOR, area=Area.objects.get(pk="31.71.06"))
    kit.sign_in(client, local)
    both = kit.account("psikolog", Role.PSYCHOLOGIST, world.puskesmas)
    Assignment.objects.create(account=both, role=Role.PSYCHOLOGIST, unit=world.other_puskesmas)
    moved = kit.account("pindah", Role.OFFICER, world.puskesmas)
    moved.assignments.update(starts_on="2020-01-01", ends_on="2024-01-01")
    Assignment.objects.create(account=moved, role=Role.OFFICER, unit=world.other_puskesmas)
    whole = kit.account("operator-pusat", Role.OPERATOR)
    Assignment.objects.create(account=whole, role=Role.OFFICER, unit=world.puskesmas)
    for who in (both, moved, whole):
        before = who.password
        for path in ("tindakan/", "tutup/"):
            answer = client.post(f"/operator/akun/{who.pk}/{path}", {"do": "new-access"})
            assert answer.status_code in (302, 404)
        who.refresh_from_db()
        assert who.password == before and who.is_active
        assert b'value="new-access"' not in client.get(f"/operator/akun/{who.pk}/").content
    page = client.post(f"/operator/akun/{world.officer.pk}/tindakan/", {"do": "new-access"})
    assert page.status_code == 200


def test_an_agency_says_what_it_is_in_charge_of(client: Client) -> None:
    world = kit.world()
    kit.sign_in(client, world.operator)
    good = {"kind": "dinas", "name": "Dinas Baru", "area": "31.71.06.1001", "field": "sosial"}
    assert client.post("/operator/unit/baru/", good).status_code == 302
    made = Unit.objects.get(name="Dinas Baru")
    client.post(f"/operator/unit/{made.pk}/", {"name": "Dinas Baru", "field": "kesehatan"})
    made.refresh_from_db()
    assert made.field == "kesehatan"
    bad = client.post("/operator/unit/baru/", good | {"kind": "rumah-sakit", "name": "RS"})
    assert bad.status_code == 422 and "field" in bad.context["form"].errors
    assert b'name="field"' not in client.get(f"/operator/unit/{world.hospital.pk}/").content
