"""Addresses of this room under `/api/v1/`."""

from django.urls import path

from simpul.network.calendars import api as calendars
from simpul.network.routing import api as routing

urlpatterns = [
    path("posts/<uuid:post>/slots", calendars.slots, name="post_slots"),
    path("posts/<uuid:post>/places", routing.places, name="post_places"),
]
