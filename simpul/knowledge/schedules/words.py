"""Rows in words a parent understands, from `content/schedules/words.json`."""

from datetime import date
from functools import cache
from typing import Any

from ..content import CONTENT_DIR, read_json
from .model import NotCounted, Row


@cache
def _content() -> Any:
    return read_json(CONTENT_DIR / "schedules" / "words.json")


@cache
def known_products() -> frozenset[str]:
    """Ids of every product and contact that a history may name."""
    return frozenset(_content()["products"])


def product_label(product: str, lang: str = "id") -> str:
    """The product's name for people; the id itself when it is not known."""
    known = _content()["products"].get(product)
    return str(known["label"][lang]) if known else product


def product_helps(product: str, lang: str = "id") -> str:
    """What the product is good for, in one clause; empty when it is not known."""
    known = _content()["products"].get(product)
    return str(known["helps"][lang]) if known else ""


def status_label(status: str, lang: str = "id") -> str:
    """The status in two or three words."""
    return str(_content()["statuses"][status][lang])


def reason_words(row: Row | NotCounted, lang: str = "id") -> str:
    """One sentence on why the row stands as it does, or why an entry does not count."""
    reasons = _content()["reasons"]
    if isinstance(row, NotCounted):
        return str(reasons[row.reason][lang])
    template: str = reasons["late_until" if _ends_soon(row) else row.reason][lang]
    return template.format(
        product=_with_dose(row, lang),
        date=_long_date(row.given_on or row.due_date, lang),
        latest=_long_date(row.latest or row.due_date, lang),
        given=product_label(row.given_product or row.product, lang),
    )


def _ends_soon(row: Row) -> bool:
    """Whether the row is late in a window so short that its last day is what a family must know."""
    within: int = _content()["until_within_days"]
    return row.reason == "late" and row.latest is not None and (row.latest - row.due_date).days <= within


def _with_dose(row: Row, lang: str) -> str:
    label = product_label(row.product, lang)
    return f"{label} {row.dose}" if row.product in _content()["numbered"] else label


def _long_date(day: date, lang: str) -> str:
    return f"{day.day} {_content()['months'][lang][day.month - 1]} {day.year}"
