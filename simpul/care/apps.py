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
        from simpul.care.firstaid import unhanded
        from simpul.care.guests import overdue
        from simpul.care.letters.guests import guest_of
        from simpul.care.letters.reasons import reasons
        from simpul.care.screenings import unmet
        from simpul.journal.alerts.sources import register
        from simpul.network.links.reasons import register as register_reasons
        from simpul.network.links.reasons import register_guests

        kinds.register_all()
        register_reasons(reasons)
        register_guests(guest_of)
        register(overdue.CODES, overdue.look)
        register(unmet.CODES, unmet.look)
        register(unhanded.CODES, unhanded.look)
