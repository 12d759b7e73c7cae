"""Plug-ins found, and every way in which one cannot be used, reported with its name."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.plugins.conftest import Install, Run
from whence.bootstrap import registry
from whence.errors import PluginError, SettingsError
from whence.plugins import Plugins
from whence.settings import Settings, load

TEXT = (
    "The port will reopen on Friday, the harbour master Ada Venn said on Thursday. It is ready.\n"
)
EXPORTER = "class Out:\n    def write(self, results, out):\n        out.writelines('ok\\n' for _ in results)\n"


def _built(name: str, *arguments: object) -> object:
    known = Plugins("exporter", ("text",))
    plugin = known.plugin(name)
    assert plugin
    return known.build(plugin, *arguments)


def test_names_are_listed_without_importing(install: Install, whence: Run) -> None:
    install(
        "loud", "madeup_loud", "raise SystemExit('imported')", exporters={"loud": "madeup_loud:x"}
    )
    assert registry.formats()[-1] == "loud"
    assert "|loud]" in whence("read", "--help")[0].replace("\n", "").replace(" ", "")
    assert "madeup_loud" not in sys.modules


def test_a_plug_in_may_be_a_class_a_function_or_an_object(
    install: Install, here: Path, whence: Run
) -> None:
    points = {"a": "madeup_out:Out", "b": "madeup_out:make", "c": "madeup_out:thing"}
    code = EXPORTER + "def make():\n    return Out()\nthing = Out()\n"
    install("out", "madeup_out", code, exporters=points)
    (here / "a.txt").write_text(TEXT)
    for name in points:
        assert whence("read", "a.txt", "-f", name)[0] == "ok\n"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import no_such_module", "cannot be imported from madeup_bad:x: ModuleNotFoundError: No"),
        ("y = 1", "cannot be imported from madeup_bad:x: AttributeError"),
        ("raise SystemExit(3)", "cannot be imported from madeup_bad:x: SystemExit: 3"),
        ("def x():\n    raise KeyError('hue')", "cannot be built: KeyError: 'hue'"),
        ("def x(needed):\n    pass", "cannot be built: TypeError"),
        ("x = 5", "does not implement the port Exporter and cannot be called"),
        ("class x:\n    pass", "has no write, which the port Exporter needs"),
        ("class x:\n    write = 'no'", "has no write, which the port Exporter needs"),
    ],
)
def test_an_unusable_plug_in_is_named(
    install: Install, code: str, message: str, here: Path, whence: Run
) -> None:
    install("bad-one", "madeup_bad", code, exporters={"bad": "madeup_bad:x"})
    with pytest.raises(PluginError) as caught:
        _built("bad")
    assert str(caught.value).startswith("the exporter bad (bad-one 2.5) ")
    assert message in str(caught.value)
    (here / "a.txt").write_text(TEXT)
    assert message in whence("read", "a.txt", "-f", "bad", code=3)[1]


def test_a_plug_in_s_own_error_is_passed_on(install: Install) -> None:
    code = "from whence.errors import SettingsError\ndef x():\n    raise SettingsError('no hue')\n"
    install("hued", "madeup_hued", code, exporters={"hued": "madeup_hued:x"})
    with pytest.raises(PluginError, match=r"^the exporter hued \(hued 2\.5\): no hue$"):
        _built("hued")


def test_an_unknown_name_lists_the_known_ones(install: Install, here: Path, whence: Run) -> None:
    install("out", "madeup_out", EXPORTER, exporters={"mine": "madeup_out:Out"})
    with pytest.raises(PluginError, match="no exporter 'yours'; there are text, mine"):
        Plugins("exporter", ("text",)).plugin("yours")
    with pytest.raises(SettingsError, match=r"no format 'yours'; there are text, .*, mine"):
        registry.exporter("yours")
    assert "'mine'" in whence("read", "a.txt", "-f", "yours", code=2)[1]
    (here / "whence.toml").write_text('reader = "yours"')
    (here / "a.txt").write_text(TEXT)
    _, err = whence("read", "a.txt", "--settings", "whence.toml", code=3)
    assert "no reader 'yours'; there are whence" in err


def test_of_two_packages_that_claim_a_name_neither_wins(
    install: Install, here: Path, whence: Run
) -> None:
    for package in ("first", "second"):
        install(package, f"madeup_{package}", EXPORTER, exporters={"out": f"madeup_{package}:Out"})
    assert registry.formats().count("out") == 1
    (here / "a.txt").write_text(TEXT)
    out, err = whence("read", "a.txt", "-f", "out", code=3)
    assert out == ""
    assert "'out': first 2.5 (madeup_first:Out) and second 2.5 (madeup_second:Out)" in err
    assert not {"madeup_first", "madeup_second"} & set(sys.modules)


def test_whences_own_names_are_not_taken(install: Install, here: Path, whence: Run) -> None:
    install(
        "thief", "madeup_thief", EXPORTER, exporters={"json": "madeup_thief:Out"},
        readers={"whence": "madeup_thief:Out"},
    )  # fmt: skip
    (here / "a.txt").write_text(TEXT)
    _, err = whence("read", "a.txt", "-f", "json", code=3)
    assert "'json' is whence's own, and thief 2.5 (madeup_thief:Out) may not take its name" in err
    _, err = whence("read", "a.txt", code=3)
    assert "the reader 'whence' is whence's own" in err
    assert "madeup_thief" not in sys.modules


def test_doctor_lists_them_and_what_is_wrong(example: Path, install: Install, whence: Run) -> None:
    out, _ = whence("doctor")
    assert "reader llm: whence-example 0.1.0 (whence_example.llm:reader)" in out
    assert "exporter markdown: whence-example 0.1.0" in out
    install("bad", "madeup_bad", "import no_such", exporters={"bad": "madeup_bad:x"})
    install("thief", "madeup_thief", EXPORTER, exporters={"json": "madeup_thief:Out"})
    out, _ = whence("doctor", code=3)
    wrong = next(line for line in out.splitlines() if line.startswith("! plug-ins"))
    assert "the exporter 'json' is whence's own" in wrong
    assert "the exporter bad (bad 2.5) cannot be imported" in wrong


def test_variables_of_a_plug_in_are_its_own() -> None:
    environment = {"WHENCE_MY_ONE_HUE": "red", "WHENCE_THREADS": "2"}
    assert load(None, environment, lambda: ["my-one"]) == Settings(threads=2)
    with pytest.raises(SettingsError, match="WHENCE_MY_ONE_HUE"):
        load(None, environment, lambda: ["another"])
    # A plug-in called as a setting begins takes none of whence's own.
    assert load(None, {"WHENCE_MAX_CHARS": "5"}, lambda: ["max"]).max_chars == 5
