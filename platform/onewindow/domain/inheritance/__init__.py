"""Inheritance as people see it: what documents leave open, whether a result can run, differences in Chinese."""
