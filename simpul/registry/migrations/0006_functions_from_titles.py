"""Until now the title of an assignment said who treats and who leads, and its name what an agency is in charge of.

Once, what those words meant becomes a function and a field. The words stand here as they were then; whoever has a title
that says nothing of this kind gets no function, and so sees less until somebody who manages accounts gives one.
"""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TREATED = (
    ("dokter melalui tautan", "melalui-tautan"),
    ("bidan", "bidan"),
    ("dokter", "dokter"),
    ("psikolog", "kesehatan-jiwa"),
    ("perawat jiwa", "kesehatan-jiwa"),
    ("perawat kesehatan jiwa", "kesehatan-jiwa"),
    ("penanggung jawab kesehatan jiwa", "kesehatan-jiwa"),
    ("petugas gizi", "gizi"),
    ("nutrisionis", "gizi"),
    ("ahli gizi", "gizi"),
    ("petugas imunisasi", "imunisasi"),
    ("juru imunisasi", "imunisasi"),
    ("petugas surveilans", "surveilans"),
)
"""Whole words with which a title began → function; the first that fits."""
LED = ("kepala", "plt. kepala", "plh. kepala")
"""With which a title began; letters that follow did not matter."""
HEALTH = ("dinas kesehatan", "suku dinas kesehatan", "sudinkes", "dinkes")
"""With which the name of an agency began."""
AT_ONCE = 2_000


def functions_of(title: str) -> list[str]:
    """What a title said, in whatever case."""
    words = title.casefold().split()
    found = [name for known, name in TREATED if words[: len(known.split())] == known.split()][:1]
    return found + ["kepala"] * title.casefold().startswith(LED)


def is_health_office(name: str) -> bool:
    """What the name of an agency said."""
    return name.casefold().startswith(HEALTH)


def derive(apps: Any, _schema: BaseDatabaseSchemaEditor) -> None:
    """Write functions of officers and fields of agencies that have none yet."""
    assignment, function, unit = (apps.get_model("registry", one) for one in ("Assignment", "Function", "Unit"))
    officers = assignment.objects.filter(role="petugas", functions=None).exclude(title="").order_by("pk")
    made = [
        function(assignment_id=pk, name=name, starts_on=starts_on)
        for pk, title, starts_on in officers.values_list("pk", "title", "starts_on")
        for name in functions_of(title)
    ]
    function.objects.bulk_create(made, batch_size=AT_ONCE)
    for one in unit.objects.filter(kind="dinas", field="").only("pk", "name"):
        if is_health_office(one.name):
            unit.objects.filter(pk=one.pk).update(field="kesehatan")


class Migration(migrations.Migration):
    """Runs once; running it again changes nothing."""

    dependencies = [("registry", "0005_functions")]  # noqa: RUF012

    operations = [migrations.RunPython(derive, migrations.RunPython.noop)]  # noqa: RUF012
