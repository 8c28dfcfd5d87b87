"""App configuration of the exchange room."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The exchange room."""

    name = "simpul.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the room's pages about a person on the person's page; hear of identities that change."""
        from simpul.care.person_links import register_links
        from simpul.exchange.copying.links import copy_links
        from simpul.exchange.dukcapil.links import dukcapil_link
        from simpul.exchange.dukcapil.queue import identity_changed
        from simpul.people.hooks import on_identity

        register_links(copy_links)
        register_links(dukcapil_link)
        on_identity(identity_changed)
