"""App configuration of the people room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people room."""

    name = "simpul.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the kinds and parts of the room."""
        from simpul.journal.erasure.closure import register_left_by, register_reach
        from simpul.people import erasing, kinds

        kinds.register_all()
        register_reach(erasing.reach)
        register_left_by(erasing.left_by)
