"""Readers of environment variables."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from coalition import environment

FLAGS = [("1", True), ("true", True), ("Yes", True), ("0", False), ("off", False), ("", False)]


@pytest.mark.parametrize(("value", "expected"), FLAGS)
def test_flag_reads_the_usual_words(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("A_FLAG", value)
    assert environment.flag("A_FLAG", default=not expected) is expected


def test_flag_stops_at_anything_else_and_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_FLAG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="A_FLAG is 'perhaps': write true or false"):
        environment.flag("A_FLAG", default=True)


def test_unset_variables_take_their_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("A_NAME", raising=False)
    assert environment.flag("A_NAME", default=True) is True
    assert environment.words("A_NAME", default=["one"]) == ["one"]


def test_number_is_whole_and_above_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_NUMBER", "12")
    assert environment.number("A_NUMBER", default=1) == 12
    for wrong in ("0", "-1", "1.5", "many", ""):
        monkeypatch.setenv("A_NUMBER", wrong)
        with pytest.raises(ImproperlyConfigured, match="write a whole number above zero"):
            environment.number("A_NUMBER", default=1)


def test_words_drop_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAMES", "one, two,,")
    assert environment.words("NAMES", default=[]) == ["one", "two"]


def test_secret_is_made_once_and_readable_by_its_owner_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("A_SECRET", raising=False)
    kept = tmp_path / "var" / "secret"
    first = environment.secret("A_SECRET", kept_in=kept)
    assert len(first) > 60
    assert environment.secret("A_SECRET", kept_in=kept) == first
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert list(kept.parent.iterdir()) == [kept]


def test_secret_from_the_environment_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET", "given")
    assert environment.secret("A_SECRET", kept_in=tmp_path / "secret") == "given"
    assert not list(tmp_path.iterdir())
