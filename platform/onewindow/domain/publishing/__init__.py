"""Drafts of documents and their way to publication (R030, R031, R034–R038): pure.

`merging` brings two savers together, `checking` finds what is wrong, `diff` says what changed in Chinese, `chain` says
who may take which step, `replay` tries a draft on past cases.
"""
