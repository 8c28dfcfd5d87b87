"""Tables of the registry: areas, units, posts, accounts and their assignments."""

import uuid
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from simpul.base import clock
from simpul.registry.asked_once import remembered


class Area(models.Model):
    """A province, regency, district or village; the Kemendagri code is the key, hierarchy is by prefix."""

    code = models.CharField(primary_key=True, max_length=13, db_collation="C")
    name = models.CharField(max_length=100)
    level = models.PositiveSmallIntegerField()
    """1 province, 2 regency or city, 3 district, 4 village."""

    def __str__(self) -> str:
        """Code and name."""
        return f"{self.code} {self.name}"


class Unit(models.Model):
    """A place that serves: posyandu, puskesmas, hospital, agency office."""

    class Kind(models.TextChoices):
        """Kinds of units."""

        POST = "posyandu", "Posyandu"
        PUSKESMAS = "puskesmas", "Puskesmas"
        HOSPITAL = "rumah-sakit", "Rumah sakit"
        AGENCY = "dinas", "Dinas"
        TEAM = "tim-pembina", "Tim Pembina"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=120)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="units")
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    field = models.CharField(max_length=20, blank=True, default="", db_default="")
    """What an agency is in charge of (`content/programme/functions.json`); empty for other kinds and when unknown."""
    open_from = models.DateField(default=clock.today)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        """Units are looked up by kind inside an area prefix."""

        indexes: ClassVar = [models.Index(fields=["kind", "area"])]

    def __str__(self) -> str:
        """The unit's name."""
        return self.name


class Post(models.Model):
    """What a posyandu has beyond a unit. `nrp` is the national register number, village code + 3 digits."""

    unit = models.OneToOneField(Unit, primary_key=True, on_delete=models.CASCADE, related_name="post")
    puskesmas = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="posts")
    nrp = models.CharField(max_length=17, null=True, blank=True, unique=True)
    schedule = models.CharField(max_length=120, blank=True)
    rw = models.CharField(max_length=5, blank=True)

    def __str__(self) -> str:
        """The post's name."""
        return self.unit.name


class AccountManager(BaseUserManager["Account"]):
    """Creates accounts by username."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "Account":
        """An account that signs in with `username`; without a password it can only use enrolled phones."""
        account = self.model(username=username.lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser, PermissionsMixin):
    """Someone who works with Simpul. Rights come from assignments, never from flags."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)
    sessions_from = models.DateTimeField(default=clock.now)
    """Renewing this moment ends every session of the account at once: it is part of the session's hash."""
    password_is_temporary = models.BooleanField(default=False)
    """Given by an operator; the first page after sign-in asks for a password of one's own."""

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        """The person's name."""
        return self.name

    def get_full_name(self) -> str:
        """The name shown on screens."""
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django compares this with the session at every request: a new password or a forced logout ends them."""
        stamp = self.sessions_from.isoformat()
        return salted_hmac(
            "simpul.registry.sessions", f"{self.password}|{stamp}", secret=secret, algorithm="sha256"
        ).hexdigest()

    def roles_on(self, day: date) -> set[str]:
        """Roles in which the account is assigned on a day."""
        return set(self.assignments.active(day).values_list("role", flat=True))

    def may_enter(self, roles: tuple[str, ...]) -> bool:
        """Whether pages for `roles` (any role when empty) open today."""
        mine = self.roles_on(clock.today()) - {Assignment.Role.KADER}
        return self.is_active and bool(mine & set(roles) if roles else mine)


class AssignmentQuery(models.QuerySet["Assignment"]):
    """Assignments in time."""

    def active(self, day: date) -> "AssignmentQuery":
        """Assignments in force on a day."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def exists(self) -> bool:
        """Whether there are any."""
        return remembered(self, "exists", super().exists)

    def _fetch_all(self) -> None:
        # Every way of reading rows goes through here; the rows are shared, the list is not.
        if self._result_cache is None and not vars(self)["_prefetch_related_lookups"]:
            self._result_cache = [*remembered(self, self._iterable_class.__name__, self._read)]
        super()._fetch_all()

    def _read(self) -> list["Assignment"]:
        rows: Any = self._iterable_class(self)
        return [*rows]


class Assignment(models.Model):
    """Who may do what, where, from when to when. A unit or an area, by role."""

    class Role(models.TextChoices):
        """Roles of the system."""

        KADER = "kader", "Kader"
        OFFICER = "petugas", "Petugas puskesmas"
        PSYCHOLOGIST = "psikolog", "Psikolog"
        AGENCY = "dinas", "Petugas dinas"
        TEAM = "tim-pembina", "Tim Pembina"
        OPERATOR = "operator", "Operator"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="assignments")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments")
    starts_on = models.DateField(default=clock.today)
    ends_on = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=60, blank=True)
    """Words for people. Nothing decides by them: what somebody does stands in `functions`."""

    objects: ClassVar = AssignmentQuery.as_manager()

    class Meta:
        """An assignment is tied to a unit or to an area; operators may have neither."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(area__isnull=False) | Q(role="operator"),
                name="assignment_has_a_place",
            )
        ]

    def __str__(self) -> str:
        """Role and place."""
        return f"{self.role} {self.unit or self.area or ''}".strip()


from simpul.registry.capabilities.models import Capability, UnitProfile  # noqa: E402, F401 (tables of this room)
from simpul.registry.functions.models import Function  # noqa: E402, F401
