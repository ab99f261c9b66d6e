"""`make report`: the whole job on the example, with a mail server of its own, in a fresh copy under out/.

Prepares, approves as the example's demo reviewer, publishes to a folder and by mail, and says where everything is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from examples.mail_server import running_mail_server

ROOT = Path(__file__).resolve().parent.parent
WORKSPACE = ROOT / "out" / "skills-network"
EVENT = "guangzhou-2023"


def main() -> int:
    shutil.rmtree(WORKSPACE, ignore_errors=True)
    leave_out = shutil.ignore_patterns(".communique", "published", "drafts", "mail")
    shutil.copytree(ROOT / "examples" / "skills-network", WORKSPACE, ignore=leave_out)
    mail = WORKSPACE / "mail"
    with tempfile.TemporaryDirectory() as secrets, running_mail_server(mail, Path(secrets)) as server:
        environment = {**os.environ, **server.environment}
        command = [sys.executable, "-m", "communique", "run", str(WORKSPACE / "events" / EVENT)]
        command += ["--approve-as", "demo-reviewer"]
        # Progress and complaints go to standard error and are seen; the list of deliveries is shown in short below.
        finished = subprocess.run(command, env=environment, check=False, stdout=subprocess.PIPE, text=True)
    if finished.returncode != 0:
        print(finished.stdout, end="")
        print("The run did not finish; the lines above say why.")
        return finished.returncode
    print("\n".join(finished.stdout.splitlines()[:2]))
    published = (WORKSPACE / "published" / EVENT).relative_to(ROOT)
    print(f"News release   {published}/news-release.en.html   (open it in a browser; .md and .txt beside it)")
    print(f"Word report    {published}/report.en.docx   (open it in Word or LibreOffice)")
    print(f"Task list      {published}/task-list.en.xlsx   (open it in Excel; .csv and .ics beside it)")
    messages = len(list(mail.glob("*.eml")))
    print(f"Mail sent      {mail.relative_to(ROOT)}/   ({messages} messages; open one in a mail program)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
