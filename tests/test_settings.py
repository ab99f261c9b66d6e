"""Settings from communique.toml: strict, and every mistake is a sentence that names the key."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from communique.errors import ConfigError
from communique.secret import Secret
from communique.settings import Lookups, converted


@dataclass(frozen=True, slots=True)
class Mailbox:
    host: str
    password: Secret = field(default_factory=lambda: Secret(""))


@dataclass(frozen=True, slots=True)
class Mail:
    host: str
    port: int = 25
    password: Secret = field(default_factory=lambda: Secret(""))
    to: tuple[str, ...] = ()
    sent: Mailbox | None = None


def lookups(folder: Path, **environment: str) -> Lookups:
    return Lookups(environment, folder)


def test_values_are_taken_as_written() -> None:
    assert converted(Mail, {"host": "h", "port": 26, "to": ["a@b.org"]}, "[mail]") == Mail("h", 26, to=("a@b.org",))


def test_value_from_the_environment_has_the_type_of_its_key(tmp_path: Path) -> None:
    table = {"host": {"env": "H"}, "port": {"env": "P"}, "password": {"env": "W"}}
    made = converted(Mail, table, "[mail]", lookups(tmp_path, H="h", P="2525", W="w"))
    assert made == Mail("h", 2525, Secret("w"))


def test_secret_from_a_file_loses_its_line_break(tmp_path: Path) -> None:
    (tmp_path / "pass").write_text("geheim\n")
    made = converted(Mail, {"host": "h", "password": {"file": "pass"}}, "[mail]", lookups(tmp_path))
    assert made.password.reveal() == "geheim"


def test_nested_settings_are_looked_up_too(tmp_path: Path) -> None:
    table = {"host": "h", "sent": {"host": "i", "password": {"env": "W"}}}
    assert converted(Mail, table, "[mail]", lookups(tmp_path, W="w")).sent == Mailbox("i", Secret("w"))


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({"hots": "h"}, "In communique.toml, [mail] has an unknown key “hots”; did you mean “host”?"),
        ({"host": "h", "port": "x"}, "In communique.toml, [mail] port: Expected int, got str."),
        ({"port": 1}, "In communique.toml, [mail]: Object missing required field host."),
        (
            {"host": {"env": "NOPE"}},
            "In communique.toml, [mail] host is to be taken from the environment variable NOPE, which is not set.",
        ),
        (
            {"host": "h", "sent": {"hst": "i"}},
            "In communique.toml, [mail.sent] has an unknown key “hst”; did you mean “host”?",
        ),
        ("no table", "In communique.toml, [mail] must be a section with keys of its own."),
    ],
)
def test_mistake_is_one_sentence(tmp_path: Path, table: object, sentence: str) -> None:
    with pytest.raises(ConfigError) as caught:
        converted(Mail, table, "[mail]", lookups(tmp_path))
    assert str(caught.value) == sentence


def test_secret_written_down_is_refused_and_not_repeated() -> None:
    with pytest.raises(ConfigError) as caught:
        converted(Mail, {"host": "h", "password": "hunter2"}, "[mail]")
    assert "a secret is not written here" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_number_from_the_environment_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"\[mail\] port"):
        converted(Mail, {"host": "h", "port": {"env": "P"}}, "[mail]", lookups(tmp_path, P="many"))


def test_planning_leaves_missing_lookups_to_their_defaults(tmp_path: Path) -> None:
    table = {"host": {"env": "H"}, "port": {"env": "P"}, "password": {"file": "none"}}
    made = converted(Mail, table, "[mail]", Lookups({}, tmp_path, strict=False))
    assert made == Mail("", 25, Secret(""))


def test_secret_never_prints() -> None:
    secret = Secret("hunter2")
    assert f"{secret} {secret!r} {secret:>20}".count("hunter2") == 0
    with pytest.raises(TypeError):
        import pickle

        pickle.dumps(secret)
