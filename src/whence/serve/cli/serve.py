"""`whence serve`: the page and the API."""

from __future__ import annotations

import click

from whence import bootstrap
from whence.serve.cli.dispatch import DONE
from whence.serve.cli.options import ledger_option, verbose_option

_EPILOG = """\b
Examples:
  whence serve
  whence serve --ledger archive.db --port 9000
  whence account add ada --role admin && whence serve --host 0.0.0.0

The page is at http://127.0.0.1:8390, for this machine alone, and asks nobody who they are. With
accounts (whence account add) it asks, and may be opened to others with --host. Every page is JSON
at the same address with .json behind it; /openapi.json describes them. Ctrl-C ends it.

Exit codes: 130 ended by Ctrl-C; 0 ended otherwise; 2 wrong use; 3 the ledger cannot be used, the
port is taken, or others could come in without an account.
"""


@click.command(name="serve", epilog=_EPILOG)
@ledger_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=8390, show_default=True, help="The port."
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="A name that the server may be called by, besides localhost.",
)
@click.option(
    "--origin",
    "origins",
    multiple=True,
    metavar="https://...",
    help="A site whose pages' scripts may read; none by default.",
)
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    help="A proxy that is believed whom it asks for (X-Forwarded-For, -Proto); none by default.",
)
@verbose_option
def command(
    place: str,
    host: str,
    port: int,
    names: tuple[str, ...],
    origins: tuple[str, ...],
    proxies: tuple[str, ...],
) -> int:
    """Serve the page and the API."""
    import threading

    import uvicorn

    from whence.serve.web.app import application
    from whence.serve.web.connections import HEAD_BYTES, Connection, hush
    from whence.serve.web.middleware import Rules, is_loopback, may_open
    from whence.serve.web.pictures.render import warmed
    from whence.serve.web.server import Server, listening
    from whence.serve.web.state import ServerState

    state = ServerState(place, bootstrap.settings())
    try:
        may_open(host, state.store)
        taken = listening(host, port)
        shown = f"[{host}]" if ":" in host else host
        at = f"http://{shown}:{taken.getsockname()[1]}"
        click.echo(f"whence: {state.store.place} is at {at}  (Ctrl-C ends it)", err=True)
        threading.Thread(target=warmed, daemon=True).start()
        app = application(state, Rules(loopback=is_loopback(host), names=names, origins=origins))
        config = uvicorn.Config(
            app,
            http=Connection,
            h11_max_incomplete_event_size=HEAD_BYTES,
            ws="none",
            server_header=False,
            log_level="warning",
            lifespan="off",
            proxy_headers=bool(proxies),
            forwarded_allow_ips=list(proxies),
        )
        hush()
        Server(config).run(sockets=[taken])
    finally:
        state.close()
    return DONE
