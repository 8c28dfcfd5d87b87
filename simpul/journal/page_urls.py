"""Addresses of the pages for kader and their phones."""

from django.urls import URLPattern, path

from simpul.journal import carried_pages, pages

urlpatterns: list[URLPattern] = [
    path("operator/sinkron/", pages.sync_health, name="sync_health"),
    path("puskesmas/kader/", pages.team, name="staff"),
    path("puskesmas/kader/menunggu/", pages.pending, name="pending_enrolments"),
    path("puskesmas/kader/<uuid:account>/", pages.kader, name="kader"),
    path("puskesmas/kader/<uuid:account>/tugas/", pages.assign, name="kader_assign"),
    path("puskesmas/kader/<uuid:account>/tugas/<int:assignment>/akhiri/", pages.end, name="kader_end"),
    path("puskesmas/kader/<uuid:account>/kode/", pages.code, name="kader_code"),
    path("puskesmas/pendaftaran/<uuid:enrolment>/", pages.decide, name="decide_enrolment"),
    path("puskesmas/berkas/", carried_pages.files, name="deposit_files"),
    path("puskesmas/berkas/masukkan/", carried_pages.place, name="deposit_files_place"),
    path("puskesmas/berkas/<uuid:file>/", carried_pages.one, name="deposit_file"),
    path("puskesmas/hp/", pages.devices, name="devices"),
    path("puskesmas/hp/<uuid:device>/cabut/", pages.revoke, name="revoke_device"),
]
