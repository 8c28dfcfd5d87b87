"""What the clock's tick does with calendars. Safe to run any number of times."""

from django.db.models import Exists, OuterRef

from simpul.base import clock
from simpul.network.calendars import unsure
from simpul.network.calendars.follow import follow
from simpul.network.calendars.models import Booking
from simpul.network.calendars.moving import let_go_of_the_unmet
from simpul.network.calendars.recalling import recall_due
from simpul.network.calendars.telling import ask_posts
from simpul.network.calendars.typed import recall_typed
from simpul.network.calendars.wishes import grant_waiting
from simpul.network.models import Request


def run() -> None:
    """Wishes that a crash left behind, times that nobody will keep or that are not sure, reminders nobody wishes."""
    grant_waiting()
    let_go_of_the_erased()
    let_go_of_the_unmet()
    unsure.run()
    ask_posts()
    recall_due()
    recall_typed()


def let_go_of_the_erased() -> int:
    """Release what is promised to a request that is no more; returns how many."""
    ahead = Booking.objects.filter(released_at=None, came=None, starts_at__gt=clock.now())
    orphans = ahead.filter(~Exists(Request.objects.filter(pk=OuterRef("request_id"))))
    found = [str(pk) for pk in orphans.values_list("request_id", flat=True)]
    follow(found)
    return len(found)
