"""Paper: template + values -> pages -> PDF. Pure; knows no matter and no case."""
