"""A lower tenant's own version of an inherited document, edited as a document and kept as a difference.

`patching` turns what was edited into the difference, or names everything that is not open; `leaving` and `rows` are the
parent's side: what it leaves open, in plain words; `marks` tells for each control where it stands; `pages` lists the
tabs; `telling` says the difference in sentences.
"""
