"""Facts of invented people, as the owners of the papers would give them."""

from typing import Any

RECEIPT: dict[str, Any] = {
    "made_at": "2026-08-13T09:15:00+07:00",
    "code": "H99.112-260813-0001",
    "number": "0001/TNHS",
    "place": "Hạc Lâm",
    "agency": {
        "parent": "Ủy ban nhân dân xã Hạc Lâm",
        "name": "Trung tâm Phục vụ hành chính công",
    },
    "receiving_unit": "Trung tâm Phục vụ hành chính công xã Hạc Lâm",
    "online": True,
    "applicant": {
        "name": "Trần Thị Quỳnh Như",
        "id_number": "099196000017",
        "address": "Thôn Đông, xã Hạc Lâm, tỉnh An Bình",
        "phone": "0999 000 017",
        "email": "nhu.ttq@example.vn",
    },
    "procedure": {"code": "1.001193", "name": "Đăng ký khai sinh"},
    "about": "Đăng ký khai sinh cho cháu Nguyễn Trần Minh Khuê",
    "papers": [
        {
            "name": "Tờ khai đăng ký khai sinh",
            "count": 1,
            "kind": "electronic",
            "note": "điền trực tuyến",
        },
        {"name": "Giấy chứng sinh", "count": 1, "kind": "original"},
        {"name": "Giấy chứng nhận kết hôn", "count": 1, "kind": "certified"},
    ],
    "sets": "01",
    "fee": "Không",
    "limit": "Trong ngày",
    "received_at": "2026-08-13T02:15:00+00:00",
    "due_at": "2026-08-13T17:00:00+07:00",
    "derivation": [
        "Hồ sơ được tiếp nhận lúc 09:15 ngày 13/08/2026, trước 15 giờ.",
        "Thời hạn theo quy định là trong ngày; ngày 13/08/2026 là ngày làm việc.",
        "Hẹn trả vào cuối giờ làm việc: 17:00 ngày 13/08/2026.",
    ],
    "delivery": "Kho quản lý dữ liệu điện tử; bản giấy nhận tại Trung tâm",
    "officer": {"name": "Lê Thị Ánh Nguyệt"},
    "tracking": {"address": "anbinh.example.vn/tra-cuu", "secret": "K7PM-4XQD"},
    "hotline": "1900 0000",
    "qr": "https://anbinh.example.vn/tra-cuu/H99.112-260813-0001?s=K7PM4XQD",
}

BIRTH_CERTIFICATE: dict[str, Any] = {
    "made_at": "2026-08-13T10:30:00+07:00",
    "agency": {"parent": "Ủy ban nhân dân tỉnh An Bình", "name": "Ủy ban nhân dân xã Hạc Lâm"},
    "number": "128/2026",
    "place": "Hạc Lâm",
    "child": {
        "full_name": "Nguyễn Trần Minh Khuê",
        "born_on": "2026-08-04",
        "born_in_words": "Ngày bốn tháng tám năm hai nghìn không trăm hai mươi sáu",
        "sex": "Nữ",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
        "birth_place": "Bệnh viện Đa khoa An Bình, phường Vân Khê, tỉnh An Bình",
        "home_town": "Xã Hạc Lâm, tỉnh An Bình",
        "personal_number": "099326000128",
    },
    "mother": {
        "full_name": "Trần Thị Quỳnh Như",
        "born": "1996",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
        "residence": "Thôn Đông, xã Hạc Lâm, tỉnh An Bình",
        "personal_number": "099196000017",
    },
    "father": {
        "full_name": "Nguyễn Đức Thắng",
        "born": "1994",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
        "residence": "Thôn Đông, xã Hạc Lâm, tỉnh An Bình",
        "personal_number": "099094000023",
    },
    "applicant": {
        "full_name": "Trần Thị Quỳnh Như",
        "relation": "mẹ",
        "id_paper": "Căn cước số 099196000017",
    },
    "registered": {
        "agency": "Ủy ban nhân dân xã Hạc Lâm, tỉnh An Bình",
        "on": "2026-08-13",
        "book": "Sổ đăng ký khai sinh năm 2026",
        "number": "128",
    },
    "signer": {"title": "Chủ tịch Ủy ban nhân dân", "name": "Đỗ Minh Khoa"},
    "verify": {
        "address": "anbinh.example.vn/xac-minh",
        "code": "7QXM-2KDP-9TRW-4HCN",
    },
    "qr": "https://anbinh.example.vn/xac-minh/7QXM2KDP9TRW4HCN",
}
