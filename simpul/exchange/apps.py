"""App configuration of the exchange room."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The exchange room."""

    name = "simpul.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the room's pages about a person on the person's page."""
        from simpul.care.person_links import register_links
        from simpul.exchange.copying.links import copy_links

        register_links(copy_links)
