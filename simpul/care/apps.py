"""App configuration of the care room."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    """The care room."""

    name = "simpul.care"
    label = "care"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the kinds and parts of the room, and what it watches over."""
        from simpul.care import kinds
        from simpul.care.guests import overdue
        from simpul.care.screenings import unmet
        from simpul.journal.alerts.sources import register

        kinds.register_all()
        register(overdue.CODES, overdue.look)
        register(unmet.CODES, unmet.look)
