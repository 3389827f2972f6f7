"""The closed vocabulary of conditions that rules are written in; `VOCABULARY` maps the word to its condition."""

from __future__ import annotations

from thidua.lawbook.predicates import (
    awards,
    collectives,
    deeds,
    experience,
    gates,
    initiatives,
    limits,
    occasions,
    service,
    standing,
    tenure,
)
from thidua.lawbook.predicates.base import Predicate

VOCABULARY: dict[str, type[Predicate]] = {
    "rated": standing.Rated,
    "rated_some": standing.RatedSome,
    "titled": standing.Titled,
    "successive_titles": standing.SuccessiveTitles,
    "meets": standing.Meets,
    "initiatives": initiatives.Initiatives,
    "stable_model": initiatives.StableModel,
    "served_months": service.ServedMonths,
    "no_penalty": service.NoPenalty,
    "leave_below": service.LeaveBelow,
    "study_accepted": service.StudyAccepted,
    "previous_unit_comment": service.PreviousUnitComment,
    "tenure": tenure.Tenure,
    "experience": experience.Experience,
    "round_anniversary": occasions.RoundAnniversary,
    "in_cycle": occasions.InCycle,
    "share": collectives.Share,
    "heads": collectives.Heads,
    "no_member_penalised": collectives.NoMemberPenalised,
    "first_in_cluster": collectives.FirstInCluster,
    "existed": collectives.Existed,
    "not_dissolved": collectives.NotDissolved,
    "outside_flag_list": collectives.OutsideFlagList,
    "prior_award": awards.PriorAward,
    "award_sets": awards.AwardSets,
    "years_since": awards.YearsSince,
    "period_not_rewarded": awards.PeriodNotRewarded,
    "deed_not_rewarded": awards.DeedNotRewarded,
    "one_state_award_a_year": awards.OneStateAwardAYear,
    "in_movement": deeds.InMovement,
    "attested": deeds.Attested,
    "contributed": deeds.Contributed,
    "no_open_hold": gates.NoOpenHold,
    "registered": gates.Registered,
    "local_standard": gates.LocalStandard,
    "not_loaded": gates.NotLoaded,
    "quota": limits.Quota,
}
"""Names as they stand after `need:` in the rules."""

__all__ = ["VOCABULARY", "Predicate"]
