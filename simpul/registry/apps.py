"""App configuration of the registry room."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """The registry room."""

    name = "simpul.registry"
    label = "registry"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Changes of people and rights are audited."""
        from simpul.base import audit

        for table in ("registry_account", "registry_assignment", "registry_unit"):
            audit.watch(table)
