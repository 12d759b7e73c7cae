"""Every command of `whence`, from click: usage, help, options, epilog."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from whence.serve.cli.dispatch import whence

_BEGINNING = """\
# Commands

Made of the commands themselves: it is what `whence COMMAND --help` says. Every command takes
`-h` or `--help`.
"""


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its whole name, groups before what they hold."""
    yield from _walk("whence", whence)


def _walk(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = _context(name, command)
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None:
                yield from _walk(f"{name} {child}", found)


def _context(name: str, command: click.Command) -> click.Context:
    # With -h as the program has it: click keeps the help option that is first asked for.
    settings = {**whence.context_settings, "terminal_width": 96, "max_content_width": 96}
    return click.Context(command, info_name=name, **settings)


def page() -> str:
    """The page."""
    parts = [_BEGINNING]
    for name, command in commands():
        parts += _described(name, command)
    return "\n".join(parts)


def _described(name: str, command: click.Command) -> Iterator[str]:
    context = _context(name, command)
    yield f"## `{name}` {{ #{name.replace(' ', '-')} }}\n"
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"    {name} {usage}\n"
    yield f"{_line(command.help or '')}\n"
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            help_text = found.get_short_help_str(200) if found else ""
            yield f"- [`{name} {child}`](#{name}-{child}): {help_text}".replace(
                "#whence ", "#whence-"
            )
        yield ""
    options = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
    if options:
        yield "| option | | |\n|---|---|---|"
        for option in options:
            yield _row(option, context)
        yield ""
    formatter = context.make_formatter()
    command.format_epilog(context, formatter)
    epilog = formatter.getvalue().replace("\b", "").strip("\n")
    if epilog:
        yield f"```text\n{epilog}\n```\n"


def _row(option: click.Option, context: click.Context) -> str:
    info: dict[str, Any] = option.to_info_dict()
    names = ", ".join(f"`{one}`" for one in (*info["opts"], *info["secondary_opts"]))
    return f"| {names} | {_takes(option, context)} | {_means(option, context)} |"


def _takes(option: click.Option, context: click.Context) -> str:
    if option.is_flag:
        return ""
    if isinstance(option.type, click.Choice):
        found = ", ".join(f"`{one}`" for one in option.type.choices)
    else:
        found = f"`{option.make_metavar(context)}`".replace("|", r"\|")
    return found + (", may be repeated" if option.multiple else "")


def _means(option: click.Option, context: click.Context) -> str:
    help_text = _line(option.help or "")
    extra: Any = option.get_help_extra(context)
    words = [
        text
        for text in (
            f"default {extra['default']}" if "default" in extra else "",
            extra.get("range", ""),
            "required" if option.required else "",
        )
        if text
    ]
    return f"{help_text} ({'; '.join(words)})".strip() if words else help_text


def _line(text: str) -> str:
    """One line, safe in a table's cell."""
    return " ".join(text.replace("\b", "").split()).replace("|", r"\|").replace("<", "&lt;")
