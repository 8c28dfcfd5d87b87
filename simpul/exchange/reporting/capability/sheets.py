"""The answer to take along: JSON, text, CSV, XLSX. The same report always writes the same bytes (JSON, text, CSV)."""

import json
from typing import Any

from simpul.base.words import say
from simpul.exchange.reporting.capability.counting import CALENDAR, Count, Line, Report
from simpul.exchange.reporting.capability.sentence import heading, sentences, source_sentence, sources
from simpul.exchange.sheets import writing
from simpul.exchange.survey.content import evidence_of_service, survey
from simpul.network.calendars.content import by_appointment
from simpul.registry.models import Area, Unit

FORMS = ("json", "text", "csv", "xlsx")
STATUS_WORDS = {"able": "mampu", "not_able": "belum mampu", "not_surveyed": "belum disurvei"}
YES, NO = "ya", "tidak"
SUMMARY = "Ringkasan"
SUMMARY_HEADERS = ("jenis", "mampu", "belum mampu", "belum disurvei", "jumlah", "menjawab")


def as_json(found: Report) -> bytes:
    """Counts together and by kind; keys in a fixed order (docs/reports.md)."""
    data = {
        "report": "capability",
        "service": found.service.id,
        "area": found.area.code,
        "area_name": found.area.name,
        "on": found.on.isoformat(),
        **counts(found.together, found.service.id),
        "kinds": {kind: counts(count, found.service.id) for kind, count in found.kinds.items()},
        "sources": [{"source": source, "units": units} for source, units in sources(found)],
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def counts(count: Count, service: str) -> dict[str, Any]:
    """The six keys. `response_rate` is a share: 0.0 where nobody answered, None where there is no unit.

    `evidence` is counted among those that are able, and names only what belongs to the service.
    """
    kept = [CALENDAR] if by_appointment(service) else []
    names = ["verified", "unverified", *sorted(one.id for one in evidence_of_service(service)), *kept]
    return {
        "able": count.able,
        "not_able": count.not_able,
        "not_surveyed": count.not_surveyed,
        "total": count.total,
        "response_rate": count.response_rate,
        "evidence": {name: count.evidence[name] for name in names},
    }


def as_text(found: Report) -> bytes:
    """The sentences."""
    return ("\n".join([f"{heading(found)}.", *sentences(found), source_sentence(found)]) + "\n").encode()


def as_csv(found: Report, delimiter: str = ",") -> bytes:
    """One row for each unit."""
    return writing.as_csv(headers(found), rows(found), delimiter)


def as_xlsx(found: Report) -> bytes:
    """A sheet with one row for each unit, and the counts on a second one."""
    units = writing.Sheet(say(survey().sheet), headers(found), rows(found), ("nama", "sumber"))
    return writing.as_book([units, writing.Sheet(SUMMARY, SUMMARY_HEADERS, summary(found))])


def summary(found: Report) -> list[list[object]]:
    """The counts by kind and together; where nobody answered no figure stands, but that nobody did."""
    kinds = [(str(Unit.Kind(kind).label), count) for kind, count in found.kinds.items()]
    return [_counted(words, count) for words, count in (*kinds, ("Bersama", found.together))]


def _counted(words: str, count: Count) -> list[object]:
    if not count.total:
        return [words, "", "", "", 0, "belum ada yang tercatat"]
    if count.is_silent:
        return [words, "", "", count.not_surveyed, count.total, "belum ada jawaban"]
    return [words, count.able, count.not_able, count.not_surveyed, count.total, count.response_rate]


def headers(found: Report) -> list[str]:
    """Of CSV and of the sheet of units."""
    evidence = [one.id for one in evidence_of_service(found.service.id)]
    after = ("dipastikan", "sejak", "sumber")
    return ["id", "nama", "jenis", "wilayah", "nama_wilayah", "keadaan", *evidence, *_calendar(found), *after]


def _calendar(found: Report) -> list[str]:
    return [CALENDAR] if by_appointment(found.service.id) else []


def rows(found: Report) -> list[list[object]]:
    """The units in order of area and name."""
    names = dict(Area.objects.filter(pk__in={line.area for line in found.lines}).values_list("code", "name"))
    return [_row(found, line, names.get(line.area, "")) for line in found.lines]


def _row(found: Report, line: Line, area: str) -> list[object]:
    evidence = [_plain(line.evidence.get(one.id)) for one in evidence_of_service(found.service.id)]
    verified = "" if line.status == "not_surveyed" else YES if line.verified else NO
    kind = str(Unit.Kind(line.kind).label)
    since = line.since.isoformat() if line.since else ""
    return [
        str(line.unit),
        line.name,
        kind,
        line.area,
        area,
        STATUS_WORDS[line.status],
        *evidence,
        *([line.kept] if _calendar(found) else []),
        verified,
        since,
        line.source,
    ]


def _plain(value: Any) -> object:
    if isinstance(value, bool):
        return YES if value else NO
    return "" if value is None else value
