"""Addresses of checks with Dukcapil."""

from django.urls import URLPattern, path

from simpul.exchange.dukcapil import pages

urlpatterns: list[URLPattern] = [
    path("puskesmas/dukcapil/", pages.overview, name="dukcapil"),
    path("puskesmas/dukcapil/<uuid:post>/", pages.ask_post, name="dukcapil_post"),
    path("puskesmas/warga/<uuid:pk>/dukcapil/", pages.person, name="dukcapil_person"),
]
