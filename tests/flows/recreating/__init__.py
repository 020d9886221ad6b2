"""Somebody who builds a matter anew with nothing but the pages of the workbench."""
