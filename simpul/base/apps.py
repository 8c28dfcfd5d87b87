"""App configuration of the base room."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """The base room."""

    name = "simpul.base"
    label = "base"
    default_auto_field = "django.db.models.BigAutoField"
