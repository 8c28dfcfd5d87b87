"""The live board says in words how each open day stands, and hears of news at once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, cast

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.db import connection
from django.test import AsyncClient, Client
from django.test.utils import CaptureQueriesContext

from simpul.base import clock, ids
from simpul.base.listen import Hub
from simpul.care.board import _LAST, board, totals
from simpul.care.live import CHANNEL
from simpul.care.tests.stories import Village, at
from simpul.journal.models import Device
from simpul.journal.testing import Phone, place
from simpul.registry.access import posts_of
from simpul.registry.models import Area, Assignment, Unit
from simpul.registry.tests import kit

MORNING = "2026-03-14T08:30"


def opened(village: Village, day: str = "2026-03-14") -> str:
    session = ids.session_id(village.here, day)
    village.write("session.opened", session, {"date": day, "place": "Balai RW 02"})
    return session


def states(village: Village) -> dict[str, str]:
    return {str(tile.post.pk): tile.state for tile in board(posts_of(village.where.officer))}


@pytest.mark.django_db
def test_words_follow_the_day() -> None:
    with at(MORNING):
        village = Village()
        assert set(states(village).values()) == {"not_open"}
        session = opened(village)
        one = Phone(post=village.here).enrol(village.where.officer, village.where.kaders[0])
        one.push([one.person("Aisyah")])
        assert states(village)[village.here] == "open"
    with at("2026-03-14T10:40"):
        assert states(village)[village.here] == "quiet"
        one.pull()
        assert states(village)[village.here] == "open"
        village.write("session.closed", session, {"date": "2026-03-14"})
        assert states(village)[village.here] == "closed"
    with at("2026-03-15T07:00"):
        assert states(village)[village.here] == "not_open"


@pytest.mark.django_db
def test_persons_are_counted_once_and_only_today() -> None:
    with at(MORNING):
        village = Village()
        opened(village)
        first, second = village.child(name="Aisyah"), village.child(name="Bima")
        for person, step in ((first, 1), (first, 2), (first, 5), (second, 1)):
            data = {"visit": ids.visit_id(village.here, person, "2026-03-14"), "date": "2026-03-14", "card": "balita"}
            village.write("visit.recorded", person, data | {"step": step, "values": {}})
        village.weigh(second, "2026-02-14", 7.0)
        village.refer(first)
        (tile,) = [t for t in board(posts_of(village.where.officer)) if str(t.post.pk) == village.here]
        assert (tile.arrived, tile.done, tile.referred) == (2, 1, 1)
        assert totals([tile]).arrived == 2


@pytest.mark.django_db
def test_the_board_of_one_puskesmas_shows_its_own_posts(client: Client) -> None:
    village, world = Village(), kit.world()
    kit.sign_in(client, world.other_officer)
    html = client.get("/puskesmas/hari-buka/").content.decode()
    assert world.other_post.name in html
    assert "Melati" not in html
    assert "Melati 1" in kit.sign_in(Client(), village.where.officer).get("/puskesmas/hari-buka/isi/").content.decode()


@pytest.mark.django_db
def test_a_team_sees_figures_of_its_area_and_no_name(client: Client) -> None:
    with at(MORNING):
        village = Village()
        opened(village)
        village.weigh(village.child(name="Aisyah Putri"), "2026-03-14", 7.0)
        team = kit.account("camat", Assignment.Role.TEAM, area=Area.objects.get(pk="31.74"))
        far = kit.account(
            "bupati-jauh", Assignment.Role.TEAM, area=Area.objects.get_or_create(code="32", name="Jabar", level=1)[0]
        )
        html = kit.sign_in(client, team).get("/wilayah/").content.decode()
        assert "Melati 1" in html
        assert "Aisyah" not in html
        assert "Melati 1" not in kit.sign_in(Client(), far).get("/wilayah/").content.decode()
        assert client.get("/puskesmas/rujukan/").status_code == 403


@pytest.mark.django_db
def test_an_area_of_more_posts_asks_no_more_and_reads_no_journal_through() -> None:
    where = place(12)

    def asked(posts: int) -> list[str]:
        units = list(Unit.objects.filter(pk__in=where.posts[:posts]).select_related("post", "area"))
        with CaptureQueriesContext(connection) as seen:
            assert len(board(units)) == posts
        return [one["sql"] for one in seen.captured_queries]

    many = asked(12)
    assert len(many) == len(asked(2)) <= 8
    (journal,) = [one for one in many if "journal_entry" in one]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {_LAST}", [where.posts])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    # By its place in the post, each for itself; a join of the whole journal took a second in a city.
    assert "journal_one_entry_per_place" in plan and "Limit" in plan, plan
    assert "LATERAL" in journal


@pytest.mark.django_db
def test_a_closed_post_leaves_the_board() -> None:
    village = Village()
    Unit.objects.filter(pk=village.there).update(closed_on=clock.today() - timedelta(days=1))
    kit_client = kit.sign_in(Client(), village.where.officer)
    assert "Melati 2" not in kit_client.get("/puskesmas/hari-buka/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_board_that_was_left_open_ends_with_the_assignment(monkeypatch: pytest.MonkeyPatch) -> None:
    village = Village()
    officer = village.where.officer
    client = kit.sign_in(cast(Any, AsyncClient()), officer)
    helper = kit.account("bidan-dua", Assignment.Role.OFFICER, village.where.puskesmas)
    monkeypatch.setattr("simpul.care.live.GATHER_S", 0.0)

    async def story() -> bytes | None:
        monkeypatch.setattr("simpul.care.live.hub", Hub(CHANNEL))
        response = await cast(Any, client).get("/ws/hari-buka/")
        events: AsyncIterator[bytes] = aiter(response.streaming_content)
        assert b"event: ready" in await asyncio.wait_for(anext(events), 10)
        await sync_to_async(ends_and_news)()
        return await asyncio.wait_for(anext(events, None), 10)

    def ends_and_news() -> None:
        officer.assignments.update(ends_on="2020-01-02")
        village.write("person.registered", str(ids.uuid7()), {"name": "X"}, "", helper)

    assert async_to_sync(story)() is None


@pytest.mark.django_db
def test_a_wsgi_process_says_that_it_cannot_push(client: Client) -> None:
    kit.sign_in(client, Village().where.officer)
    assert client.get("/ws/hari-buka/").status_code == 204


@pytest.mark.django_db(transaction=True)
def test_news_of_ones_own_post_arrive_and_others_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    village, world = Village(), kit.world()
    client = kit.sign_in(cast(Any, AsyncClient()), village.where.officer)
    monkeypatch.setattr("simpul.care.live.GATHER_S", 0.0)
    monkeypatch.setattr("simpul.care.live.HEARTBEAT_S", 0.2)

    async def story() -> list[bytes]:
        monkeypatch.setattr("simpul.care.live.hub", Hub(CHANNEL))
        response = await cast(Any, client).get("/ws/hari-buka/")
        events: AsyncIterator[bytes] = aiter(response.streaming_content)
        heard = [await asyncio.wait_for(anext(events), 10)]
        await sync_to_async(world_writes)()
        heard.append(await asyncio.wait_for(anext(events), 10))
        await sync_to_async(village.child)()
        heard.append(await asyncio.wait_for(anext(events), 10))
        await cast(Any, events).aclose()
        return heard

    def world_writes() -> None:
        village.write(
            "person.registered", str(ids.uuid7()), {"name": "X"}, str(world.other_post.pk), world.other_officer
        )

    ready, silence, news = async_to_sync(story)()
    assert b"event: ready" in ready
    assert silence == b": here\n\n"
    assert b"event: news" in news
    assert Device.objects.count() == 0
