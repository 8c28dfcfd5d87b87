"""App configuration of the registry room."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """The registry room."""

    name = "simpul.registry"
    label = "registry"
    default_auto_field = "django.db.models.BigAutoField"
