"""Settings, addresses, WSGI and ASGI entry points."""
