"""Opens a workspace: ``communique.toml`` as house style, people, review policy and channels.

Settings may name variables of the environment, which the caller hands in. Nothing is looked up there before it is
needed: drafting works on a machine that holds no password.
"""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from communique.errors import ConfigError
from communique.follow_up import Stages
from communique.model import Contact, House
from communique.review.policy import Reviewer, ReviewPolicy
from communique.settings import FILE, Lookups, converted, nearest
from communique.wording import LANGUAGES

SECTIONS = ("house", "workspace", "people", "review", "channels", "follow_up")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works with this workspace. ``roles`` are the words that ``[review.roles]`` refers to."""

    id: str
    name: str
    roles: tuple[str, ...] = ()
    email: str = ""


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """``approvals`` different people must approve each document; ``roles`` says who may, per document.

    ``channel`` names the e-mail channel through which reviewers are asked; "" asks nobody.
    """

    approvals: int = 1
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    channel: str = ""


@dataclass(frozen=True, slots=True)
class FollowUpSettings:
    """Through which e-mail channel reminders go, and to whom. Without a channel none are sent.

    Days: ``before`` an action is due, then ``every`` so many; missing details from ``after_event`` on.
    """

    channel: str = ""
    to: tuple[str, ...] = ()
    before: tuple[int, ...] = (7, 1)
    every: int = 7
    after_event: int = 3

    @property
    def stages(self) -> Stages:
        return Stages(self.before, self.every, self.after_event)

    def __post_init__(self) -> None:
        _ = self.stages  # says what is wrong with the days


@dataclass(frozen=True, slots=True)
class WorkspaceSettings:
    """Languages to draft, and where state is kept. Relative places are relative to the workspace.

    ``ledger`` is an SQLAlchemy URL (SQLite by default, PostgreSQL for several machines), ``dossiers`` any fsspec URL.
    """

    languages: tuple[str, ...] = ("en",)
    timezone: str = "UTC"
    ledger: str = ""
    dossiers: str = ".communique/dossiers"

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"there is no time zone “{self.timezone}”; write it as in Asia/Phnom_Penh") from None


@dataclass(frozen=True, slots=True)
class Workspace:
    """An opened workspace. ``bare`` is True for an event folder that stands in no workspace: it can be drafted only."""

    root: Path
    house: House = field(default_factory=House)
    settings: WorkspaceSettings = field(default_factory=WorkspaceSettings)
    people: tuple[Person, ...] = ()
    review: ReviewSettings = field(default_factory=ReviewSettings)
    follow_up: FollowUpSettings = field(default_factory=FollowUpSettings)
    channels: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    bare: bool = False

    @property
    def ledger_url(self) -> str:
        return self.settings.ledger or f"sqlite:///{self.root / '.communique' / 'ledger.db'}"

    @property
    def dossiers_url(self) -> str:
        place = self.settings.dossiers
        return place if "://" in place else str(self.root / place)

    def person(self, key: str) -> Person:
        """The person with that id (or exactly that name). Raises ``ConfigError`` listing those there are."""
        for person in self.people:
            if key in (person.id, person.name):
                return person
        known = ", ".join(person.id for person in self.people) or "nobody yet"
        raise ConfigError(f"There is no person “{key}” in {FILE}; it lists {known}. Add a [[people]] entry for them.")

    def reviewer(self, key: str) -> Reviewer:
        person = self.person(key)
        return Reviewer(person.id, person.name, person.roles)

    @property
    def policy(self) -> ReviewPolicy:
        return ReviewPolicy(approvals=self.review.approvals, roles=self.review.roles)


def require_languages(languages: Collection[str], where: str) -> None:
    """Raises ``ConfigError`` when one of them is not a language that documents are made in."""
    for code in languages:
        if code not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            raise ConfigError(f"In {FILE}, {where} languages: there are no documents in “{code}” yet, only in {known}.")


def load(root: Path, environment: Mapping[str, str]) -> Workspace:
    """Opens the workspace in that folder. Raises ``ConfigError`` naming the line or the key."""
    data = _read(root / FILE)
    for key in data:
        if key not in SECTIONS:
            raise ConfigError(f"In {FILE} there is an unknown section [{key}]{nearest(key, SECTIONS)}")
    channels = data.get("channels", {})
    if not isinstance(channels, dict) or not all(isinstance(table, dict) for table in channels.values()):
        raise ConfigError(f"In {FILE}, each channel is a section of its own, such as [channels.archive].")
    people = data.get("people", [])
    if not isinstance(people, list):
        raise ConfigError(f"In {FILE}, write each person under a heading [[people]] with two brackets.")
    lookups = Lookups(environment, root, strict=False)
    settings = converted(WorkspaceSettings, data.get("workspace", {}), "[workspace]", lookups)
    require_languages(settings.languages, "[workspace]")
    return Workspace(
        root=root.resolve(),
        house=_house(data.get("house", {})),
        settings=settings,
        people=tuple(converted(Person, person, "[[people]]") for person in people),
        review=converted(ReviewSettings, data.get("review", {}), "[review]"),
        follow_up=converted(FollowUpSettings, data.get("follow_up", {}), "[follow_up]"),
        channels=channels,
        environment=environment,
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(
            f"There is no {FILE} in {path.parent}. Make one with: communique init {path.parent}"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} can't be read: {error}. Correct that line and save the file as UTF-8.") from error
    except OSError as error:
        raise ConfigError(f"{path} can't be opened: {error.strerror}.") from error


@dataclass(frozen=True, slots=True)
class _ContactKeys:
    name: str
    function: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class _HouseKeys:
    name: str = ""
    service: str = ""
    about: str = ""
    disclaimer: str = ""
    credit: str = ""
    end_mark: str = "###"
    report_label: str = ""
    contact: _ContactKeys | None = None


def _house(table: Any) -> House:
    keys = converted(_HouseKeys, table, "[house]")
    values = {item.name: getattr(keys, item.name) for item in dataclasses.fields(keys)}
    if keys.contact is not None:
        values["contact"] = Contact(id="house-contact", **dataclasses.asdict(keys.contact))
    return House(**values)
