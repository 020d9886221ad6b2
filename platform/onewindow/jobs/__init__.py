"""Work outside a request: the outbox relay, timed jobs, and the effects they hand to Celery.

The outbox in PostgreSQL is the truth. Celery carries the news that a row waits; it may lose, repeat or delay that news,
because the relay tells it again until the row is done, and carrying a row out takes its lock and leaves a mark in the
same transaction.
"""
