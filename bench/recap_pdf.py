"""Printing the recaps of every post of the seeded city: four pages each, one PDF for each puskesmas."""

import json
import time
from typing import Any

from bench._isolated import isolated

CITY = "36.71"


def run() -> dict[str, Any]:
    """Seconds for all posts, the counting included; posts, files and megabytes."""
    return isolated("bench.recap_pdf")


def measure() -> dict[str, Any]:
    """In the process of its own."""
    from bench._city import planted

    planted()
    import django

    django.setup()
    from django.utils.translation import override

    from simpul.base import clock
    from simpul.exchange.reporting.books import recap_books
    from simpul.exchange.reporting.month import month_of

    started = time.perf_counter()
    with override("id"):
        books = [(posts, len(body)) for _name, posts, body in recap_books(CITY, month_of(clock.today()).before())]
    return {
        "seconds": round(time.perf_counter() - started, 1),
        "posts": sum(posts for posts, _size in books),
        "files": len(books),
        "megabytes": round(sum(size for _posts, size in books) / 1e6, 1),
    }


if __name__ == "__main__":
    print(json.dumps(measure()))
