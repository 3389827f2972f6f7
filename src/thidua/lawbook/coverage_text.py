"""The coverage of the law as a Markdown document: `thidua law --coverage` prints it, docs/law-coverage.md holds it."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.kernel.formats import date_vi
from thidua.lawbook.book import LawBook
from thidua.lawbook.coverage import STATUS_VI, Coverage, Covered, Provision, totals_of
from thidua.lawbook.gaps import GAP_KIND_VI, GapEntry

_HEAD = """\
# Độ phủ của bộ quy định

Tệp này do lệnh `thidua law --coverage` sinh ra từ `src/thidua/lawbook/data/` và `src/thidua/lawbook/cases/`; không sửa
tay. Số dòng trong dữ liệu và danh sách trường hợp mẫu của từng điều xem ở trang “Độ phủ” hoặc `thidua law --article`.

Mỗi điều khoản bộ quy định nói đến: dùng ở đâu, đã đối chiếu với văn bản gốc hay chưa, được bao nhiêu
trường hợp mẫu kiểm tra. Thẩm quyền, tiền thưởng, hồ sơ, thủ tục không quyết định kết luận nên trường hợp mẫu không
kiểm tra.
"""


def coverage_text(book: LawBook, found: Coverage) -> str:
    """The whole document, ending in a line break."""
    return "\n".join([_HEAD, *_totals(found), *_instruments(found), *_articles(book, found), *_gaps(found)])


def totals_lines(found: Coverage) -> Iterator[tuple[str, int]]:
    """The counts on top, each with its words."""
    totals = found.totals
    yield "điều khoản bộ quy định nói đến", totals.provisions
    yield "đã đối chiếu với văn bản gốc", totals.checked
    yield "có chỗ chưa đối chiếu", totals.unchecked
    yield "còn thiếu: mới khai báo là chỗ trống, hoặc văn bản chưa được nạp", totals.missing
    yield "quyết định kết luận, có trường hợp mẫu kiểm tra", totals.tested
    yield "quyết định kết luận, chưa có trường hợp mẫu", totals.untested
    yield "chỗ trống được khai báo", len(found.gaps)
    yield "trường hợp mẫu", found.cases
    yield "danh hiệu, hình thức", found.awards
    yield "danh hiệu, hình thức đã có tiêu chuẩn", found.with_rules


def _totals(found: Coverage) -> Iterator[str]:
    yield "## Tổng số\n"
    yield "| Số | Là |\n|---:|---|"
    for words, count in totals_lines(found):
        yield f"| {count} | {words} |"
    yield ""


def _instruments(found: Coverage) -> Iterator[str]:
    yield "## Theo văn bản\n"
    yield "| Văn bản | Hiệu lực | Điều khoản | Đã đối chiếu | Chưa đối chiếu | Còn thiếu | Chỗ trống |"
    yield "|---|---|---:|---:|---:|---:|---:|"
    for each in found.covered:
        totals, instrument = totals_of(each.provisions), each.instrument
        until = date_vi(instrument.until) if instrument.until else ""
        counts = (totals.provisions, totals.checked, totals.unchecked, totals.missing, len(each.gaps))
        numbers = " | ".join(str(count or "") for count in counts)
        yield f"| {instrument.short} | {date_vi(instrument.first)} – {until} | {numbers} |"
    yield ""


def _articles(book: LawBook, found: Coverage) -> Iterator[str]:
    for each in found.covered:
        if each.articles:
            yield from _instrument(book, each)


def _instrument(book: LawBook, covered: Covered) -> Iterator[str]:
    instrument = covered.instrument
    yield f"## {instrument.short}\n"
    yield f"{instrument.title}\n"
    yield "| Điều khoản | Dùng ở | Đối chiếu | Trường hợp mẫu |\n|---|---|---|---:|"
    for provision in covered.provisions:
        place = book.citation(provision.cite).place or "toàn văn bản"
        cases = str(len(provision.cases)) if provision.decides else "–"
        yield f"| {place} | {_uses(provision)} | {_status(provision)} | {cases} |"
    yield ""


def _uses(provision: Provision) -> str:
    """The awards and rules, sort by sort."""
    sorts: dict[str, dict[str, dict[str, None]]] = {}
    for use in provision.uses:
        rules = sorts.setdefault(use.sort_vi, {}).setdefault(use.award or use.scope or "chung", {})
        rules[use.rule if use.rule != use.award else ""] = None
    said = []
    for sort, awards in sorts.items():
        listed = [
            f"{award} ({', '.join(rule for rule in rules if rule)})" if any(rules) else award
            for award, rules in awards.items()
        ]
        said.append(f"{sort}: {'; '.join(listed)}")
    return ". ".join(said)


def _status(provision: Provision) -> str:
    reasons = dict.fromkeys(use.because for use in provision.uses if use.because)
    why = f": {'; '.join(reasons)}" if reasons and provision.status != "checked" else ""
    gaps = f" (chỗ trống: {', '.join(provision.gaps)})" if provision.gaps else ""
    return f"{STATUS_VI[provision.status]}{why}{gaps}".replace("|", "/")


def _gaps(found: Coverage) -> Iterator[str]:
    yield "## Chỗ trống được khai báo\n"
    for kind, title in GAP_KIND_VI.items():
        listed = [gap for gap in found.gaps if gap.kind == kind]
        if not listed:
            continue
        yield f"### {title}\n"
        for gap in listed:
            yield (
                f"- **{gap.title}** (`{gap.id}`; {_about(gap)}). {gap.unknown}. Trong khi chờ: {gap.effect}. "
                + (f"Trả lời được: {gap.settled_by}.")
            )
        yield ""


def _about(gap: GapEntry) -> str:
    return "; ".join(
        f"{source.instrument} Đ{', Đ'.join(source.articles)}" if source.articles else source.instrument
        for source in gap.about
    )


def article_text(book: LawBook, covered: Covered, article: str | None) -> str:
    """Where one article (or the whole instrument) stands in the data, file and line, and which cases test it."""
    lines = []
    for each in covered.articles:
        if article is not None and each.number != article:
            continue
        for provision in each.provisions:
            lines.append(f"{provision.words} – {STATUS_VI[provision.status]}")
            for use in provision.uses:
                award = f"{use.award or use.scope}: " if use.award or use.scope else ""
                unread = f" [chưa đối chiếu: {use.because}]" if use.because else ""
                lines.append(f"  {use.file}:{use.line}: {use.sort_vi}: {award}{use.title}{unread}")
            if provision.cases:
                lines.append(f"  Trường hợp mẫu ({len(provision.cases)}): {', '.join(provision.cases)}")
    for gap in covered.gaps:
        if article is None or any(book.citation(cite).article == article for cite in gap.cites):
            lines.append(f"Chỗ trống {gap.id}: {gap.title}. {gap.unknown}.")
    return "\n".join(lines)
