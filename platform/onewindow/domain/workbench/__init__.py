"""What an admin sees of a document while he edits it: tabs of plain controls, and what his posts change.

A tab is data (`tabs`); `showing` draws the controls of a document, `editing` puts a posted page back. What a page does
not show, or shows and nobody touched, stays in the document as it is, to the byte.
"""
