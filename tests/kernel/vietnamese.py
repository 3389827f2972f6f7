"""Vietnamese for the kernel's tests: letters, syllables and running text, and strategies over them."""

from __future__ import annotations

from hypothesis import strategies as st

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")

PROSE = """
Phát động phong trào thi đua thực hiện thắng lợi nhiệm vụ phát triển kinh tế, xã hội, bảo đảm quốc phòng, an ninh
trên địa bàn tỉnh. Tập thể lao động xuất sắc, chiến sĩ thi đua cơ sở, lao động tiên tiến được bình xét công khai,
chính xác, kịp thời. Thủ trưởng các sở, ban, ngành, chủ tịch ủy ban nhân dân các huyện chịu trách nhiệm tổ chức thực
hiện. Khen thưởng người trực tiếp lao động, sản xuất, công tác ở vùng sâu, vùng xa, biên giới và hải đảo. Quyết định
khen thưởng phải căn cứ vào thành tích đạt được, không phân biệt đối tượng, bảo đảm khuyến khích động viên kịp thời.
Gương người tốt, việc tốt cần được phát hiện, bồi dưỡng, tổng kết và nhân rộng thường xuyên ở mọi đơn vị trường học,
xã, phường, thị trấn. Hội đồng xét duyệt sáng kiến, đề tài nghiên cứu khoa học có phạm vi ảnh hưởng rộng.
"""

NAMES = (
    "Nguyễn Văn An",
    "Trần Thị Bích Ngọc",
    "Lê Hoàng Dũng",
    "Phạm Thị Ánh Tuyết",
    "Võ Đình Khôi",
    "Đặng Quốc Hưởng",
    "Huỳnh Mỹ Duyên",
    "Bùi Thị Huệ",
    "Đỗ Nhật Quỳnh",
    "Hồ Đức Thắng",
    "Lý Thu Thủy",
    "Tạ Hữu Nghĩa",
    "Dương Quý",
    "Vũ Thị Giềng",
    "Mai Xuân Trường",
    "Đoàn Kiều Oanh",
)

words_of_prose = st.sampled_from(sorted(set(PROSE.replace(",", " ").replace(".", " ").split())))
letters = st.builds(
    lambda base, tone, upper: (base + tone).upper() if upper else base + tone,
    st.sampled_from(VOWELS),
    st.sampled_from(TONES),
    st.booleans(),
)
