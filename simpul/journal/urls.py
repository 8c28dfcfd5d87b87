"""Addresses under `/api/v1/`."""

from django.urls import path

from simpul.journal import api, deposit_api, device_api, openapi

urlpatterns = [
    path("openapi.json", openapi.openapi, name="openapi"),
    path("journal/push", api.push, name="journal_push"),
    path("journal/pull", api.pull, name="journal_pull"),
    path("journal/snapshot/<uuid:post>", api.snapshot, name="journal_snapshot"),
    path("journal/scope", api.scope, name="journal_scope"),
    path("journal/deposit", deposit_api.deposit, name="journal_deposit"),
    path("journal/offer", deposit_api.offer, name="journal_offer"),
    path("devices/enrol", device_api.enrol, name="device_enrol"),
    path("devices/enrol/status", device_api.status, name="device_enrol_status"),
    path("devices/heartbeat", api.beat, name="device_heartbeat"),
]
