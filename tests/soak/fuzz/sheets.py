"""Sheets that nobody could have meant: cells, bytes and archives gone wrong, parsed and now and then imported."""

import io
import random
import zipfile

from simpul.exchange.actions import confirm
from simpul.exchange.models import Import
from simpul.exchange.sheets.faults import SheetError
from simpul.exchange.sheets.parse import parse
from simpul.exchange.tests import kit
from simpul.exchange.worker import run_waiting
from tests.soak.fuzz import hostile
from tests.soak.fuzz.world import World

MOST_ROWS = 6
IMPORTED = 0.2
"""Share of sheets that go the whole way: taken in, confirmed, written."""
MAKERS = (kit.csv, kit.xlsx, kit.xls)
CELL = 32_767
"""Letters that a cell of Excel can hold."""


def sheet(chance: random.Random) -> bytes:
    """A sheet of a known kind and format with hostile cells; a third of them broken as files too."""
    kind = chance.choice(["identity", "measurement"])
    make = kit.child if kind == "identity" else kit.weighing
    lines = [dict(make(chance.randrange(1, 40))) for _ in range(chance.randint(0, MOST_ROWS))]
    for line in lines:
        for name in chance.sample(sorted(line), chance.randrange(4)):
            line[name] = _cell(chance)
    try:
        data = chance.choice(MAKERS)(kind, lines)
    except Exception:
        # The writer of old Excel files takes no such text; the reader of ours must.
        data = kit.csv(kind, lines)
    return _broken(data, chance) if chance.random() < 0.35 else data


def _cell(chance: random.Random) -> object:
    value = hostile.value(chance, ["0812", "'=1+1", "31/12/2025", "8,4 kg", "1e5", "TRUE", "45000"])
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if abs(value) < 1e300 else "9" * 300
    return str(value)[: chance.choice([10, 600, CELL])]


def _broken(data: bytes, chance: random.Random) -> bytes:
    if not data.startswith(b"PK") or chance.random() < 0.5:
        return hostile.scramble(data, chance)
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        victim = chance.choice(source.namelist())
        for name in source.namelist():
            body = source.read(name)
            out.writestr(name, hostile.scramble(body, chance) if name == victim else body)
    return target.getvalue()


def try_one(world: World, chance: random.Random) -> str:
    """Parse a sheet, perhaps import it. Returns what is wrong with the outcome, or nothing."""
    data = sheet(chance)
    if chance.random() < IMPORTED:
        return _imported(world, data)
    try:
        parse(data)
    except SheetError as error:
        return _unclear(error)
    return ""


def _imported(world: World, data: bytes) -> str:
    try:
        job = kit.upload(world.village, data)
    except SheetError as error:
        return _unclear(error)
    if job.state != Import.State.READY:
        return "" if job.state in Import.State.values else f"state {job.state}"
    done = _brought(world, job)
    return "" if done.state in (Import.State.DONE, Import.State.READY) else f"an import ended as {done.state}"


def _brought(world: World, job: Import) -> Import:
    confirm.confirm(world.village.where.officer, job)
    run_waiting()
    return Import.objects.get(pk=job.pk)


def _unclear(error: SheetError) -> str:
    said = error.problem
    return "" if said.what.strip() and said.repair.strip() and "{" not in said.what else f"no clear words: {said.code}"
