"""`simpul serve`: everything in one process for a laptop; in a city, the two process groups of docs/operations.md."""

import logging
import socket
import threading
from pathlib import Path

import click

FRAME = 256 * 1024
"""Bytes of one frame of a socket, four for each letter of the largest message (simpul.network.calls.socket)."""


def free_port(wanted: int, host: str = "127.0.0.1") -> int:
    """`wanted` if it is free on `host`, else the next free one within twenty."""
    for port in range(wanted, wanted + 20):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise click.ClickException(f"Porta {wanted} sampai {wanted + 19} sedang terpakai. Pilih yang lain dengan --port.")


def serve_here(port: int, host: str = "127.0.0.1", certificate: Path | None = None, key: Path | None = None) -> None:
    """Serve pages, API, sync and live parts until Ctrl-C; over HTTPS when PEM files are given."""
    import uvicorn

    from simpul.config import tick

    stop = threading.Event()
    tick.start(stop)
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    uvicorn.run(
        "simpul.config.asgi:application",
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        ws_max_size=FRAME,
        timeout_graceful_shutdown=3,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    stop.set()


@click.command()
@click.option("--port", default=8000, show_default=True, help="Porta pada 127.0.0.1.")
def serve(port: int) -> None:
    """Jalankan sistem yang sudah disiapkan."""
    serve_here(port)


@click.command("tick")
def tick_once() -> None:
    """Jalankan sekali pekerjaan berkala."""
    from simpul.config import tick

    click.echo(f"{tick.tick()} pekerjaan selesai.")
