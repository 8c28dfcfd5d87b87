"""What titles and names said becomes functions and fields, once; what they did not say becomes nothing."""

from importlib import import_module

import pytest
from django.apps import apps

from simpul.registry.functions.content import fields, functions
from simpul.registry.functions.models import Function
from simpul.registry.models import Assignment, Unit
from simpul.registry.tests import kit

titles = import_module("simpul.registry.migrations.0006_functions_from_titles")
Role = Assignment.Role


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("BIDAN", ["bidan"]),
        ("bidan desa", ["bidan"]),
        ("Dokter umum", ["dokter"]),
        ("Dokter melalui tautan", ["melalui-tautan"]),
        ("Perawat jiwa", ["kesehatan-jiwa"]),
        ("Penanggung jawab kesehatan jiwa", ["kesehatan-jiwa"]),
        ("Petugas gizi", ["gizi"]),
        ("Kepala puskesmas", ["kepala"]),
        ("Plt. Kepala", ["kepala"]),
        ("pembantu bidan", []),
        ("Bidanku", []),
        ("Perawat", []),
        ("Mantan kepala", []),
        ("Dokteran", []),
        ("  ", []),
    ],
)
def test_a_title_says_what_it_said_before(title: str, names: list[str]) -> None:
    assert titles.functions_of(title) == names


def test_every_derived_name_is_of_the_list() -> None:
    assert {name for _, name in titles.TREATED} | {"kepala"} <= functions().keys() and "kesehatan" in fields()


@pytest.mark.django_db
def test_it_is_derived_once_for_officers_alone() -> None:
    world = kit.world()
    made = {
        title: kit.account(f"staf-{n}", role, world.puskesmas)
        for n, (title, role) in enumerate(
            [("Bidan", Role.OFFICER), ("Perawat", Role.OFFICER), ("Dokter", Role.AGENCY), ("Kepala", Role.OPERATOR)]
        )
    }
    for title, one in made.items():
        one.assignments.update(title=title, starts_on="2024-03-01")
    offices = {
        name: Unit.objects.create(kind=kind, name=name, area=world.puskesmas.area)
        for name, kind in (
            ("Suku Dinas Kesehatan Selatan", Unit.Kind.AGENCY),
            ("Dinas Sosial", Unit.Kind.AGENCY),
            ("Dinkes Klinik", Unit.Kind.HOSPITAL),
        )
    }
    for _again in range(2):
        titles.derive(apps, None)
        held = Function.objects.values_list("assignment__account", "name", "starts_on", "ends_on")
        assert [(str(who), name, str(on), end) for who, name, on, end in held] == [
            (str(made["Bidan"].pk), "bidan", "2024-03-01", None)
        ]
        said = {name: Unit.objects.get(pk=one.pk).field for name, one in offices.items()}
        assert said == {"Suku Dinas Kesehatan Selatan": "kesehatan", "Dinas Sosial": "", "Dinkes Klinik": ""}


@pytest.mark.django_db
def test_a_function_that_was_given_since_is_left_alone() -> None:
    world = kit.world()
    held = world.officer.assignments.get()
    held.title = "Bidan"
    held.save()
    Function.objects.create(assignment=held, name="gizi")
    titles.derive(apps, None)
    assert [one.name for one in held.functions.all()] == ["gizi"]
