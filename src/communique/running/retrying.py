"""When a task is worth repeating: the errors of channels and stores say so themselves. Knows nothing of Prefect."""

from __future__ import annotations


def worth_repeating(task: object, run: object, state: object) -> bool:
    """Prefect's ``retry_condition_fn``: yes for a service that is down, no for a wrong password or no approval."""
    return getattr(getattr(state, "data", None), "permanent", True) is False
