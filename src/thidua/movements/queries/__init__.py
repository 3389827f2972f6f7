"""Reads of movements, within the actor's scope; launched ones of the units above are seen as well."""

from thidua.movements.queries.lists import movements
from thidua.movements.queries.page import movement_page, review_page
from thidua.movements.queries.waiting import Owed, owed, unjoined

__all__ = ["Owed", "movement_page", "movements", "owed", "review_page", "unjoined"]
