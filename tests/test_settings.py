from pathlib import Path

import pytest

from whence.errors import SettingsError
from whence.settings import Settings, load


def test_without_anything_the_defaults_hold() -> None:
    assert load(environment={}) == Settings()


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "whence.toml"
    file.write_text('threads = 2\nmax_chars = 10\nlanguages = ["en"]\n')
    settings = load(file, {"WHENCE_THREADS": "3", "WHENCE_LANGUAGES": "en,sco", "HOME": "x"})
    assert (settings.threads, settings.max_chars) == (3, 10)
    assert settings.languages == ("en", "sco")


def test_the_ledgers_place_is_no_setting() -> None:
    assert load(environment={"WHENCE_LEDGER": "x.db"}) == Settings()


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("thread = 2", "thread"),
        ("threads = 0", "threads"),
        ('threads = "many"', "threads"),
        ("max_bytes = -1", "max_bytes"),
        ("threads = = 2", "no TOML"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, written: str, named: str) -> None:
    file = tmp_path / "whence.toml"
    file.write_text(written)
    with pytest.raises(SettingsError, match=named) as caught:
        load(file, {})
    assert "whence.toml" in str(caught.value)


def test_a_wrong_variable_is_refused_by_name() -> None:
    with pytest.raises(SettingsError, match="WHENCE_THREDS"):
        load(environment={"WHENCE_THREDS": "2"})
    with pytest.raises(SettingsError, match="WHENCE_THREADS"):
        load(environment={"WHENCE_THREADS": "two"})


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot read"):
        load(tmp_path / "none.toml", {})


def test_the_digest_is_of_every_setting() -> None:
    assert Settings().digest() == Settings().digest()
    assert Settings(threads=2).digest() != Settings().digest()
