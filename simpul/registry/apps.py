"""App configuration of the registry room."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """The registry room."""

    name = "simpul.registry"
    label = "registry"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Changes of people and rights are audited; a new password of one's own is no longer temporary."""
        from allauth.account.signals import password_changed

        from simpul.base import audit
        from simpul.registry import signals

        for table, key in (
            ("registry_unit", "id"),
            ("registry_post", "unit_id"),
            ("registry_account", "id"),
            ("registry_assignment", "id"),
            ("registry_function", "id"),
            ("registry_capability", "id"),
            ("registry_unitprofile", "unit_id"),
        ):
            audit.watch(table, key)
        password_changed.connect(signals.own_password, dispatch_uid="simpul.own_password")
