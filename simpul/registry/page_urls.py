"""Addresses of the operator's pages."""

from django.urls import URLPattern, path

from simpul.registry import closing_pages, function_pages, pages, profile_pages

urlpatterns: list[URLPattern] = [
    path("unit/", pages.unit_list, name="units"),
    path("unit/baru/", pages.unit_new, name="unit_new"),
    path("unit/<uuid:unit>/", pages.unit_edit, name="unit_edit"),
    path("unit/<uuid:unit>/profil/", profile_pages.unit_profile, name="unit_profile"),
    path("unit/<uuid:unit>/tutup/", pages.unit_close, name="unit_close"),
    path("akun/", pages.account_list, name="accounts"),
    path("akun/baru/", pages.account_new, name="account_new"),
    path("akun/<uuid:account>/", pages.account, name="account"),
    path("akun/<uuid:account>/tugas/", pages.account_assign, name="account_assign"),
    path("akun/<uuid:account>/tugas/<int:assignment>/akhiri/", pages.account_end, name="account_end"),
    path("akun/<uuid:account>/tugas/<int:assignment>/fungsi/", function_pages.function_give, name="function_give"),
    path("akun/<uuid:account>/fungsi/<int:function>/akhiri/", function_pages.function_end, name="function_end"),
    path("akun/<uuid:account>/fungsi/<int:function>/hentikan/", function_pages.function_stop, name="function_stop"),
    path("akun/<uuid:account>/tutup/", closing_pages.account_close, name="account_close"),
    path("akun/<uuid:account>/tindakan/", pages.account_do, name="account_do"),
]
