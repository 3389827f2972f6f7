"""Decisions: number, signer, annex, publication into the register."""
