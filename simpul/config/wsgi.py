"""WSGI entry point: pages, API and sync."""

import gc
import os

from django.core.wsgi import get_wsgi_application

GARBAGE_AFTER = 10_000
"""New objects until the collector looks for cycles among them: about one push. Python's 700 come many times in one."""
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "simpul.config.settings")
application = get_wsgi_application()
# What is loaded now stays: no collection needs to walk through it again while somebody waits.
gc.collect()
gc.freeze()
gc.set_threshold(GARBAGE_AFTER)
