"""What the book answers with: an award of the catalogue, the vote it needs, its bonus, a paper of its dossier."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from thidua.lawbook import terms
from thidua.lawbook.schema import AwardEntry, AwardKind, DossierEntry, VoteEntry


@dataclass(frozen=True, slots=True)
class VoteRule:
    """The yes votes an award needs, counted on all members of the council, absent ones included.

    `council`: the vote of the province's council (`province`), or of the council of each level that proposes.
    """

    share: Fraction
    council: terms.Council
    ballot: bool
    secret: bool | None
    cites: tuple[str, ...]
    checked: bool
    because: str | None = None

    def needed(self, members: int) -> int:
        """The smallest number of yes votes that reaches the share of `members`."""
        return -(-members * self.share.numerator // self.share.denominator)


@dataclass(frozen=True, slots=True)
class Bonus:
    """A bonus: coefficient in thousandths × base salary, exact (`raw`) and as paid (`payable`), in đồng."""

    coefficient_milli: int
    base_salary: int
    raw: Fraction
    payable: int
    cites: tuple[str, ...]
    checked: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a dossier."""

    name: str
    required: bool
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Award:
    """One award of the catalogue; `family_votes` and `family_dossiers` are what awards of its family share."""

    entry: AwardEntry
    family_votes: tuple[VoteEntry, ...] = ()
    family_dossiers: tuple[DossierEntry, ...] = ()

    @property
    def code(self) -> str:
        """Its code in records, URLs and the API."""
        return self.entry.code

    @property
    def name(self) -> str:
        """Its Vietnamese name as the law writes it."""
        return self.entry.name

    @property
    def short_name(self) -> str:
        """Its usual abbreviation."""
        return self.entry.short_name

    @property
    def kind(self) -> AwardKind:
        """`title` (danh hiệu thi đua) or `form` (hình thức khen thưởng)."""
        return self.entry.kind

    @property
    def level(self) -> terms.Level:
        """The level at which it is usually decided."""
        return self.entry.level

    @property
    def rank(self) -> int:
        """Order of precedence, greater is higher."""
        return self.entry.rank

    @property
    def recipients(self) -> tuple[terms.Kind, ...]:
        """The kinds of recipient it is for."""
        return self.entry.recipients

    @property
    def voted_by(self) -> terms.Council | None:
        """Whose vote the law speaks of, by its latest text; None where no text states a share."""
        return self.votes[-1].council if self.votes else None

    @property
    def votes(self) -> tuple[VoteEntry, ...]:
        """The votes the law asks: its own, else those of its family."""
        return self.entry.votes or self.family_votes

    @property
    def dossiers(self) -> tuple[DossierEntry, ...]:
        """The lists of papers: its own, then those of its family."""
        return (*self.entry.dossier, *self.family_dossiers)

    @property
    def has_rules(self) -> bool:
        """Whether any standard was loaded; without one every check is unknown."""
        return any(version.criteria for version in self.entry.standards)


def vote_rule(entry: VoteEntry) -> VoteRule:
    """The vote an entry of the data asks."""
    return VoteRule(
        Fraction(*entry.share),
        entry.council,
        entry.ballot,
        entry.secret,
        entry.cites,
        entry.checked,
        entry.because,
    )
