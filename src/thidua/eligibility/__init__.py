"""Immutable checks of a recipient against the law of a day, with the facts they used."""
