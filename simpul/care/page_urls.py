"""Addresses of the pages of a puskesmas."""

from django.urls import URLPattern, path

from simpul.care import pages

urlpatterns: list[URLPattern] = [
    path("puskesmas/rujukan/", pages.inbox, name="inbox"),
    path("puskesmas/rujukan/<uuid:pk>/", pages.referral, name="referral"),
    path("puskesmas/rujukan/<uuid:pk>/jawab/", pages.answer, name="referral_answer"),
    path("puskesmas/warga/", pages.people, name="people"),
    path("puskesmas/warga/<uuid:pk>/", pages.person, name="person"),
    path("puskesmas/warga/<uuid:pk>/unduh.csv", pages.person_download, name="person_download"),
]
