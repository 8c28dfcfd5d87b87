"""Addresses of the calendar."""

from django.urls import URLPattern, path

from simpul.network.calendars import booking_pages, door_pages, pages

urlpatterns: list[URLPattern] = [
    path("janji/<slug:token>/", door_pages.appointment, name="appointment"),
    path("kalender/", pages.calendar_page, name="calendar"),
    path("kalender/hari-ini/", pages.day_list, name="calendar_day"),
    path("kalender/simpul.ics", pages.calendar_file, name="calendar_file"),
    path("kalender/pindah/", booking_pages.moving, name="moving"),
    path("kalender/jam/", pages.hours_add, name="hours_add"),
    path("kalender/jam/<uuid:pk>/akhiri/", pages.hours_end, name="hours_end"),
    path("kalender/libur/", pages.absence_add, name="absence_add"),
    path("kalender/libur/<int:pk>/cabut/", pages.absence_lift, name="absence_lift"),
    path("kalender/pilih/<uuid:pk>/", booking_pages.choose, name="choose_slot"),
    path("kalender/janji/<uuid:pk>/hadir/", pages.attended, name="attended"),
]
