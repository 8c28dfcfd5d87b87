"""Plant the city: places first, then every post's journal, by as many processes as there are cores."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from simpul.base import clock
from simpul.seeds.city import place
from simpul.seeds.city.book import plant_post
from simpul.seeds.city.life import Life, live
from simpul.seeds.city.office import refer
from simpul.seeds.city.place import PostPlan

POSTS = 1102
"""Posts of Kota Tangerang."""


def evening_before() -> datetime:
    """Until when the city has lived: yesterday at 20.00 local time, so that one day gives one city."""
    yesterday = clock.today() - timedelta(days=1)
    return datetime.combine(yesterday, time(20), clock.JAKARTA)


def life_of(plan: PostPlan, as_of: datetime) -> Life:
    """The whole life of a post, referrals included."""
    life = live(plan, as_of)
    refer(life, as_of)
    return life


def plant(posts: int = POSTS, report: Callable[[str], None] = lambda text: None) -> int:
    """Write the city; returns the entries."""
    as_of = evening_before()
    plans = place.make(posts)
    total = 0
    for n, plan in enumerate(plans):
        total += plant_post(life_of(plan, as_of), as_of)
        report(f"{n + 1}/{posts}")
    return total
