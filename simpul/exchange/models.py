"""Tables of the exchange room: imports of sheets and what they wrote, remembered post names, registers being typed."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from simpul.base import clock
from simpul.exchange.denominators.models import Denominator
from simpul.exchange.dukcapil.models import AccessDay, IdentityCheck
from simpul.exchange.reporting.office.models import PreparedReport
from simpul.exchange.satusehat.models import FhirCursor, FhirParcel, FhirPatient, FhirPlace, FhirSwitch
from simpul.exchange.survey.models import SurveyLink, SurveyRow

__all__ = [
    "AccessDay",
    "Denominator",
    "FhirCursor",
    "FhirParcel",
    "FhirPatient",
    "FhirPlace",
    "FhirSwitch",
    "IdentityCheck",
    "Import",
    "PostName",
    "PreparedReport",
    "RegisterDraft",
    "SurveyLink",
    "SurveyRow",
    "Written",
]


class Import(models.Model):
    """A sheet on its way in. `body` is the file, dropped after a while; what it wrote is in `Written`.

    `posts` maps post names of the sheet to ids of posts; `preview` holds counts and first rows; `problems` what is
    wrong, as gzip JSON of [row number, [[code, field, facts], …]]. `done` of `total` says how far the work is.
    """

    class State(models.TextChoices):
        """Where it stands."""

        READY = "ready", "Siap diperiksa"
        QUEUED = "queued", "Menunggu"
        RUNNING = "running", "Sedang berjalan"
        DONE = "done", "Selesai"
        UNDOING = "undoing", "Sedang ditarik"
        UNDONE = "undone", "Ditarik"
        FAILED = "failed", "Berhenti"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    puskesmas = models.ForeignKey("registry.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.IntegerField()
    body = models.BinaryField(null=True)
    kind = models.CharField(max_length=20)
    rows = models.IntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.READY)
    posts = models.JSONField(default=dict)
    preview = models.JSONField(default=dict)
    problems = models.BinaryField(default=bytes)
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    result = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=clock.now)
    beat_at = models.DateTimeField(null=True)
    """When a worker last did a part of it; a silent one is taken over."""
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    """Who let the present work begin: it writes in this person's name."""

    class Meta:
        """What waits is read by state; the history by puskesmas."""

        indexes: ClassVar = [
            models.Index(fields=["state"], name="exchange_import_state"),
            models.Index(fields=["puskesmas", "-made_at"], name="exchange_import_history"),
        ]


class Written(models.Model):
    """An entry that an import wrote. Kept as long as the journal: it tells where a record came from."""

    entry = models.UUIDField(primary_key=True)
    job = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="written", db_index=False)
    post = models.UUIDField()
    kind = models.CharField(max_length=60)
    subject = models.UUIDField()
    withdrawn = models.BooleanField(default=False)

    class Meta:
        """What an import wrote is read in order; undoing walks over it."""

        indexes: ClassVar = [models.Index(fields=["job", "withdrawn", "kind"], name="exchange_written_job")]


class PostName(models.Model):
    """How other systems write the name of a post, as an officer of the puskesmas once matched it."""

    puskesmas = models.ForeignKey("registry.Unit", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    post = models.ForeignKey("registry.Unit", on_delete=models.CASCADE, related_name="+")

    class Meta:
        """One post for each name."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["puskesmas", "name"], name="exchange_one_post_for_a_name")
        ]


class RegisterDraft(models.Model):
    """A register page being typed by one officer: `cells` maps `person|column` to what was typed, as text.

    `page` names the page: `day 2026-03-14` or `months weight_kg 2026`; `days` maps columns of months to their dates.
    `version` grows with each save, so that two windows notice each other.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey("registry.Unit", on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=60)
    cells = models.JSONField(default=dict)
    days = models.JSONField(default=dict)
    version = models.IntegerField(default=0)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        """One draft for each page and typist."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "post", "page"], name="exchange_one_draft_a_page")
        ]
