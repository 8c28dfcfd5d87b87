"""Addresses of the network's own pages."""

from django.urls import URLPattern, path

from simpul.network.calendars.page_urls import urlpatterns as calendar_urls
from simpul.network.calls import office_pages
from simpul.network.calls import pages as call_pages
from simpul.network.escalation import pages as late_pages
from simpul.network.links import pages as link_pages

urlpatterns: list[URLPattern] = [
    *calendar_urls,
    path("terlambat/", late_pages.late, name="late"),
    path("terlambat/teruskan/", late_pages.late_pass_on, name="late_pass_on"),
    path("terlambat/<uuid:pk>/tangani/", late_pages.late_take, name="late_take"),
    path("r/<slug:token>/", link_pages.link, name="answer_link"),
    path("r/<slug:token>/buka/", link_pages.link_open, name="answer_link_open"),
    path("r/<slug:token>/baru/", link_pages.link_again, name="answer_link_again"),
    path("konsultasi/<slug:token>/", call_pages.call, name="call"),
    path("konsultasi/<slug:token>/buka/", call_pages.call_open, name="call_open"),
    path("konsultasi/<slug:token>/setuju/", call_pages.call_consent, name="call_consent"),
    path("konsultasi/<slug:token>/tiket/", call_pages.call_ticket, name="call_ticket"),
    path("puskesmas/konsultasi/<uuid:pk>/", office_pages.consultation, name="consultation"),
    path("puskesmas/konsultasi/<uuid:pk>/tiket/", office_pages.consultation_ticket, name="consultation_ticket"),
    path("puskesmas/konsultasi/<uuid:pk>/tautan/", office_pages.consultation_link, name="consultation_link"),
]
