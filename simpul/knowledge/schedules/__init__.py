"""Schedules as data and one forecaster for all of them. TypeScript twin: `web/knowledge/schedules`."""

from .days import add_months, as_date
from .forecast import forecast
from .load import SCHEDULES, load_schedule
from .model import Dose, Forecast, NotCounted, Person, Row, Status
from .plan import Schedule
from .status import Completeness, ImmunisationStatus, immunisation_status
from .words import known_products, product_helps, product_label, reason_words, status_label

__all__ = [
    "SCHEDULES",
    "Completeness",
    "Dose",
    "Forecast",
    "ImmunisationStatus",
    "NotCounted",
    "Person",
    "Row",
    "Schedule",
    "Status",
    "add_months",
    "as_date",
    "forecast",
    "immunisation_status",
    "known_products",
    "load_schedule",
    "product_helps",
    "product_label",
    "reason_words",
    "status_label",
]
