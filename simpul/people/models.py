"""Tables of the people room: families, persons, consents and moves, projected from the posts' journals.

References are ids without database constraints: entries arrive in any order, and a merge never rewrites them.
"""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from simpul.journal.models import Projected


class Family(Projected):
    """A household of a post."""

    head_name = models.TextField(blank=True)
    kk_number = models.TextField(null=True)
    address = models.TextField(blank=True)
    rt = models.TextField(blank=True)
    rw = models.TextField(blank=True)
    phone = models.TextField(blank=True)
    status = models.TextField(default="active")
    """`active` or `moved`."""

    class Meta(Projected.Meta):
        """Families are found by their card number as well."""

        indexes: ClassVar = [
            models.Index(fields=["post", "seq"], name="people_family_seq"),
            models.Index(fields=["kk_number"], name="people_family_kk", condition=Q(kk_number__isnull=False)),
        ]

    def __str__(self) -> str:
        """The head's name."""
        return self.head_name


def reference(related_name: str) -> "models.ForeignKey[Any, Any]":
    """A person that may not be here yet; None when unknown."""
    return models.ForeignKey(
        "people.Person",
        null=True,
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name=related_name,
    )


class Person(Projected):
    """A person of a post. NIK is optional always. Weights kg, lengths cm.

    `merged_into` names the person kept; `phonetic` holds the phonetic keys of the name's words.
    """

    family = models.ForeignKey(
        Family, null=True, db_constraint=False, on_delete=models.DO_NOTHING, related_name="persons"
    )
    name = models.TextField()
    sex = models.TextField(null=True)
    birth_date = models.DateField(null=True)
    birth_date_estimated = models.BooleanField(default=False)
    nik = models.TextField(null=True)
    mother = reference("born_children")
    mother_name = models.TextField(blank=True)
    father_name = models.TextField(blank=True)
    relation = models.TextField(blank=True)
    phone = models.TextField(blank=True)
    birth_weight_kg = models.FloatField(null=True)
    birth_length_cm = models.FloatField(null=True)
    gestational_age_weeks = models.IntegerField(null=True)
    birth_order = models.IntegerField(null=True)
    birth_care = models.JSONField(default=dict, db_default={})
    marital_status = models.TextField(blank=True, default="", db_default="")
    occupation = models.TextField(blank=True, default="", db_default="")
    disabilities = ArrayField(models.TextField(), default=list, db_default=[])
    assistance = ArrayField(models.TextField(), default=list, db_default=[])
    card_token = models.TextField(null=True)
    notes = models.TextField(blank=True)
    status = models.TextField(default="active")
    """`active`, `moved`, `died` or `mistake` (registered in error); `status_date` says since when."""
    status_date = models.DateField(null=True)
    death_place = models.TextField(blank=True, default="", db_default="")
    death_cause = models.TextField(blank=True, default="", db_default="")
    merged_into = reference("merged")
    phonetic = ArrayField(models.TextField(), default=list)

    class Meta(Projected.Meta):
        """Persons are searched by sound, by NIK and by card."""

        indexes: ClassVar = [
            models.Index(fields=["post", "seq"], name="people_person_seq"),
            models.Index(fields=["nik"], name="people_person_nik", condition=Q(nik__isnull=False)),
            models.Index(fields=["card_token"], name="people_person_card", condition=Q(card_token__isnull=False)),
            GinIndex(fields=["phonetic"], name="people_person_phonetic"),
        ]

    def __str__(self) -> str:
        """The name."""
        return self.name


class Consent(Projected):
    """What a person or family agreed to, or withdrew; its id is the entry's."""

    subject = models.UUIDField(db_index=True)
    purpose = models.TextField()
    granted = models.BooleanField()
    date = models.DateField()
    given_by = models.TextField(blank=True)


class Move(Projected):
    """A family that left a post. On the wire its id is the family's; here a family may have left several posts."""

    family = models.UUIDField(db_index=True)
    head_name = models.TextField(blank=True)
    persons = models.JSONField(default=list)
    to_post = models.ForeignKey("registry.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    to_address = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    date = models.DateField()
