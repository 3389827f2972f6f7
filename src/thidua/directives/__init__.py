"""Incoming and outgoing documents: read, registered, distributed; what a document orders, clause by clause."""
