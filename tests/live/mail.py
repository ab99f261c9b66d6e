"""Postfix and Dovecot with a private configuration: STARTTLS, log-in, real mailboxes, and never a relay."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme
from tests.live.programs import end, free_port, greets, need, need_root, quietly, wait_until

USERS = ("press", "chair", "dara", "archive")
DOMAIN = "example.test"
NOBODY = 65534

MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = {daemons}
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.{domain}
mydestination =
mynetworks =
alias_maps =
default_transport = error:5.7.1 this server never relays
virtual_mailbox_domains = {domain}
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = texthash:{folder}/mailboxes
virtual_uid_maps = static:{nobody}
virtual_gid_maps = static:{nobody}
message_size_limit = 3000000
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_tls_chain_files = {folder}/server.pem
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {folder}/auth
smtpd_relay_restrictions = reject_unauth_destination
smtpd_recipient_restrictions = reject_unlisted_recipient, permit_sasl_authenticated, reject
"""

MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
"""

DOVECOT = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.pem
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%n
first_valid_uid = 1
first_valid_gid = 1
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%n {folder}/users
}}
userdb {{
  driver = static
  args = uid={nobody} gid={nobody} home={folder}/mail/%n
}}
service imap-login {{
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service auth {{
  unix_listener {folder}/auth {{
    mode = 0660
    user = postfix
    group = postfix
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


@dataclass(frozen=True)
class Mail:
    """``authority`` is the file of the certificate's authority; a user's password is ``NAME-pass``."""

    port: int
    imap_port: int
    authority: Path


@contextmanager
def running() -> Iterator[Mail]:
    """Both servers, from an empty state to their end."""
    postfix, dovecot, postconf = (
        need("postfix", "postfix"),
        need("dovecot", "dovecot-imapd"),
        need("postconf", "postfix"),
    )
    need_root("Postfix")
    folder = Path(tempfile.mkdtemp(prefix="communique-mail-"))
    folder.chmod(0o755)
    # Postfix keeps its processes' ids in its queue, Dovecot in its base folder.
    log = folder / "log"
    try:
        mail = _written(folder, postconf)
        quietly([dovecot, "-c", str(folder / "dovecot.conf")], log)
        try:
            quietly([postfix, "-c", str(folder / "postfix"), "start"], log)
            try:
                wait_until(lambda: greets(mail.port, b"220"), "Postfix's greeting")
                wait_until(lambda: greets(mail.imap_port, b"* OK"), "Dovecot's greeting")
                yield mail
            finally:
                quietly([postfix, "-c", str(folder / "postfix"), "stop"], log, check=False)
        finally:
            end(folder / "run" / "master.pid")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _written(folder: Path, postconf: str) -> Mail:
    """All configuration and the empty mailboxes."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(str(folder / "server.pem"))
    for name in ("postfix", "queue", "data", "mail", "run", "state"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix")
    os.chown(folder / "mail", NOBODY, NOBODY)
    daemons = subprocess.run([postconf, "-dh", "daemon_directory"], capture_output=True, text=True, check=True).stdout
    mail = Mail(free_port(), free_port(), folder / "authority.pem")
    values = {
        "folder": folder,
        "domain": DOMAIN,
        "nobody": NOBODY,
        "daemons": daemons.strip(),
        "port": mail.port,
        "imap_port": mail.imap_port,
    }
    (folder / "postfix" / "main.cf").write_text(MAIN.format(**values))
    (folder / "postfix" / "master.cf").write_text(MASTER.format(**values))
    (folder / "dovecot.conf").write_text(DOVECOT.format(**values))
    (folder / "users").write_text("".join(f"{user}:{user}-pass\n" for user in USERS))
    (folder / "mailboxes").write_text("".join(f"{user}@{DOMAIN} {user}/\n" for user in USERS))
    return mail
