"""The documents kept as files in tests/golden. ``python -m tests.draft.goldens`` writes them again, to be read over."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.draft.invented_events import BARE, CROWDED, PLAIN, WORKSHOP
from tests.draft.seed_event import HOUSE, SEED

from communique.draft import news_release, task_list
from communique.draft.setting import Setting
from communique.model import House
from communique.templating import Templates

GOLDEN = Path(__file__).parent.parent / "golden"
TEMPLATES = Path(__file__).parent.parent.parent / "templates"


# Templates are compiled once for all tests.
_COMPILED = Templates(TEMPLATES)


def setting(house: House = HOUSE) -> Setting:
    return Setting(_COMPILED, house, lambda photo: None)


@cache
def made() -> Mapping[str, bytes]:
    """File name in tests/golden → what it must hold."""
    files = {file.name: file.content for file in news_release.draft(SEED, setting()).files}
    for event, house in ((BARE, House()), (WORKSHOP, PLAIN), (CROWDED, PLAIN)):
        name = {"bare": "bare", WORKSHOP.id: "workshop"}[event.id] if event is not CROWDED else "crowded"
        files |= {f"{name}.{file.name}": file.content for file in news_release.draft(event, setting(house)).files}
    files |= {
        file.name: file.content for file in task_list.draft(SEED, setting()).files if not file.name.endswith("xlsx")
    }
    return files


if __name__ == "__main__":
    for name, content in made().items():
        (GOLDEN / name).write_bytes(content)
