"""What phones hold: pages, snapshots and scope."""

import gzip
from datetime import timedelta

import msgspec
import pytest

from simpul.base import clock, ids
from simpul.journal import epoch
from simpul.journal.actions.append import Draft, append
from simpul.journal.models import SnapshotFile
from simpul.journal.testing import Phone, Place, Refusal, account, place
from simpul.journal.wire import PullAnswer
from simpul.registry.models import Assignment, Post


def drain(phone: Phone, limit: int) -> list[str]:
    """Pull until nothing is left; ids of the heads in order."""
    seen: list[str] = []
    while True:
        answer = phone.pull(limit)
        seen += [head.id for page in answer.posts for head in page.heads]
        if not answer.has_more:
            return seen
        assert answer.posts, "a page that promises more must bring something"


def test_page_cap_lower_than_client_limit_still_drains(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    from simpul.journal.actions import pull

    monkeypatch.setattr(pull, "MAX_HEADS", 7)
    entries = [phone.person(f"Anak {n}") for n in range(40)]
    phone.push(entries)
    assert drain(phone, 1000) == [entry.id for entry in entries]


@pytest.mark.parametrize("limit", [1, 3, 1000, -5, 0])
def test_any_limit_drains(phone: Phone, limit: int) -> None:
    entries = [phone.person(f"Anak {n}") for n in range(8)]
    phone.push(entries)
    assert drain(phone, limit) == [entry.id for entry in entries]


def test_one_heavy_post_does_not_slow_others(here: Place) -> None:
    """The first page of a phone with two posts brings the light one whole, whatever the heavy one holds."""
    heavy, light = (Phone(post=here.posts[n]).enrol(here.officer, here.kaders[n]) for n in (0, 1))
    heavy.push([heavy.person(f"Anak {n}") for n in range(300)])
    small = [light.person(f"Kecil {n}") for n in range(5)]
    light.push(small)
    officer = Phone(post=here.posts[0]).enrol(here.officer, here.officer)
    first = officer.pull(limit=20)
    pages = {page.post: page for page in first.posts}
    assert not pages[here.posts[1]].has_more and len(pages[here.posts[1]].heads) == 5
    assert pages[here.posts[0]].has_more and len(pages[here.posts[0]].heads) == 15
    assert len(drain(officer, 50)) == 285


def test_a_pull_of_nothing_is_small_and_cheap(here: Place, django_assert_num_queries: object) -> None:
    """However long the history: one indexed read of the journal, under 1 KB, for ten posts."""
    many = place(posts=10)
    writer = Phone(post=many.posts[0]).enrol(many.officer, many.kaders[0])
    writer.push([writer.person(f"Anak {n}") for n in range(200)])
    officer = Phone(post=many.posts[0]).enrol(many.officer, many.officer)
    drain(officer, 1000)
    with django_assert_num_queries(8):  # type: ignore[operator]
        response = officer.send("POST", "journal/pull", pull_body(officer))
    assert len(response.content) < 1024
    assert msgspec.json.decode(response.content)["posts"] == []


def pull_body(phone: Phone) -> dict[str, object]:
    return {"device": phone.device, "token": phone.token, "device_time": clock.iso(clock.now())}


def test_rows_are_never_older_than_the_page(phone: Phone) -> None:
    child = phone.person("Aisyah")
    phone.push([child])
    for n in range(5):
        phone.push([phone.change(child.subject, {"identity": n + 1}, name=f"Aisyah {n}")])
    rows: dict[str, dict[str, object]] = {}
    while True:
        answer = phone.pull(limit=2)
        for page in answer.posts:
            for row in page.rows.get("persons", []):
                assert row["seq"] <= page.seq
                rows[row["id"]] = row
        if not answer.has_more:
            break
    assert rows[child.subject]["name"] == "Aisyah 4"


def test_a_snapshot_and_the_pull_after_it_miss_nothing(phone: Phone, second: Phone) -> None:
    phone.push([phone.person(f"Anak {n}") for n in range(5)])
    snapshot = second.snapshot(second.post)
    assert (snapshot.seq, len(snapshot.rows["persons"])) == (5, 5)
    phone.push([phone.person("Enam")])
    second.token = snapshot.token
    answer = second.pull()
    assert [row["name"] for row in answer.posts[0].rows["persons"]] == ["Enam"]
    assert answer.gained == [] and answer.lost == []


def test_a_kept_snapshot_is_sent_again_while_the_tail_is_short(phone: Phone) -> None:
    phone.push([phone.person("Satu")])
    first = phone.snapshot(phone.post)
    phone.push([phone.person("Dua")])
    assert phone.snapshot(phone.post).seq == first.seq == 1
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert phone.snapshot(phone.post).seq == 2
    assert SnapshotFile.objects.count() == 1


def test_a_snapshot_says_that_nobody_may_keep_it(phone: Phone) -> None:
    response = phone.send("GET", f"journal/snapshot/{phone.post}")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert msgspec.json.decode(gzip.decompress(response.content))["seq"] == 0


def test_several_posts_start_from_several_snapshots(here: Place) -> None:
    for n in (0, 1):
        writer = Phone(post=here.posts[n]).enrol(here.officer, here.kaders[n])
        writer.push([writer.person(f"Anak {n}")])
    officer = Phone(post=here.posts[0]).enrol(here.officer, here.officer)
    tokens = [officer.snapshot(post).token for post in here.posts]
    officer.token = tokens[0]
    answer = officer.pull(also=tokens[1:])
    assert (answer.posts, answer.gained) == ([], [])
    officer.token = tokens[0]
    answer = officer.pull()
    assert answer.gained == [here.posts[1]]
    assert [page.post for page in answer.posts] == [here.posts[1]]


def test_a_phone_that_serves_more_than_it_carries_hears_of_what_it_carries_alone(here: Place) -> None:
    for n in (0, 1):
        writer = Phone(post=here.posts[n]).enrol(here.officer, here.kaders[n])
        writer.push([writer.person(f"Anak {n}")])
    officer = Phone(post=here.posts[0]).enrol(here.officer, here.officer)

    def ask(*carry: str) -> PullAnswer:
        time = clock.iso(clock.now())
        body = {"device": officer.device, "token": officer.token, "device_time": time, "carry": list(carry)}
        answer = officer.call("POST", "journal/pull", body, PullAnswer)
        officer.token = answer.token
        return answer

    one = ask(here.posts[0], str(ids.uuid7()))
    assert ([page.post for page in one.posts], one.gained, one.lost) == ([here.posts[0]], [here.posts[0]], [])
    both = ask(*here.posts)
    assert ([page.post for page in both.posts], both.gained, both.lost) == ([here.posts[1]], [here.posts[1]], [])
    none = ask()
    assert (none.posts, none.gained, none.lost, none.has_more) == ([], [], [], False)


def test_no_phone_carries_what_it_does_not_serve(here: Place, phone: Phone) -> None:
    time = clock.iso(clock.now())
    body = {"device": phone.device, "token": None, "device_time": time, "carry": list(here.posts)}
    answer = phone.call("POST", "journal/pull", body, PullAnswer)
    assert {page.post for page in answer.posts} | set(answer.gained) == {here.posts[0]}


def test_a_post_gained_and_a_post_lost(here: Place, phone: Phone) -> None:
    phone.pull()
    Assignment.objects.create(account=here.kaders[0], role="kader", unit_id=here.posts[1], starts_on="2020-01-01")
    assert phone.pull().gained == [here.posts[1]]
    Assignment.objects.filter(account=here.kaders[0], unit_id=here.posts[0]).update(
        ends_on=clock.today() - timedelta(days=1)
    )
    answer = phone.pull()
    assert (answer.lost, answer.gained) == ([here.posts[0]], [])
    assert [post.id for post in phone.scope().posts] == [here.posts[1]]
    assert phone.scope().version == answer.scope_version


def test_nothing_more_comes_of_a_post_that_was_lost(here: Place, phone: Phone) -> None:
    """Not even to a phone that still shows a token for it."""
    phone.pull()
    Assignment.objects.filter(account=here.kaders[0]).update(ends_on=clock.today() - timedelta(days=1))
    append(here.posts[0], [Draft("person.registered", str(ids.uuid7()), {"name": "Baru"})], here.officer)
    answer = phone.pull()
    assert (answer.posts, answer.lost) == ([], [here.posts[0]])


def test_a_stranger_gets_nothing(here: Place, phone: Phone) -> None:
    with pytest.raises(Refusal) as refusal:
        phone.snapshot(here.posts[1])
    assert (refusal.value.status, refusal.value.problem.code) == (404, "post_unknown")
    stranger = Phone(bearer="bukan-token", device=phone.device)
    for call in (stranger.pull, stranger.scope, lambda: stranger.push([])):
        with pytest.raises(Refusal) as refusal:
            call()
        assert (refusal.value.status, refusal.value.problem.code) == (401, "device_unknown")


@pytest.mark.parametrize("token", ["", "x", "AAAA", "ü", "A" * 200])
def test_a_token_that_nobody_sealed(phone: Phone, token: str) -> None:
    phone.token = token
    with pytest.raises(Refusal) as refusal:
        phone.pull()
    assert (refusal.value.status, refusal.value.problem.code) == (400, "token")


def test_a_token_with_a_bit_turned(phone: Phone) -> None:
    token = phone.pull().token
    phone.token = ("A" if token[40] != "A" else "B").join((token[:40], token[41:]))
    with pytest.raises(Refusal) as refusal:
        phone.pull()
    assert refusal.value.problem.code == "token"


def test_another_epoch_is_told(phone: Phone) -> None:
    phone.push([phone.person()])
    phone.pull()
    new = epoch.begin("restored from backup")
    for call in (phone.pull, lambda: phone.push([phone.person()])):
        with pytest.raises(Refusal) as refusal:
            call()
        assert (refusal.value.status, refusal.value.problem.code) == (409, "epoch_changed")
    snapshot = phone.snapshot(phone.post)
    assert snapshot.epoch == new
    phone.token, phone.epoch = snapshot.token, snapshot.epoch
    assert phone.pull().epoch == new
    assert phone.push([phone.person()])[0].seq == 2


def test_a_database_that_fell_behind_its_phones_is_noticed(phone: Phone) -> None:
    """A restore without a new epoch: the phone has seen more than the server holds."""
    from simpul.journal.models import PostCounter

    phone.push([phone.person()])
    phone.pull()
    PostCounter.objects.update(seq=0)
    with pytest.raises(Refusal) as refusal:
        phone.pull()
    assert refusal.value.problem.code == "epoch_changed"


def test_a_kader_never_receives_what_is_above_k1(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Field by field on the server, in pull, snapshot and reviews; a shared phone counts as the kader's."""
    import dataclasses

    from simpul.journal import kinds

    persons = dataclasses.replace(kinds._parts["persons"], classes={"notes": "K2", "extra.secret": "K3"})
    monkeypatch.setitem(kinds._parts, "persons", persons)
    kader = Phone(post=here.posts[0]).enrol(here.officer, here.kaders[0])
    officer = Phone(post=here.posts[0]).enrol(here.officer, here.officer)
    other = Phone(post=here.posts[0]).enrol(here.officer, here.officer)
    child = officer.entry("person.registered", str(ids.uuid7()), {"name": "A", "notes": "n", "secret": 1, "open": 2})
    officer.push([child])
    officer.push([officer.change(child.subject, {"notes": 1}, notes="satu")])
    assert other.push([other.change(child.subject, {"notes": 1}, notes="dua")])[0].outcome == "conflict"

    def seen(phone: Phone) -> dict[str, list[dict[str, object]]]:
        phone.token = None
        pulled = phone.pull().posts[0].rows
        assert phone.snapshot(phone.post).rows == pulled
        return pulled

    low, high = seen(kader), seen(officer)
    assert "notes" not in low["persons"][0] and low["persons"][0]["extra"] == {"open": 2}
    assert "reviews" not in low
    assert high["persons"][0]["notes"] == "satu" and high["persons"][0]["extra"] == {"open": 2}
    assert len(high["reviews"]) == 1
    officer.enrol(here.officer, here.kaders[0])
    assert "notes" not in seen(officer)["persons"][0]


def test_the_scope_says_names_and_places(here: Place, phone: Phone) -> None:
    scope = phone.scope()
    assert [(one.name, one.role) for one in scope.accounts] == [("kader1", "kader")]
    (post,) = scope.posts
    assert (post.name, post.regency_name, post.district_name) == ("Melati 1", "Jakarta Selatan", "Tebet")
    assert post.puskesmas is not None and post.puskesmas.name == "Puskesmas Tebet"
    assert [one.name for one in post.staff] == ["kader1"]


def test_an_officer_with_posts_of_their_own_carries_those(here: Place) -> None:
    midwife = account("bidan desa", "petugas", here.puskesmas)
    assert len(Phone(post=here.posts[0]).enrol(here.officer, midwife).scope().posts) == 2
    unit = Post.objects.get(pk=here.posts[1]).unit
    Assignment.objects.create(account=midwife, role="petugas", unit=unit, starts_on="2020-01-01")
    phone = Phone(post=here.posts[1]).enrol(here.officer, midwife)
    assert [post.id for post in phone.scope().posts] == [here.posts[1]]
