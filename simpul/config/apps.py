"""App configuration of the outermost room: templates, static files, commands."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings, addresses and the pages that belong to no single room."""

    name = "simpul.config"
    label = "config"
