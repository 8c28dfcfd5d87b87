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
        from simpul.network.calendars import api as calendar_api
        from simpul.network.calendars.recalling import recall
        from simpul.network.calls.relay import tell_to_look
        from simpul.network.closing import needs_of
        from simpul.network.leaving import work_of
        from simpul.network.routing import api as routing_api
        from simpul.people.hooks import on_consent
        from simpul.registry.closing import before_closing
        from simpul.registry.leaving import before_leaving, when_rights_end

        kinds.register_all()
        calendar_api.register()
        routing_api.register()
        on_consent(recall)
        before_closing(needs_of)
        before_leaving(work_of)
        when_rights_end(tell_to_look)
