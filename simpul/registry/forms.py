"""Forms of staff, accounts, assignments and units."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.base import clock
from simpul.base.words import say
from simpul.registry.functions.content import fields, functions
from simpul.registry.models import Account, Area, Assignment, Unit

OFFICE_ROLES = [(r.value, r.label) for r in Assignment.Role if r != Assignment.Role.KADER]


def offered_functions() -> list[tuple[str, str]]:
    """Functions that may be given, in words."""
    return [(one.id, say(one.words)) for one in functions().values() if one.offered]


def offered_fields() -> list[tuple[str, str]]:
    """What an agency may be in charge of, in words; empty while unknown."""
    return [("", "—"), *((one.id, say(one.words)) for one in fields().values())]


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, picked with the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


class KaderForm(forms.Form):
    """A new kader and the first assignment."""

    name = forms.CharField(label=_("Nama lengkap"), max_length=120)
    phone = forms.CharField(label=_("Nomor HP"), max_length=30, required=False)
    post = forms.ModelChoiceField(Unit.objects.none(), label=_("Posyandu"))
    starts_on = day_field(_("Mulai bertugas"))

    def __init__(self, posts: Any, *args: Any, **kwargs: Any) -> None:
        """`posts` are those of the officer."""
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = clock.today


class AssignKaderForm(forms.Form):
    """A further post for a kader."""

    post = forms.ModelChoiceField(Unit.objects.none(), label=_("Posyandu"))
    starts_on = day_field(_("Mulai bertugas"))
    ends_on = day_field(_("Sampai dengan"), required=False, help_text=_("Kosongkan bila belum tahu."))

    def __init__(self, posts: Any, *args: Any, **kwargs: Any) -> None:
        """`posts` are those of the officer."""
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = clock.today

    def clean(self) -> dict[str, Any]:
        """The end is not before the start."""
        data = super().clean() or {}
        if data.get("ends_on") and data.get("starts_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("Tanggal akhir mendahului tanggal mulai. Perbaiki salah satunya."))
        return data


class RowForm(forms.Form):
    """One of several forms of a page; `row` names it, so that ids differ and what is wrong is drawn in its place."""

    def __init__(self, row: str, *args: Any, **kwargs: Any) -> None:
        """`row` is unique on the page."""
        super().__init__(*args, auto_id=f"{row}-%s", **kwargs)
        self.row = row

    def or_wrong(self, wrong: "RowForm | None") -> "RowForm":
        """The form that was sent, where it is this one."""
        return wrong if wrong is not None and wrong.row == self.row else self


class EndForm(RowForm):
    """The last day of an assignment, or of a function."""

    ends_on = day_field(_("Hari terakhir bertugas"))

    def __init__(self, row: str, starts_on: date, *args: Any) -> None:
        """The last day is today unless told otherwise, and never before the first."""
        super().__init__(row, *args, initial={"ends_on": clock.today})
        self.starts_on = starts_on

    def clean_ends_on(self) -> date:
        """Not before the start."""
        day: date = self.cleaned_data["ends_on"]
        if day < self.starts_on:
            raise forms.ValidationError(_("Tanggal akhir mendahului tanggal mulai."))
        return day


class FunctionForm(RowForm):
    """A function of an assignment, from a day on."""

    name = forms.ChoiceField(label=_("Fungsi"), choices=lambda: [("", _("Pilih fungsi")), *offered_functions()])
    starts_on = day_field(_("Sejak"))
    ends_on = day_field(_("Sampai dengan"), required=False)

    def __init__(self, row: str, *args: Any) -> None:
        """From today on, unless told otherwise."""
        super().__init__(row, *args, initial={"starts_on": clock.today})

    def clean(self) -> dict[str, Any]:
        """The end is not before the start."""
        data = super().clean() or {}
        if data.get("ends_on") and data.get("starts_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("Tanggal akhir mendahului tanggal mulai."))
        return data


class StaffForm(forms.Form):
    """A staff account with its first assignment: a unit or an area."""

    name = forms.CharField(label=_("Nama lengkap"), max_length=120)
    username = forms.SlugField(
        label=_("Nama pengguna"), max_length=60, help_text=_("Huruf kecil, angka, dan tanda hubung.")
    )
    phone = forms.CharField(label=_("Nomor HP"), max_length=30, required=False)

    def clean_username(self) -> str:
        """Lower case and free."""
        name = str(self.cleaned_data["username"]).lower()
        if Account.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(_("Nama pengguna ini sudah dipakai. Pilih yang lain."))
        return name


class AssignStaffForm(forms.Form):
    """A role at a unit or in an area."""

    role = forms.ChoiceField(label=_("Tugas"), choices=OFFICE_ROLES)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False)
    area = forms.CharField(
        label=_("Kode wilayah"),
        required=False,
        max_length=13,
        help_text=_("Kode Kemendagri, contoh 31.71 atau 31.71.06.1001. Untuk tugas yang mencakup wilayah."),
    )
    title = forms.CharField(label=_("Jabatan (kata saja)"), required=False, max_length=60)
    functions = forms.MultipleChoiceField(
        label=_("Fungsi"),
        required=False,
        choices=offered_functions,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Untuk petugas unit. Fungsi menentukan apa yang boleh dibaca; beri seperlunya saja."),
    )
    starts_on = day_field(_("Mulai bertugas"))
    ends_on = day_field(_("Sampai dengan"), required=False)

    def __init__(self, units: Any, *args: Any, **kwargs: Any) -> None:
        """`units` are those the operator may staff."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = clock.today

    def clean_area(self) -> Area | None:
        """A code that the area table knows."""
        return known_area(self.cleaned_data["area"])

    def clean(self) -> dict[str, Any]:
        """A place: a unit, an area, or for an operator neither (the whole system)."""
        data = super().clean() or {}
        if not data.get("unit") and not data.get("area") and data.get("role") != Assignment.Role.OPERATOR:
            self.add_error("unit", _("Pilih unit, atau isi kode wilayah."))
        if data.get("unit") and data.get("area"):
            self.add_error("area", _("Pilih salah satu: unit atau wilayah."))
        if data.get("role") == Assignment.Role.OFFICER and not data.get("unit"):
            self.add_error("unit", _("Petugas puskesmas bertugas di satu puskesmas. Pilih unitnya."))
        if data.get("functions") and data.get("role") != Assignment.Role.OFFICER:
            self.add_error("functions", _("Fungsi hanya untuk tugas petugas puskesmas. Kosongkan."))
        return data


class UnitForm(forms.Form):
    """A unit. The fields of a post are empty for the others."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=Unit.Kind.choices)
    name = forms.CharField(label=_("Nama"), max_length=120)
    area = forms.CharField(label=_("Kode wilayah"), max_length=13, help_text=_("Posyandu: kode kelurahan atau desa."))
    address = forms.CharField(label=_("Alamat"), max_length=200, required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=30, required=False)
    puskesmas = forms.ModelChoiceField(Unit.objects.none(), label=_("Puskesmas pembina"), required=False)
    nrp = forms.CharField(label=_("Nomor registrasi posyandu"), max_length=17, required=False)
    schedule = forms.CharField(
        label=_("Jadwal hari buka"), max_length=120, required=False, help_text=_("Contoh: Sabtu minggu pertama")
    )
    rw = forms.CharField(label=_("RW"), max_length=5, required=False)
    field = forms.ChoiceField(
        label=_("Urusan dinas"),
        required=False,
        choices=offered_fields,
        help_text=_("Dinas urusan kesehatan dikabari bila permintaan di wilayahnya lama tidak dijawab."),
    )

    def __init__(self, puskesmas: Any, *args: Any, unit: Unit | None = None, **kwargs: Any) -> None:
        """`puskesmas` are the choices; `unit` is set when an existing one is changed: kind and area then stay."""
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields["puskesmas"].queryset = puskesmas  # type: ignore[attr-defined]
        if unit is not None:
            del self.fields["kind"], self.fields["area"]
            if unit.kind != Unit.Kind.POST:
                for name in ("puskesmas", "nrp", "schedule", "rw"):
                    del self.fields[name]
            if unit.kind != Unit.Kind.AGENCY:
                del self.fields["field"]

    def clean_area(self) -> Area:
        """A code that the area table knows."""
        area = known_area(self.cleaned_data["area"])
        if area is None:
            raise forms.ValidationError(_("Isi kode wilayah."))
        return area

    def clean_nrp(self) -> str | None:
        """Empty means none; a number belongs to one post."""
        number = str(self.cleaned_data["nrp"]).strip() or None
        taken = Unit.objects.filter(post__nrp=number) if number else Unit.objects.none()
        if taken.exclude(pk=self.unit.pk if self.unit else None).exists():
            raise forms.ValidationError(_("Nomor ini sudah dipakai posyandu lain. Periksa lagi."))
        return number

    def clean(self) -> dict[str, Any]:
        """A post has a puskesmas that answers for it."""
        data = super().clean() or {}
        kind = self.unit.kind if self.unit else data.get("kind")
        if data.get("field") and kind != Unit.Kind.AGENCY:
            self.add_error("field", _("Urusan hanya untuk dinas. Kosongkan."))
        post = kind == Unit.Kind.POST
        if post and not data.get("puskesmas") and "puskesmas" not in self.errors:
            self.add_error("puskesmas", _("Setiap posyandu punya puskesmas pembina. Pilih salah satu."))
        return data


def known_area(code: str) -> Area | None:
    """The area of a code; None for an empty one. Raises ValidationError for an unknown one."""
    if not code.strip():
        return None
    area = Area.objects.filter(pk=code.strip()).first()
    if area is None:
        raise forms.ValidationError(_("Kode wilayah ini tidak ada. Contoh yang benar: 31.71.06.1001."))
    return area
