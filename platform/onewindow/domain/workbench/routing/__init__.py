"""The way of a draft and its decision tables, as the workbench changes them: documents in, documents out."""
