"""Plant the demo: deterministic for a given day, everything through the journal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import groupby
from random import Random

from django.db import transaction

from simpul.base import clock
from simpul.registry.models import Unit
from simpul.seeds.demo import (
    appointments,
    calendar,
    families,
    lately,
    later,
    place,
    referrals,
    register,
    today,
    trouble,
)
from simpul.seeds.demo.deeds import Diary
from simpul.seeds.demo.phones import Phone
from simpul.seeds.demo.visits import Post

FAMILIES = 46
LATER_SHARE, LATER_DAYS = 0.2, 9
"""Of the families with a youth, an adult, a grandparent on the register; the open days on which these came."""


def present() -> bool:
    """Whether this database already holds posts."""
    return Unit.objects.filter(kind=Unit.Kind.POST).exists()


@transaction.atomic
def plant(report: Callable[[str], None] = lambda text: None) -> None:
    """Write the whole demo in one transaction: it is there whole, or not at all."""
    day = clock.today()
    made = place.make()
    register.declare_all(made, day)
    posts = [_live(number, post, made.kader[post], day) for number, post in enumerate(made.posts)]
    today.morning(posts, day, Random(20_260_001))
    referrals.refer(posts, made, day)
    lately.live(posts, made, day)
    for number, (post, life) in enumerate(zip(made.posts, posts, strict=True)):
        name = f"{place.POSTS[number]} {number + 1}"
        report(f"Posyandu {name}, {len(life.diary.deeds)} catatan")
        phone = Phone(post, name, made.kader[post], made.officers[0], Random(f"phone {number}"))
        deeds = sorted(life.diary.deeds)
        for office, run in [(key, list(group)) for key, group in groupby(deeds, key=lambda deed: deed.office)]:
            if office:
                referrals.by_office(run)
            else:
                phone.deliver(run)
    _go_wrong(posts[3], made, Random("trouble"))
    appointments.keep(made, day)


def _go_wrong(life: Post, made: place.Place, random: Random) -> None:
    """A second phone of one post disagrees about three weights and hands in what cannot be applied."""
    post, kader = life.diary.post, made.kader[life.diary.post]
    phone = Phone(post, f"{place.POSTS[3]} 4 (kedua)", kader[1:], made.officers[0], random, number="|2")
    weighed = [d for d in sorted(life.diary.deeds) if d.kind == "visit.recorded" and d.data["card"] == "balita"][-8:]
    deeds = [trouble.disagreeing(visit, kader[1], random) for visit in weighed[:3]]
    broken = [
        trouble.unreadable(weighed[3]),
        trouble.of_another(weighed[4], weighed[5].subject),
        trouble.of_nobody(weighed[6], random),
        trouble.far_ahead(weighed[7]),
    ]
    phone.hand_in([*deeds, *(replace(deed, author=kader[2]) for deed in broken)], clock.now())


def _live(number: int, post: str, kader: list[str], day: date) -> Post:
    random = Random(f"post {number}")
    diary = Diary(post, random, kader, place.DISTRICT_NIK)
    days = calendar.days_of(number, day)
    rw = f"{number + 1:02}"
    invented = families.invent(diary, random, rw, days[0], day, FAMILIES)
    life = Post(diary, random, invented, day)
    life.run(days)
    later.live_on(diary, Random(f"later {number}"), invented, days[-LATER_DAYS:], LATER_SHARE)
    return life
