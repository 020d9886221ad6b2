"""Whether a port can be had, asked before anything starts, so that the answer is a sentence and not a log."""

from __future__ import annotations

import socket

NEIGHBOURS = 50


class PortError(Exception):
    """Something else listens there; the message proposes another port, in Chinese."""


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host.strip("[]"), port))
        except OSError:
            return False
    return True


def demand(host: str, port: int, way_out: str) -> None:
    """Make sure of a port; raises PortError, which proposes `way_out` filled with a `{port}` that is free."""
    if is_free(host, port):
        return
    near = next((other for other in range(port + 1, min(port + NEIGHBOURS, 65536)) if is_free(host, other)), None)
    proposal = f"：{way_out.format(port=near)}" if near else ""
    raise PortError(f"端口 {port} 已被其他程序占用，请换一个端口{proposal}")
