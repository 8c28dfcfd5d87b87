"""What people at a desk open: every page of each role, with addresses that lead somewhere in this city."""

from typing import Any

FIXED = {
    "petugas": (
        "/puskesmas/rujukan/", "/puskesmas/rujukan/?jawab=semua", "/puskesmas/warga/", "/puskesmas/warga/?q=aisyah",
        "/puskesmas/warga/?q=a", "/puskesmas/hari-buka/", "/puskesmas/hari-buka/isi/", "/puskesmas/tinjauan/",
        "/puskesmas/tinjauan/kembar/", "/puskesmas/tinjauan/tamu/", "/puskesmas/perbaiki/",
        "/puskesmas/perbaiki/menunggu/", "/puskesmas/kader/", "/puskesmas/kader/menunggu/", "/puskesmas/berkas/",
        "/puskesmas/hp/", "/puskesmas/hp/sinkron/", "/puskesmas/hp/sinkron.csv", "/peringatan/", "/terlambat/",
        "/impor/", "/impor/register/",
    ),
    "operator": (
        "/operator/", "/operator/sinkron/", "/operator/sinkron/isi/", "/operator/sinkron/?hal=12",
        "/operator/sinkron/?masalah=ada", "/operator/sinkron/?q=melati", "/operator/sinkron/?urut=belum",
        "/operator/sinkron/unduh.csv", "/peringatan/", "/operator/pesan/", "/operator/unit/",
        "/operator/unit/?q=melati", "/operator/unit/?hal=12", "/operator/unit/baru/", "/operator/akun/",
        "/operator/akun/?q=siti", "/operator/akun/?hal=40", "/operator/akun/baru/",
    ),
    "tim": ("/wilayah/", "/terlambat/"),
    "dinas": ("/wilayah/", "/terlambat/"),
}  # fmt: skip


def pages() -> dict[str, list[str]]:
    """Role → addresses, pages of single things included."""
    found = {role: list(paths) for role, paths in FIXED.items()}
    found["petugas"] += _of_officer()
    return found


def _of_officer() -> list[str]:
    from bench._city import ROLES
    from simpul.journal.models import DeviceAccount
    from simpul.network.models import Request
    from simpul.people.models import Person
    from simpul.registry.access import posts_of
    from simpul.registry.models import Account

    officer = Account.objects.get(username=ROLES["petugas"])
    posts = list(posts_of(officer).values_list("pk", flat=True))
    person: Any = Person.objects.filter(post__in=posts, merged_into=None).order_by("birth_date", "pk").last()
    request: Any = Request.objects.filter(post__in=posts).order_by("pk").last()
    tie: Any = DeviceAccount.objects.filter(account__assignments__unit__in=posts).order_by("pk").first()
    return [
        f"/puskesmas/warga/{person.pk}/",
        f"/puskesmas/rujukan/{request.pk}/",
        f"/puskesmas/hp/{tie.device_id}/",
        f"/puskesmas/kader/{tie.account_id}/",
    ]


def asked(path: str, cookie: str) -> bytes:
    """The request of a page, as the reverse proxy hands it on."""
    from bench._http import request

    return request("GET", path, {"Cookie": cookie, "X-Forwarded-Proto": "https"})
