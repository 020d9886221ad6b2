"""The back office: reference data and people of one's own range, on Flask-Admin, mounted at /admin/."""

from onewindow.web.admin.office import install

__all__ = ["install"]
