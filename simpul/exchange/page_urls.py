"""Addresses of imports and of registers typed from paper."""

from django.urls import URLPattern, path

from simpul.exchange import pages, register_pages
from simpul.exchange.copying import pages as copying
from simpul.exchange.denominators.pages import denominators
from simpul.exchange.dukcapil.page_urls import urlpatterns as dukcapil
from simpul.exchange.eppgbm import pages as eppgbm
from simpul.exchange.messaging.page_urls import urlpatterns as messaging
from simpul.exchange.reporting.office import pages as office
from simpul.exchange.satusehat.page_urls import urlpatterns as satusehat
from simpul.exchange.survey.page_urls import urlpatterns as survey

urlpatterns: list[URLPattern] = [
    path("impor/", pages.imports, name="imports"),
    path("impor/contoh/", pages.template, name="import_template"),
    path("impor/sasaran/", denominators, name="denominators"),
    path("impor/register/", register_pages.choose, name="register"),
    path("impor/register/<uuid:post>/<slug:slug>/", register_pages.page, name="register_page"),
    path("impor/register/<uuid:post>/<slug:slug>/simpan/", register_pages.save, name="register_save"),
    path("impor/<uuid:pk>/", pages.one, name="import_one"),
    path("impor/<uuid:pk>/kemajuan/", pages.progress, name="import_progress"),
    path("impor/<uuid:pk>/posyandu/", pages.posts, name="import_posts"),
    path("impor/<uuid:pk>/mulai/", pages.confirm, name="import_confirm"),
    path("impor/<uuid:pk>/buang/", pages.discard, name="import_discard"),
    path("impor/<uuid:pk>/tarik/", pages.undo, name="import_undo"),
    path("impor/<uuid:pk>/banding/", eppgbm.compared, name="import_compared"),
    path("impor/<uuid:pk>/banding.<slug:form>", eppgbm.compared_sheet, name="import_compared_sheet"),
    path("puskesmas/warga/<uuid:pk>/salin/<slug:slug>/", copying.copy_sheet, name="copy_sheet"),
    path("laporan/", office.choose, name="reports"),
    path("laporan/unduh/", office.download, name="report_download"),
    path("laporan/siapkan/", office.prepare, name="report_prepare"),
    path("laporan/<uuid:pk>/kemajuan/", office.progress, name="report_progress"),
    path("laporan/<uuid:pk>/berkas/", office.prepared_file, name="report_file"),
    path("impor/<uuid:pk>/masalah.<slug:form>", pages.problems, name="import_problems"),
    *dukcapil,
    *messaging,
    *satusehat,
    *survey,
]
