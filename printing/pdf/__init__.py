"""PDF: pages -> bytes. The only part that knows ReportLab."""

from printing.pdf.document import write_pdf

__all__ = ["write_pdf"]
