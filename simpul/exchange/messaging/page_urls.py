"""Addresses of messages."""

from django.urls import URLPattern, path

from simpul.exchange.messaging import pages

urlpatterns: list[URLPattern] = [
    path("operator/pesan/", pages.outbox, name="outbox"),
    path("operator/pesan/<uuid:pk>/lagi/", pages.again, name="outbox_again"),
    path("kabar/whatsapp/", pages.heard, name="whatsapp_heard"),
]
