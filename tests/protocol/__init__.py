"""The protocol between phones and server, over HTTP, with the real rooms."""
