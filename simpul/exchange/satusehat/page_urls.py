"""Addresses of the line to SATUSEHAT."""

from django.urls import URLPattern, path

from simpul.exchange.satusehat import pages

urlpatterns: list[URLPattern] = [
    path("satusehat/", pages.line, name="satusehat"),
    path("satusehat/<uuid:line>/jeda/", pages.pause, name="satusehat_pause"),
    path("satusehat/<uuid:line>/lanjut/", pages.resume, name="satusehat_resume"),
    path("satusehat/<uuid:line>/ulang/", pages.again, name="satusehat_again"),
    path("satusehat/catatan/<uuid:parcel>/ulang/", pages.one_again, name="satusehat_one_again"),
]
