"""An article for an editor: all its words, nothing that breaks the file, the same file for the same words."""

from __future__ import annotations

import datetime as dt
import io

import docx

from thidua.papers.article import Article, article_docx

ARTICLE = Article(
    "Người giữ lửa", "Một nghệ nhân\x00 dạy trẻ.", ("Đoạn một.", "Dòng một\nDòng hai"),
    (("anh-1.jpg", "Lớp học"),), ("Đã đồng ý ngày 15/12/2021.",), "Bà Mẫu, Huyện Cư Jút", dt.date(2021, 12, 15),
)  # fmt: skip


def test_words_pictures_and_notes_stand_in_order() -> None:
    package = docx.Document(io.BytesIO(article_docx(ARTICLE)))
    lines = [each.text for each in package.paragraphs]
    assert lines == [
        "Người giữ lửa",
        "Một nghệ nhân dạy trẻ.",
        "Đoạn một.",
        "Dòng một\nDòng hai",
        "Bà Mẫu, Huyện Cư Jút",
        "Ảnh kèm theo",
        "anh-1.jpg: Lớp học",
        "Ghi chú gửi ban biên tập (không đăng)",
        "Đã đồng ý ngày 15/12/2021.",
    ]
    assert package.core_properties.title == "Người giữ lửa"
    assert {run.font.size.pt for each in package.paragraphs for run in each.runs if run.font.size} == {14, 18}
