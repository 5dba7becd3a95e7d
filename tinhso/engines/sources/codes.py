"""Code lists of the population register, as names for reading.

Ethnic groups: QĐ 121-TCTK/PPCĐ of 02/03/1979, names as in today's lists.
"""

from typing import Final

_GROUPS: Final = (
    "Kinh|Tày|Thái|Hoa|Khơ-me|Mường|Nùng|Mông|Dao|Gia-rai|Ngái|Ê-đê|Ba-na|Xơ-đăng|Sán Chay|Cơ-ho|"
    "Chăm|Sán Dìu|Hrê|Mnông|Ra-glai|Xtiêng|Bru - Vân Kiều|Thổ|Giáy|Cơ-tu|Gié - Triêng|Mạ|Khơ-mú|"
    "Co|Tà-ôi|Chơ-ro|Kháng|Xinh-mun|Hà Nhì|Chu-ru|Lào|La Chí|La Ha|Phù Lá|La Hủ|Lự|Lô Lô|Chứt|"
    "Mảng|Pà Thẻn|Cơ Lao|Cống|Bố Y|Si La|Pu Péo|Brâu|Ơ-đu|Rơ-măm"
)
ETHNIC_GROUPS: Final = {f"{n:02d}": name for n, name in enumerate(_GROUPS.split("|"), start=1)}
COUNTRIES: Final = {"VN": "Việt Nam"}
