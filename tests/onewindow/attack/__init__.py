"""The generated attack: every table and every route, tried by tenants beside, above, below and elsewhere.

A new table needs one line in `tables.py`, a new route with an argument one line in `routes.py`; without it the tests
here fail and say so.
"""
