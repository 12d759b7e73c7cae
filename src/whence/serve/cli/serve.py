"""`whence serve`: serves the page and the API."""

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

The page is at http://127.0.0.1:8390, for this machine alone, without sign-in. With
accounts (whence account add) users sign in, and --host can open it to others. Every page is JSON
at the same address with .json at its end; /openapi.json describes them. Ctrl-C ends it.

Exit codes: 130 ended by Ctrl-C; 0 ended otherwise; 2 wrong use; 3 the ledger cannot be used, the
port is taken, or others could use it without an account.
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
    help="A host name of the server, besides localhost.",
)
@click.option(
    "--origin",
    "origins",
    multiple=True,
    metavar="https://...",
    help="A site whose scripts may read the API; none by default.",
)
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    help="A proxy whose X-Forwarded-For and -Proto are trusted; none by default.",
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
    from whence.serve.web.connection_limits import HEAD_BYTES, Connection, hush
    from whence.serve.web.middleware import Rules, is_loopback, may_open
    from whence.serve.web.pictures.render import warm_up
    from whence.serve.web.server import Server, listening
    from whence.serve.web.state import ServerState

    state = ServerState(place, bootstrap.settings())
    try:
        may_open(host, state.store)
        taken = listening(host, port)
        shown = f"[{host}]" if ":" in host else host
        at = f"http://{shown}:{taken.getsockname()[1]}"
        click.echo(f"whence: {state.store.place} is at {at}  (Ctrl-C ends it)", err=True)
        threading.Thread(target=warm_up, daemon=True).start()
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
