"""The official acts of exemplars, their stories and citizens' tips."""

from thidua.exemplars.commands.airings import confirm_airing, miss_airing, tell_outlet
from thidua.exemplars.commands.following import (
    add_note,
    advance,
    close_exemplar,
    find_exemplar,
    put_exemplar_forward,
)
from thidua.exemplars.commands.plans import change_plan, make_plan
from thidua.exemplars.commands.spreading import copy_model, tell_result
from thidua.exemplars.commands.stories import (
    add_picture,
    hide_picture,
    publish,
    record_consent,
    review,
    revise,
    schedule,
    take_consent_back,
    withdraw,
    write_story,
)
from thidua.exemplars.commands.tasks import drop_task, give_task
from thidua.exemplars.commands.tip_outcomes import nominate_tip
from thidua.exemplars.commands.tips import (
    close_tip,
    confirm_contact,
    moderate,
    send_code_again,
    take_up,
    tell,
)

__all__ = [
    "add_note",
    "add_picture",
    "advance",
    "change_plan",
    "close_exemplar",
    "close_tip",
    "confirm_airing",
    "confirm_contact",
    "copy_model",
    "drop_task",
    "find_exemplar",
    "give_task",
    "hide_picture",
    "make_plan",
    "miss_airing",
    "moderate",
    "nominate_tip",
    "publish",
    "put_exemplar_forward",
    "record_consent",
    "review",
    "revise",
    "schedule",
    "send_code_again",
    "take_consent_back",
    "take_up",
    "tell",
    "tell_outlet",
    "tell_result",
    "withdraw",
    "write_story",
]
