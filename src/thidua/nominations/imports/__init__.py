"""Nominations by workbook: read, show every problem by cell, match people, write all or nothing, undo."""
