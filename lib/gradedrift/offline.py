"""Keeps a kernel that `make` runs off the network: loaded as an IPython extension, it refuses to look up or reach a host.

The kernel itself talks to its parent on this machine, which stays allowed.
"""

import ipaddress
import sys

REACHING = {  # audit event -> where its arguments hold the host, or an address that begins with it
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}


def load_ipython_extension(ipython) -> None:
    """Refuse from now on; what asks gets a `PermissionError` that names the host."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple) -> None:
    if event in REACHING and not is_here(host := _host(arguments[REACHING[event]])):
        raise PermissionError(f"a notebook of the study reaches no network: {host}")


def _host(address) -> str | None:
    """The host of an address; None for a socket that is a file, or no address."""
    host = address[0] if isinstance(address, tuple) else address
    return None if isinstance(address, str) and address.startswith(("/", "\0")) else host


def is_here(host: str | bytes | None) -> bool:
    """Whether a host is this machine.

    >>> is_here("localhost"), is_here("127.0.0.1"), is_here("::1"), is_here("192.0.2.1"), is_here("example.org")
    (True, True, True, False, False)
    """
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
