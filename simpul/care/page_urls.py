"""Addresses of the pages of a puskesmas."""

from django.urls import URLPattern, path

from simpul.care import board_pages, live, pages, phone_pages, review_pages, waiting_pages
from simpul.care.asking import pages as asking_pages
from simpul.care.episodes import pages as episode_pages
from simpul.care.guests import pages as guest_pages
from simpul.care.homevisits import pages as home_visit_pages
from simpul.care.letters import confirming
from simpul.care.letters import pages as letter_pages
from simpul.care.parents import pages as parent_pages
from simpul.care.paths import pages as path_pages
from simpul.care.scales import pages as scale_pages
from simpul.care.screenings import pages as screening_pages
from simpul.care.selfcheck import pages as self_check_pages

urlpatterns: list[URLPattern] = [
    path("kunjungan-rumah/", home_visit_pages.evaluation, name="home_visits"),
    path("kunjungan-rumah/<uuid:pk>/tindak-lanjut/", home_visit_pages.follow_up, name="home_visit_follow"),
    path("kunjungan-rumah/mutu/", scale_pages.measuring, name="measuring"),
    path("puskesmas/rujukan/", pages.inbox, name="inbox"),
    path("puskesmas/rujukan/baru/", asking_pages.new, name="request_new"),
    path("puskesmas/rujukan/<uuid:pk>/", pages.referral, name="referral"),
    path("puskesmas/rujukan/<uuid:pk>/bagian/", asking_pages.part, name="request_part"),
    path("puskesmas/rujukan/<uuid:pk>/jawab/", pages.answer, name="referral_answer"),
    path("puskesmas/rujukan/<uuid:pk>/surat/", letter_pages.letter, name="referral_letter"),
    path("puskesmas/rujukan/<uuid:pk>/surat/jawaban/", confirming.letter_answer, name="letter_answer"),
    path("puskesmas/rujukan/<uuid:pk>/tautan/", letter_pages.links, name="referral_links"),
    path("puskesmas/warga/", pages.people, name="people"),
    path("puskesmas/warga/<uuid:pk>/", pages.person, name="person"),
    path("puskesmas/warga/<uuid:pk>/unduh.csv", pages.person_download, name="person_download"),
    path("puskesmas/warga/<uuid:pk>/kartu/", pages.person_card, name="person_card"),
    path("puskesmas/warga/<uuid:pk>/skrining/", screening_pages.person_screenings, name="person_screenings"),
    path("puskesmas/skrining/", screening_pages.screenings, name="screenings"),
    path("puskesmas/kelahiran-kematian/", episode_pages.births_and_deaths, name="births_and_deaths"),
    path("puskesmas/hari-buka/", board_pages.live, name="board"),
    path("puskesmas/hari-buka/isi/", board_pages.live_tiles, name="board_tiles"),
    path("ws/hari-buka/", live.board_events, name="board_events"),
    path("wilayah/", board_pages.area, name="area"),
    path("puskesmas/tinjauan/", review_pages.reviews, name="reviews"),
    path("puskesmas/tinjauan/<uuid:pk>/", review_pages.review_decide, name="review_decide"),
    path("puskesmas/tinjauan/kembar/", review_pages.twins, name="twins"),
    path("puskesmas/tinjauan/kembar/gabung/", review_pages.twins_merge, name="twins_merge"),
    path("puskesmas/tinjauan/tamu/", guest_pages.guests, name="guests"),
    path("puskesmas/tinjauan/tamu/<uuid:pk>/", guest_pages.guest_answer, name="guest_answer"),
    path("anak/", parent_pages.page, name="parent_page"),
    path("anak/buka/", parent_pages.enter, name="parent_enter"),
    path("anak/keluar/", parent_pages.leave, name="parent_leave"),
    path("cek-diri/", self_check_pages.start, name="selfcheck"),
    path("cek-diri/hubungi/", self_check_pages.contact, name="selfcheck_contact"),
    path("cek-diri/poster/", self_check_pages.poster, name="selfcheck_poster"),
    path("cek-diri/puskesmas/", self_check_pages.places, name="selfcheck_places"),
    path("cek-diri/status/", self_check_pages.status, name="selfcheck_status"),
    path("cek-diri/status/batal/", self_check_pages.cancel, name="selfcheck_cancel"),
    path("cek-diri/status/waktu/", self_check_pages.time, name="selfcheck_time"),
    path("cek-diri/<slug:check>/", self_check_pages.form, name="selfcheck_form"),
    path("puskesmas/warga/<uuid:pk>/kode-orang-tua/", parent_pages.office_code, name="parent_code"),
    path("jalur-tumbuh/", path_pages.paths, name="paths"),
    path("jalur-tumbuh/<uuid:pk>/", path_pages.path, name="path"),
    path("jalur-tumbuh/pastikan/<uuid:person>/", path_pages.path_confirm, name="path_confirm"),
    path("puskesmas/perbaiki/", review_pages.quarantine, name="quarantine"),
    path("puskesmas/perbaiki/menunggu/", waiting_pages.waiting, name="waiting"),
    path("puskesmas/perbaiki/menunggu/<uuid:pk>/", waiting_pages.waiting_answer, name="waiting_answer"),
    path("puskesmas/hp/<uuid:device>/", phone_pages.device, name="device"),
    path("puskesmas/hp/<uuid:device>/hilang/", phone_pages.device_lost, name="device_lost"),
    path("puskesmas/hp/<uuid:device>/terima/", phone_pages.device_accept, name="device_accept"),
    path("puskesmas/perbaiki/<int:pk>/", review_pages.quarantine_one, name="quarantine_one"),
    path("puskesmas/perbaiki/tanda/<int:pk>/", review_pages.flag_seen, name="flag_seen"),
]
