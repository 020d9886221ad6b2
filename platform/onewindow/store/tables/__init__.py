"""The columns of every table, as SQLAlchemy reads them; constraints, policies and grants stand in the migrations."""
