"""What both mail protocols need: a checked TLS connection, no password in the open, failures as sentences."""

from __future__ import annotations

import ipaddress
import socket
import ssl

from communique.errors import ChannelError


def require_no_open_password(host: str, security: str, has_password: bool) -> None:
    """Raises ``ValueError`` when a password would cross a network unencrypted."""
    if has_password and security == "none" and host and not is_loopback(host):
        raise ValueError(
            f"a password would go to {host} unencrypted; set security to starttls or tls, or take the user name out"
        )


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def tls_context(authority: str) -> ssl.SSLContext:
    """Certificates and host names are always verified. Raises ``ChannelError`` when the authority's file is no good."""
    try:
        context = ssl.create_default_context()
        if authority:
            context.load_verify_locations(authority)
    except (OSError, ssl.SSLError) as error:
        raise ChannelError(
            f"The certificate file {authority} can't be used: {error}. Name a PEM file in the channel's authority.",
            permanent=True,
        ) from error
    return context


def connection_failure(where: str, error: OSError) -> ChannelError:
    """A failure to reach a server, before anything was handed over, as one sentence."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return ChannelError(
            f"{where} shows a certificate that can't be trusted ({error.verify_message}). Nothing was sent. "
            "Correct the host name, or name the authority's file in the channel's authority.",
            permanent=True,
        )
    if isinstance(error, ssl.SSLError):
        return ChannelError(
            f"{where} doesn't speak TLS as expected ({error.reason or error}). Check the port and the security set.",
            permanent=True,
        )
    if isinstance(error, socket.gaierror):
        return ChannelError(
            f"{where} can't be found by name. Check the host and the network.",
            permanent=error.errno != socket.EAI_AGAIN,
        )
    if isinstance(error, TimeoutError):
        return ChannelError(f"{where} did not answer in time. Nothing was sent; try again later.", permanent=False)
    if isinstance(error, ConnectionRefusedError):
        # Temporary for the program (the server may be starting), but a wrong port is the more frequent cause.
        return ChannelError(
            f"{where} refuses connections: nothing listens there. Check host and port in communique.toml, or whether "
            "the server runs; nothing was sent.",
            permanent=False,
        )
    reason = error.strerror or str(error) or type(error).__name__
    return ChannelError(f"{where} broke the connection ({reason}). Nothing was sent; try again later.", permanent=False)
