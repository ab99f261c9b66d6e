"""Who may review which document, and how many different people must approve it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who may be asked. ``id`` is what the ledger keeps; ``roles`` are the words a policy refers to."""

    id: str
    name: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewPolicy:
    """``roles`` is document → the roles that may decide on it; a document that isn't listed is open to any role.

    ``approvals`` different people must approve each document.
    """

    approvals: int = 1
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.approvals < 1:
            raise ValueError("at least one person must approve: set approvals to 1 or more")

    def role(self, reviewer: Reviewer, document: str) -> str | None:
        """The first of the person's roles in which they may decide on the document; None when they may not."""
        return next((role for role in reviewer.roles if self.allows(role, document)), None)

    def allows(self, role: str, document: str) -> bool:
        allowed = self.roles.get(document)
        return role in allowed if allowed is not None else bool(role)
