"""Duties that documents order: given, passed down, carried out, proved and reported back."""
