"""The pictures of spread say what the table says: who learnt from whom, how many where."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thidua.exemplars.drawing import BOX, INDENT, LINE, draw_map, draw_tree
from thidua.exemplars.logic import tree
from thidua.exemplars.types import Copy


@st.composite
def copies(draw: st.DrawFn) -> list[Copy]:
    """Copies, each from the exemplar or from one made before it."""
    count = draw(st.integers(0, 25))
    return [
        Copy(number, draw(st.sampled_from([None, *range(1, number)])), 100 + number)
        for number in range(1, count + 1)
    ]


@given(copies())
def test_every_line_leads_from_whom_it_was_learnt(rows: list[Copy]) -> None:
    order = tree(rows)
    picture = draw_tree("Trường A", [(depth, f"Đơn vị {pk}", False) for depth, pk in order])
    place = {pk: node for (_, pk), node in zip(order, picture.nodes[1:], strict=True)}
    parents = {row.id: row.parent for row in rows}
    assert len(picture.lines) == len(rows)
    for (_, pk), line in zip(order, picture.lines, strict=True):
        parent = parents[pk]
        above = picture.nodes[0] if parent is None else place[parent]
        assert place[pk].x == above.x + INDENT and place[pk].y > above.y
        start, rest = line[1:].split("V")
        assert start.split() == [str(above.x + INDENT // 2), str(above.y + LINE - 10)]
        assert rest.split("H")[1] == str(place[pk].x)
    assert len({node.y for node in picture.nodes}) == len(picture.nodes)
    assert all(node.x + BOX <= picture.width and node.y < picture.height for node in picture.nodes)


def test_a_copy_of_a_copy_of_a_copy_stands_below_it() -> None:
    picture = draw_tree("A", [(0, "B", True), (1, "C", False), (2, "D", False), (0, "E" * 60, False)])
    assert [node.x // INDENT for node in picture.nodes] == [0, 1, 2, 3, 1]
    assert [node.tone for node in picture.nodes] == ["honour", "good", "neutral", "neutral", "neutral"]
    assert picture.nodes[-1].name.endswith("…") and picture.nodes[-1].whole == "E" * 60


def test_the_map_marks_the_home_and_counts_who_copied() -> None:
    drawn = draw_map([("662", "Huyện Cư Jút", 2, True), ("664", "Huyện Đắk Mil", 0, False)])
    assert [(tile.figure, tile.tone) for tile in drawn.tiles] == [("★ 2", "good"), ("0", "done")]
    assert drawn.tiles[0].x < drawn.tiles[1].x + 1
    assert "gần đúng vị trí" in drawn.remark
    assert "không theo vị trí" in draw_map([("x", "Xã A", 1, False)]).remark
