"""Whether a port can be had, asked before anything starts, so that the answer is a sentence and not a log."""

from __future__ import annotations

import socket

NEIGHBOURS = 50


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


def taken(host: str, port: int, option: str) -> str:
    """The sentence for a port that is not free, with the way out: `option` followed by a port that is."""
    near = next((other for other in range(port + 1, min(port + NEIGHBOURS, 65536)) if is_free(host, other)), None)
    way_out = f"，请换一个端口：{option.format(port=near)}" if near else "，请换一个端口"
    return f"端口 {port} 已被其他程序占用{way_out}"
