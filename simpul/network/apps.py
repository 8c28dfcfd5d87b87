"""App configuration of the network room."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """The network room."""

    name = "simpul.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the kinds and the part of the room."""
        from simpul.network import kinds

        kinds.register_all()
