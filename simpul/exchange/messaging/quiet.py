"""Hours in which nobody is reminded of anything, by the clock of the place."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from simpul.exchange.messaging.channels import book


def after_quiet(now: datetime, zone: ZoneInfo) -> datetime | None:
    """When the quiet hours in which `now` lies are over; None outside them. They may pass midnight."""
    start, end = time.fromisoformat(book().quiet_from), time.fromisoformat(book().quiet_until)
    local = now.astimezone(zone)
    here = local.time()
    is_quiet = start <= here < end if start <= end else here >= start or here < end
    if not is_quiet:
        return None
    day = local.date() if here < end else local.date() + timedelta(days=1)
    return datetime.combine(day, end, zone)
