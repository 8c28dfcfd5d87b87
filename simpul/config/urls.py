"""Every address of the system. Each view declares its access rule (simpul.base.access)."""

from django.urls import URLPattern, URLResolver, include, path

from simpul.config import demo_pages, pages
from simpul.config.machine import pages as machine_pages
from simpul.config.watch import pages as watch

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("simpul.journal.urls")),  # first: found without trying every page
    path("api/v1/", include("simpul.network.api_urls")),
    path("", pages.landing, name="landing"),
    path("beranda/", pages.home, name="home"),
    path("contoh/", demo_pages.room, name="demo"),
    path("contoh/menunggu/", demo_pages.waiting, name="demo_waiting"),
    path("contoh/hp/", demo_pages.phone, name="demo_phone"),
    path("contoh/pesan/", demo_pages.outbox, name="demo_messages"),
    path("contoh/terima/<uuid:enrolment>/", demo_pages.accept, name="demo_accept"),
    path("health/live", watch.live, name="health_live"),
    path("health/ready", watch.ready, name="health_ready"),
    path("metrics", watch.metrics, name="metrics"),
    path("bahasa/", pages.set_language, name="set_language"),
    path("akun/", include("simpul.registry.urls")),
    path("operator/", machine_pages.machine, name="machine"),
    path("operator/", include("simpul.registry.page_urls")),
    path("", include("simpul.journal.page_urls")),
    path("", include("simpul.network.page_urls")),
    path("", include("simpul.care.page_urls")),
    path("", include("simpul.exchange.page_urls")),
]

handler400 = "simpul.config.pages.unreadable"
handler403 = "simpul.config.pages.forbidden"
handler404 = "simpul.config.pages.not_found"
handler500 = "simpul.config.pages.broken"
