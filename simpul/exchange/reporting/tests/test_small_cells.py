"""Small counts of screening stay with the puskesmas: nobody above can read or compute them."""

from itertools import product
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.care.tests.stories import at
from simpul.exchange.reporting.office import pages
from simpul.exchange.reporting.small_cells import Parts, total_is_safe, withheld
from simpul.exchange.reporting.tests.small_post import LATER, SmallPost
from simpul.exchange.reporting.tests.test_office import agency, ask, everywhere

POSTS = [UUID(int=n) for n in range(1, 6)]
DEPRESSION = "SKILAS depresi"


@st.composite
def areas(draw: st.DrawFn) -> tuple[dict[UUID, Parts], dict[UUID, str]]:
    """Up to five posts in two villages of one district; counts around the threshold."""
    parts = draw(st.integers(2, 3))
    posts = POSTS[: draw(st.integers(1, 5 if parts == 2 else 3))]
    count = st.sampled_from([0, 0, 1, 2, 4, 5, 6])
    rows = {post: tuple(draw(count) for _ in range(parts)) for post in posts}
    return rows, {post: draw(st.sampled_from(["36.71.01.1001", "36.71.01.1002"])) for post in posts}


def same_view(parts: int, whole: int) -> list[Parts]:
    """Every withheld row with so many persons: what a reader who knows that number must reckon with."""
    rows = [row for row in product(range(whole + 1), repeat=parts) if sum(row) == whole]
    return [row for row in rows if any(0 < number < 5 for number in row)]


def possible(hidden: dict[UUID, Parts], sums: list[tuple[list[UUID], Parts]]) -> dict[UUID, set[Parts]]:
    """Post → every row that is part of a table with all the sums that are shown."""
    posts = list(hidden)
    found: dict[UUID, set[Parts]] = {post: set() for post in posts}
    parts = len(next(iter(hidden.values())))

    def fill(at_post: int, left: list[list[int]], chosen: list[Parts]) -> None:
        if at_post == len(posts):
            if not any(any(one) for one in left):
                for post, row in zip(posts, chosen, strict=True):
                    found[post].add(row)
            return
        post = posts[at_post]
        for row in same_view(parts, sum(hidden[post])):
            after = [
                [a - b for a, b in zip(one, row, strict=True)] if post in members else one
                for one, (members, _) in zip(left, sums, strict=True)
            ]
            if all(min(one) >= 0 for one in after):
                fill(at_post + 1, after, [*chosen, row])

    fill(0, [list(total) for _, total in sums], [])
    return found


@given(areas())
def test_no_small_count_can_be_computed_from_what_is_shown(some: tuple[dict[UUID, Parts], dict[UUID, str]]) -> None:
    """The reader knows how many were screened at each post, all rows and sums shown, and how this rule works."""
    rows, codes = some
    hidden = {post: rows[post] for post in withheld(rows)}
    if not hidden:
        return
    scopes = [list(rows)] + [[post for post in rows if codes[post] == code] for code in sorted(set(codes.values()))]
    sums = []
    for scope in scopes:
        inside = {post: rows[post] for post in scope}
        if total_is_safe(inside, {post: codes[post] for post in scope}):
            members = [post for post in scope if post in hidden]
            columns = tuple(zip(*(hidden[post] for post in members), strict=True)) or ((0,),) * len(rows[scope[0]])
            sums.append((members, tuple(sum(column) for column in columns)))
    seen = possible(hidden, sums)
    for post, row in hidden.items():
        for part, number in enumerate(row):
            assert not 0 < number < 5 or len({one[part] for one in seen[post]}) > 1


def test_large_sums_of_many_posts_are_shown() -> None:
    rows = dict(zip(POSTS, [(3, 9), (2, 8), (0, 12), (4, 7), (6, 6)], strict=True))
    assert total_is_safe(rows, dict.fromkeys(POSTS, "36.71.01.1001"))
    alone = {POSTS[0]: "36.71.01.1002"}
    assert not total_is_safe(rows, dict.fromkeys(POSTS, "36.71.01.1001") | alone), "one village less the other"


@pytest.mark.django_db(transaction=True)
def test_an_office_above_sees_a_mark_in_every_form_and_the_officer_the_figure(monkeypatch: Any) -> None:
    made = SmallPost().village
    asked = everywhere("recap-dewasa", f"posyandu:{made.here}")
    with at(LATER):
        for place in (asked, everywhere("recap-dewasa")):
            csv = ask(agency_once(), "/laporan/unduh/", bentuk="csv", **place).content.decode("utf-8-sig")
            heads, *rows = [line.split(";") for line in csv.splitlines()]
            cells = [row[n] for row in rows for n, head in enumerate(heads) if head.startswith((DEPRESSION, "AKS"))]
            assert "*" in cells and not {"1", "2"} & set(cells)
        page = ask(agency_once(), **asked).content.decode()
        assert "disembunyikan" in page and "<strong>*</strong>" in page
        own = ask(made.where.officer, "/laporan/unduh/", bentuk="csv", **asked).content.decode("utf-8-sig")
        assert "*" not in own and "disembunyikan" not in ask(made.where.officer, **asked).content.decode()
        for form in ("xlsx", "pdf"):
            assert ask(agency_once(), "/laporan/unduh/", bentuk=form, **asked)["Content-Type"] == pages.MIME[form]


def agency_once() -> Any:
    """The regional health office of the posts' city."""
    from simpul.registry.models import Account

    return Account.objects.filter(username="dinas31.74").first() or agency("31.74")
