"""Addresses of the pages for kader and their phones."""

from django.urls import URLPattern, path

from simpul.journal import alert_pages, board_pages, carried_pages, pages

urlpatterns: list[URLPattern] = [
    path("operator/sinkron/", board_pages.city, name="sync_health"),
    path("operator/sinkron/isi/", board_pages.city_part, name="sync_health_part"),
    path("operator/sinkron/unduh.csv", board_pages.city_csv, name="sync_health_csv"),
    path("puskesmas/hp/sinkron/", board_pages.posts_part, name="sync_posts_part"),
    path("puskesmas/hp/sinkron.csv", board_pages.posts_csv, name="sync_posts_csv"),
    path("peringatan/", alert_pages.alerts, name="alerts"),
    path("peringatan/<int:alert>/", alert_pages.take, name="alert_take"),
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
