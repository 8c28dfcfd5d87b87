"""Addresses of sign-in and account security. Sign-up, e-mail and password mail have no address here."""

from allauth.account import views as account
from allauth.usersessions import views as sessions
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("masuk/", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("pastikan/", account.reauthenticate, name="account_reauthenticate"),
    path("kata-sandi/", account.password_change, name="account_change_password"),
    path("keamanan/", include("allauth.mfa.urls")),
    path("sesi/", sessions.list_usersessions, name="usersessions_list"),
]
