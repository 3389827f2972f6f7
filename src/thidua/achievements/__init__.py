"""The record: the register of awards, and the yearly facts that the law asks about."""
