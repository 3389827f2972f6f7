"""The public side: published decisions, the register, verification of an award."""
