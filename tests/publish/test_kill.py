"""kill -9 at every step of publishing, then publish again: every channel has every item exactly once.

Where no look-up is possible the delivery is *unknown* instead, and the documented choice brings it to exactly once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.publish import publisher
from tests.publish.cases import EVENT, RELEASE, REPORT
from tests.publish.imap_server import ImapServer
from tests.publish.mail_server import Certificates, MailServer
from tests.publish.publisher import Place

from communique.ledger import Ledger

DELIVERED = {
    "news-release/en/archive": "delivered",
    "report/en/archive": "delivered",
}
MAILED = DELIVERED | {"news-release/en/press": "delivered"}
ORDER = ["news-release/en/archive", "report/en/archive", "news-release/en/press"]


@pytest.fixture
def imap(server: MailServer, certificates: Certificates) -> Iterator[ImapServer]:
    with ImapServer(server.folder, certificates.server()).running() as running:
        yield running


def fresh(tmp_path: Path, number: str, server: MailServer | None = None, like: Place | None = None) -> Place:
    """A new ledger and folder with both documents approved, and no mail yet."""
    folder = tmp_path / number
    folder.mkdir()
    if server is not None:
        server.wait_idle()
        for mail in server.folder.iterdir():
            mail.unlink()
    place = Place(folder, like.smtp_port, like.imap_port, like.authority) if like else Place(folder)
    publisher.decide(place)
    return place


def assert_archived_once(place: Place) -> None:
    """All four files, whole, and nothing else but the channel's own notes."""
    archive = place.folder / "archive"
    found = {path.relative_to(archive).as_posix(): path.read_bytes() for path in archive.rglob("*") if path.is_file()}
    notes = {name: found.pop(name) for name in list(found) if name.startswith(".communique/")}
    assert found == {f"{EVENT}/{file.name}": file.content for draft in (RELEASE, REPORT) for file in draft.files}
    assert sorted(notes) == [f".communique/{EVENT}/{key}/en/archive.json" for key in ("news-release", "report")]


def test_killed_anywhere_the_folder_has_everything_once(tmp_path: Path) -> None:
    whole = publisher.run(fresh(tmp_path, "whole"))
    assert whole is not None
    assert whole.states == DELIVERED
    assert whole.steps.count("before Ledger.claim") == 2
    assert whole.steps.count("after Path.replace") == 6
    for number in range(1, len(whole.steps) + 1):
        place = fresh(tmp_path, str(number))
        assert publisher.run(place, kill_at=number) is None
        again = publisher.run(place)
        assert again is not None, whole.steps[number - 1]
        assert (again.states, again.problems) == (DELIVERED, ()), whole.steps[number - 1]
        assert_archived_once(place)


def test_killed_anywhere_a_mail_that_can_be_looked_up_arrives_once(
    tmp_path: Path, server: MailServer, imap: ImapServer, certificates: Certificates
) -> None:
    like = Place(tmp_path, server.port, imap.port, str(certificates.file))
    whole = publisher.run(fresh(tmp_path, "whole", server, like))
    assert whole is not None
    assert (whole.states, list(whole.states)) == (MAILED, ORDER)
    assert len(server.mails()) == 1
    mailing = [number for number, step in enumerate(whole.steps, 1) if number > _first_mail_step(whole.steps)]
    assert len(mailing) >= 10
    for number in mailing:
        place = fresh(tmp_path, str(number), server, like)
        assert publisher.run(place, kill_at=number) is None
        server.wait_idle()
        again = publisher.run(place, hours=1)
        assert again is not None, whole.steps[number - 1]
        assert (again.states, again.problems) == (MAILED, ()), whole.steps[number - 1]
        assert len(server.mails()) == 1, whole.steps[number - 1]
        assert_archived_once(place)


def test_killed_again_while_it_catches_up(
    tmp_path: Path, server: MailServer, imap: ImapServer, certificates: Certificates
) -> None:
    """Killed once when the mail was out but its answer not read, and again at every step of the run that follows."""
    like = Place(tmp_path, server.port, imap.port, str(certificates.file))
    whole = publisher.run(fresh(tmp_path, "whole", server, like))
    assert whole is not None
    lost = whole.steps.index("after submission._final_answer") + 1
    number, steps = 0, 1
    while number < steps:
        number += 1
        place = fresh(tmp_path, str(number), server, like)
        assert publisher.run(place, kill_at=lost) is None
        server.wait_idle()
        assert len(server.mails()) == 1
        second = publisher.run(place, kill_at=number, hours=1)
        if second is not None:
            # More steps than this run has: it went through, which tells how many there are.
            assert second.states == MAILED
            break
        steps = number + 1
        third = publisher.run(place, hours=2)
        assert third is not None
        assert (third.states, third.problems) == (MAILED, ())
        assert len(server.mails()) == 1
    assert number > 8


def test_killed_anywhere_a_mail_that_cannot_be_looked_up_waits_for_a_person(
    tmp_path: Path, server: MailServer, certificates: Certificates
) -> None:
    like = Place(tmp_path, server.port, 0, str(certificates.file))
    whole = publisher.run(fresh(tmp_path, "whole", server, like))
    assert whole is not None
    seen = set()
    for number in range(_first_mail_step(whole.steps) + 1, len(whole.steps) + 1):
        place = fresh(tmp_path, str(number), server, like)
        assert publisher.run(place, kill_at=number) is None
        server.wait_idle()
        again = publisher.run(place, hours=1)
        assert again is not None
        state = again.states["news-release/en/press"]
        arrived = len(server.mails())
        seen.add((state, arrived))
        if state == "unknown":
            assert "communique resolve" in again.problems[0]
            # Publishing as often as one likes changes nothing until somebody has looked.
            insisting = publisher.run(place, hours=100)
            assert insisting is not None
            assert insisting.problems == again.problems
            assert len(server.mails()) == arrived
            publisher.settle_by_hand(place, arrived=arrived == 1)
            again = publisher.run(place, hours=1)
            assert again is not None
        assert (again.states, again.problems) == (MAILED, ()), whole.steps[number - 1]
        assert len(server.mails()) == 1, whole.steps[number - 1]
    assert seen == {("delivered", 1), ("unknown", 0), ("unknown", 1)}


def test_two_publishers_at_the_same_time(
    tmp_path: Path, server: MailServer, imap: ImapServer, certificates: Certificates
) -> None:
    server.delay = 0.3
    like = Place(tmp_path, server.port, imap.port, str(certificates.file))
    for number in range(3):
        place = fresh(tmp_path, str(number), server, like)
        reports = publisher.run_together(place, 3)
        assert [(report.states, report.problems) for report in reports] == [(MAILED, ())] * 3
        assert len(server.mails()) == 1
        assert_archived_once(place)
        with Ledger(place.ledger_url) as ledger:
            assert [delivery.attempts for delivery in ledger.deliveries(EVENT)] == [1, 1, 1]


def _first_mail_step(steps: tuple[str, ...]) -> int:
    """The step after which only mail is left: the last claim of all is that of the mail."""
    return max(number for number, step in enumerate(steps) if step == "before Ledger.claim")
