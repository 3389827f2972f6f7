"""What revoking some awards would mean, told before anybody signs: nothing is kept."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any

from django.urls import NoReverseMatch, reverse

from thidua.access.types import Actor
from thidua.achievements.beside import Consequence, Consequences
from thidua.achievements.models import AwardRecord
from thidua.achievements.types import RecordState
from thidua.eligibility import cascade, logic
from thidua.eligibility.cascade import Link
from thidua.eligibility.queries.cases import verdict_words
from thidua.eligibility.standings import grounds, under_way
from thidua.eligibility.types import Follow
from thidua.lawbook import load_book
from thidua.organisation.models import Recipient


def consequences(actor: Actor, record_ids: Collection[int]) -> Consequences:
    """Every award and nomination under way that counted one of these, with and without them, and what would be next.

    Awards are told whoever asks: the register is public. Nominations beyond the actor's scope are only counted.
    A constant number of queries for every 200 recipients; each of the law's answers takes milliseconds.
    """
    rows = AwardRecord.objects.filter(pk__in=set(record_ids), state=RecordState.ACTIVE)
    owners = dict(rows.values_list("pk", "recipient_id"))
    judge = partial(logic.answer, load_book())
    links: list[Link] = []
    for ground in grounds(set(owners.values()), owners.keys()).values():
        lost = {pk for pk, owner in owners.items() if owner == ground.recipient_id}
        links += cascade.cascade(lost, ground.revoked, ground.standings, ground.title_years, judge)
    return _Teller(actor, set(owners.values()), links).told()


class _Teller:
    """The links in words, for this actor."""

    def __init__(self, actor: Actor, recipient_ids: Collection[int], links: list[Link]) -> None:
        self.actor, self.links = actor, links
        ids = {link.standing.record_id for link in links} | {
            pk for link in links for each in link.follows for pk in (each.record_id, *each.through)
        }
        found = AwardRecord.objects.filter(pk__in=ids - {None}).select_related("unit") if links else []
        self.records = {row.pk: row for row in found}
        self.nominated = {each.id: each for each in under_way(recipient_ids)} if links else {}
        self.people = (
            dict(Recipient.objects.filter(pk__in=recipient_ids).values_list("pk", "name")) if links else {}
        )
        self.names = load_book().names

    def told(self) -> Consequences:
        lines, hidden = [], 0
        direct: dict[tuple[int | None, int | None], bool] = {}
        for link in self.links:
            each = link.standing
            direct[each.record_id, each.nomination_id] = link.stands
            line = self.line(
                each.record_id, each.nomination_id, 1, "", link.before["verdict"], link.after["verdict"], link.stands
            )  # fmt: skip
            if line is None:
                hidden += 1
            else:
                lines.append(line)
        told = set()
        for link in self.links:
            for follow in link.follows:
                key = (follow.record_id, follow.nomination_id)
                if key in told or (key in direct and not (direct[key] and not follow.stands)):
                    continue
                told.add(key)
                if (later := self.follow(follow)) is not None:
                    lines.append(later)
        return Consequences(tuple(lines), hidden)

    def follow(self, each: Follow) -> Consequence | None:
        through = ", ".join(self.short(self.records[pk]) for pk in each.through)
        return self.line(
            each.record_id, each.nomination_id, each.level, through, each.before, each.after, each.stands
        )

    def line(
        self,
        record_id: int | None,
        nomination_id: int | None,
        level: int,
        through: str,
        before: Any,
        after: Any,
        stands: bool,
    ) -> Consequence | None:
        """None for a nomination that the actor does not see."""
        if record_id is not None:
            record = self.records[record_id]
            who, award = record.recipient_name, self.short(record)
            url = self.address("achievements:record", record_id) if self.sees(record.unit.path) else ""
        else:
            nominated = self.nominated[nomination_id or 0]
            if not self.sees(*nominated.paths):
                return None
            who = self.people[nominated.recipient_id]
            award = self.names.get(nominated.award, nominated.award)
            url = self.address("nominations:detail", nominated.id)
        return Consequence(
            who,
            award,
            record_id is None,
            level,
            through,
            verdict_words(before),
            verdict_words(after),
            stands,
            url,
        )

    def short(self, record: AwardRecord) -> str:
        return f"{self.names.get(record.award, record.award)} năm {record.year}"

    def sees(self, *paths: str) -> bool:
        return self.actor.is_system or any(self.actor.posts_over(path) for path in paths)

    @staticmethod
    def address(name: str, pk: int) -> str:
        try:
            return reverse(name, args=[pk])
        except NoReverseMatch:
            return ""
