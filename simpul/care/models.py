"""Tables of the care room: open days, visits, doses, pregnancies, and the growth that is computed from visits."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from simpul.care.checklists.models import ChecklistClaim as ChecklistClaim
from simpul.care.checklists.models import ChecklistRecord as ChecklistRecord
from simpul.care.contacts.models import AgreedContact as AgreedContact
from simpul.care.firstaid.models import FirstAid as FirstAid
from simpul.care.homevisits.models import HomeCheck as HomeCheck
from simpul.care.homevisits.models import HomePlan as HomePlan
from simpul.care.homevisits.models import HomeVisit as HomeVisit
from simpul.care.parents.models import ParentCode as ParentCode
from simpul.care.parents.models import ParentDoor as ParentDoor
from simpul.care.paths.models import Path as Path
from simpul.care.scales.models import ScaleCheck as ScaleCheck
from simpul.care.screenings.models import Screening as Screening
from simpul.care.selfcheck.models import FollowUp as FollowUp
from simpul.journal.models import Projected


class Session(Projected):
    """The open day of a post on a local day. `stamps["closed"]` says which entry closed it."""

    date = models.DateField()
    place = models.TextField(blank=True)
    staff = models.JSONField(default=list)
    status = models.TextField(default="open")
    totals = models.JSONField(default=dict)
    notes = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta(Projected.Meta):
        """The live board reads the sessions of a day."""

        indexes: ClassVar = [
            models.Index(fields=["post", "seq"], name="care_session_seq"),
            models.Index(fields=["date", "post"], name="care_session_day"),
        ]


class AboutPerson(Projected):
    """A row about a person, who may be merged into another one; the reference is never rewritten."""

    person = models.ForeignKey(
        "people.Person", db_constraint=False, on_delete=models.DO_NOTHING, related_name="%(class)ss"
    )

    class Meta(Projected.Meta):
        """Rows of a person are read together."""

        abstract = True


class Visit(AboutPerson):
    """A person's visit to a post on a local day, whoever recorded it.

    `given` lists what each entry gave, in order of seq; values, entries, steps and results follow from it (visits.py).
    `served_at` is the post that saw the person: it stays when the family moves and the row goes along.
    """

    session = models.UUIDField(null=True)
    date = models.DateField()
    card = models.TextField()
    values = models.JSONField(default=dict)
    entries = models.JSONField(default=dict)
    steps = models.JSONField(default=dict)
    results = models.JSONField(default=dict)
    status = models.TextField(default="ok")
    given = models.JSONField(default=list)
    served_at = models.ForeignKey("registry.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta(AboutPerson.Meta):
        """Visits are read by post and by day."""

        indexes: ClassVar = [
            models.Index(fields=["post", "seq"], name="care_visit_seq"),
            models.Index(fields=["served_at", "date"], name="care_visit_day"),
        ]


class Dose(AboutPerson):
    """A vaccine, vitamin A, deworming or iron tablets given; its id is the entry's."""

    product = models.TextField()
    number = models.IntegerField(null=True)
    date = models.DateField()
    batch = models.TextField(blank=True)
    expiry = models.DateField(null=True)
    place = models.TextField(blank=True)
    source = models.TextField(default="given")
    quantity = models.IntegerField(null=True)
    visit = models.UUIDField(null=True)
    helper = models.TextField(blank=True, default="", db_default="")
    author = models.UUIDField()
    status = models.TextField(default="ok")


class Guest(Projected):
    """A child of another post, served here. Visits and doses of this post name the guest's id as their person.

    `status`: `waiting` until someone or something knows the child, `delivered`, `void`. `link` is the entry
    `guest.linked` that holds now, `to_post` the child's own post when it was written; `arrival` the `family.arrived`
    that has brought the child to this very post since; `by_hand` that the server no longer decides by itself.
    """

    name = models.TextField()
    sex = models.TextField(null=True)
    birth_date = models.DateField(null=True)
    birth_date_estimated = models.BooleanField(default=False)
    mother_name = models.TextField(blank=True)
    nik = models.TextField(null=True)
    card_token = models.TextField(null=True)
    home_post = models.ForeignKey(
        "registry.Unit", null=True, db_constraint=False, on_delete=models.DO_NOTHING, related_name="+", db_index=False
    )
    status = models.TextField(default="waiting")
    person = models.UUIDField(null=True)
    to_post = models.ForeignKey("registry.Unit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    link = models.UUIDField(null=True)
    arrival = models.UUIDField(null=True)
    by_hand = models.BooleanField(default=False)

    class Meta(Projected.Meta):
        """Waiting guests are looked through whenever a person becomes known."""

        indexes: ClassVar = [
            models.Index(fields=["post", "seq"], name="care_guest_seq"),
            models.Index(fields=["birth_date"], name="care_guest_waiting", condition=Q(status="waiting")),
        ]


class Pregnancy(AboutPerson):
    """A pregnancy as an episode. `lmp` first day of the last period, `edd` estimated due date.

    `plan_*` is the family's plan for the birth (P4K); `birth_*`, `mother_condition` and `stillborn` how it ended;
    `closings` the entries that closed it, in order of seq.
    """

    lmp = models.DateField(null=True)
    edd = models.DateField(null=True)
    edd_source = models.TextField(default="lmp")
    gravida = models.IntegerField(null=True)
    parity = models.IntegerField(null=True)
    miscarriages = models.IntegerField(null=True)
    previous_birth_date = models.DateField(null=True)
    height_cm = models.FloatField(null=True)
    prepregnancy_weight_kg = models.FloatField(null=True)
    husband_name = models.TextField(blank=True)
    risks = models.JSONField(default=list)
    plan_helper = models.TextField(blank=True, default="", db_default="")
    plan_place = models.TextField(blank=True, default="", db_default="")
    plan_companion = models.TextField(blank=True, default="", db_default="")
    plan_transport = models.TextField(blank=True, default="", db_default="")
    plan_donors = models.TextField(blank=True, default="", db_default="")
    plan_money = models.TextField(blank=True, default="", db_default="")
    plan_contraception = models.TextField(blank=True, default="", db_default="")
    birth_time = models.TextField(blank=True, default="", db_default="")
    birth_place = models.TextField(blank=True, default="", db_default="")
    birth_place_name = models.TextField(blank=True, default="", db_default="")
    birth_helper = models.TextField(blank=True, default="", db_default="")
    birth_mode = models.TextField(blank=True, default="", db_default="")
    mother_condition = models.TextField(blank=True, default="", db_default="")
    stillborn = models.JSONField(default=list, db_default=[])
    status = models.TextField(default="open")
    outcome = models.TextField(null=True)
    end_date = models.DateField(null=True)
    children = models.JSONField(default=list)
    closings = models.JSONField(default=list, db_default=[])
    closing_notes = models.TextField(blank=True)

    class Meta(AboutPerson.Meta):
        """Open pregnancies are listed by post."""

        indexes: ClassVar = [
            models.Index(fields=["post", "seq"], name="care_pregnancy_seq"),
            models.Index(fields=["post"], name="care_pregnancy_open", condition=Q(status="open")),
        ]


class Growth(models.Model):
    """What a toddler's measurements at a visit say, computed with the rules of `edition` (growth.py).

    z-scores to 2 decimals, None where the standard has no answer; categories are ids of
    `content/growth/categories.json`; `mark` and `alerts` as in `simpul.knowledge.kms`. Derived: may be dropped and
    computed again at any time.
    """

    visit = models.OneToOneField(
        Visit, primary_key=True, db_constraint=False, on_delete=models.DO_NOTHING, related_name="growth"
    )
    person = models.ForeignKey("people.Person", db_constraint=False, on_delete=models.DO_NOTHING, related_name="growth")
    """The person kept, when the visit's was merged."""
    date = models.DateField()
    age_days = models.IntegerField()
    weight_kg = models.FloatField(null=True)
    length_height_cm = models.FloatField(null=True)
    waz = models.FloatField(null=True)
    haz = models.FloatField(null=True)
    whz = models.FloatField(null=True)
    baz = models.FloatField(null=True)
    hcz = models.FloatField(null=True)
    acz = models.FloatField(null=True)
    flags = ArrayField(models.TextField(), default=list)
    categories = models.JSONField(default=dict)
    month = models.IntegerField(null=True)
    mark = models.TextField(null=True)
    trend = models.TextField(null=True)
    gain_g = models.IntegerField(null=True)
    minimal_gain_g = models.IntegerField(null=True)
    alerts = ArrayField(models.TextField(), default=list)
    edition = models.TextField()

    class Meta:
        """A person's curve is read in order of date."""

        indexes: ClassVar = [models.Index(fields=["person", "date"], name="care_growth_curve")]
