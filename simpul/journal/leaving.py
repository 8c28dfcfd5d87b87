"""What of the journal hangs on one account: the phones on which it works."""

from django.db.models import Sum
from django.utils.translation import gettext as _

from simpul.journal.models import Device
from simpul.registry.leaving import OpenWork
from simpul.registry.models import Account


def work_of(account: Account) -> list[OpenWork]:
    """Its phones, and how many entries they said they still hold."""
    tied = {"enrolments__account": account, "enrolments__removed_at": None}
    phones = Device.objects.filter(revoked_at=None, **tied).distinct()
    count = phones.count()
    if not count:
        return []
    unsent = Device.objects.filter(pk__in=phones.values("pk")).aggregate(n=Sum("pending"))["n"] or 0
    then = _("Isian yang masih di HP (terakhir diketahui: %(n)s) tetap diterima, lalu diperiksa puskesmas.")
    also = _("Data baru tidak turun lagi ke akun ini. HP yang hilang dicabut oleh petugas puskesmasnya.")
    return [OpenWork(_("%(n)s HP terdaftar.") % {"n": count}, f"{then % {'n': unsent}} {also}")]
