"""The official acts on nominations. `advance` and `advance_many` are the only writers of their states."""

from thidua.nominations.commands.acts import (
    appraise,
    endorse,
    propose,
    record_state_refusal,
    supplement,
    withdraw,
)
from thidua.nominations.commands.advance import Advanced, advance, advance_many
from thidua.nominations.commands.checks import recheck, recheck_recipients
from thidua.nominations.commands.drafting import create_many, create_nomination, edit_nomination
from thidua.nominations.commands.rounds import change_round_close, open_round
from thidua.nominations.commands.submissions import (
    cancel_submission,
    change_submission,
    draft_submission,
    send_submission,
)

__all__ = [
    "Advanced",
    "advance",
    "advance_many",
    "appraise",
    "cancel_submission",
    "change_round_close",
    "change_submission",
    "create_many",
    "create_nomination",
    "draft_submission",
    "edit_nomination",
    "endorse",
    "open_round",
    "propose",
    "recheck",
    "recheck_recipients",
    "record_state_refusal",
    "send_submission",
    "supplement",
    "withdraw",
]
