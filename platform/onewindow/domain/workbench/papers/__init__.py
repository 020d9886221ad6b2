"""Papers in the workbench: which a matter prints, and building the templates they are printed from.

Pure: documents and templates in, documents, templates and findings out.
"""
