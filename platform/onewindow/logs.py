"""Structured logs: one JSON line an event, no personal data.

Whoever logs names events and identifiers (case digest, account id), never what a person typed. `scrub` is the last line
of defence for what slips through in a message of a library: it knows ID numbers, mobile numbers and query strings.
"""

from __future__ import annotations

import logging
import re
import sys
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# Digits may be typed in groups. A letter before the number hides nothing; a further digit makes it another number.
ID_NUMBER = re.compile(r"(?<!\d)\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?!\d)")
MOBILE_NUMBER = re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
QUERY_STRING = re.compile(r"(/[^\s?\"']*)\?[^\s\"']+")
# Chatty libraries: their own news is none, their warnings are.
QUIET = ("kombu", "amqp", "celery.app.trace", "celery.worker.strategy", "fontTools", "alembic")


def scrub(text: str) -> str:
    """The text without ID numbers, mobile numbers and query strings."""
    text = QUERY_STRING.sub(r"\1?…", text)
    return MOBILE_NUMBER.sub("<mobile>", ID_NUMBER.sub("<id-number>", text))


def configure(level: str, stream: TextIO | None = None) -> None:
    """Send everything this process logs, by structlog or by `logging`, to `stream` (standard error) as JSON lines."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        structlog.processors.format_exc_info,  # the plain traceback: no local variables, which hold what people typed
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
                _scrub_line,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    # What strangers upload to be verified is judged in a value; a traceback for each bad file would fill the log.
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.captureWarnings(capture=True)


def _scrub_line(_logger: WrappedLogger, _method: str, line: EventDict | str) -> str:
    """Clean the finished line, so that no field, traceback or nested value is overlooked."""
    return scrub(str(line))
