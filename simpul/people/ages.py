"""Ages in words."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simpul.base import clock
from simpul.knowledge.growth.ages import completed_months


def age_words(birth: date | None, on: date | None = None) -> str:
    """Age as people say it: days in the first month, months to five years, then years."""
    if birth is None:
        return _("umur belum diketahui")
    today = on or clock.today()
    days, months = (today - birth).days, completed_months(birth, today) if today >= birth else 0
    if days < 0:
        return _("tanggal lahir di masa depan")
    if months < 1:
        return ngettext("%(n)s hari", "%(n)s hari", days) % {"n": days}
    if months < 24:
        return ngettext("%(n)s bulan", "%(n)s bulan", months) % {"n": months}
    years, rest = divmod(months, 12)
    if years < 5 and rest:
        return _("%(y)s tahun %(m)s bulan") % {"y": years, "m": rest}
    return ngettext("%(n)s tahun", "%(n)s tahun", years) % {"n": years}
