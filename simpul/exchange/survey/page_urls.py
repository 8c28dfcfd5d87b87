"""Addresses of the register of capabilities, its survey, its report, and what everybody may read."""

from django.urls import URLPattern, path

from simpul.exchange.reporting.capability import pages as report
from simpul.exchange.reporting.capability import public
from simpul.exchange.survey import checklist_pages, pages, survey_pages

urlpatterns: list[URLPattern] = [
    path("kemampuan/", pages.register, name="abilities"),
    path("kemampuan/laporan/", report.page, name="ability_report"),
    path("kemampuan/laporan/unduh/", report.download, name="ability_report_file"),
    path("kemampuan/survei/", survey_pages.survey, name="survey"),
    path("kemampuan/survei/lembar/", survey_pages.sheet_out, name="survey_template"),
    path("kemampuan/survei/belum/", survey_pages.silent_out, name="survey_silent"),
    path("kemampuan/survei/ingatkan/", survey_pages.remind, name="survey_remind"),
    path("kemampuan/survei/kata/<uuid:unit>/", survey_pages.words, name="survey_words"),
    path("kemampuan/survei/<uuid:pk>/", survey_pages.sheet, name="survey_sheet"),
    path("kemampuan/survei/<uuid:pk>/masalah.<slug:form>", survey_pages.sheet_problems, name="survey_problems"),
    path("kemampuan/survei/<uuid:pk>/<slug:deed>/", survey_pages.sheet_do, name="survey_do"),
    path("kemampuan/<uuid:unit>/", pages.unit, name="ability_unit"),
    path("kemampuan/<uuid:unit>/tarik/<int:pk>/", pages.take_back, name="ability_take_back"),
    path("kemampuan/<uuid:unit>/<slug:service>/ubah/", pages.change, name="ability_change"),
    path("kemampuan/<uuid:unit>/<slug:service>/pastikan/", pages.verify, name="ability_verify"),
    path("kemampuan/<uuid:unit>/daftar/<slug:checklist>/", checklist_pages.fill, name="ability_checklist"),
    path("kemampuan/<uuid:unit>/daftar/<slug:checklist>/cetak/", checklist_pages.sheet, name="ability_sheet"),
    path(
        "kemampuan/<uuid:unit>/daftar/<slug:checklist>/pastikan/",
        pages.accept_checklist,
        name="ability_checklist_accept",
    ),
    path("isian/<slug:token>/", survey_pages.by_link, name="survey_link"),
    path("layanan-jiwa/", public.mental_health, name="mental_health_services"),
]
