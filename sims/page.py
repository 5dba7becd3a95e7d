"""The plain page that every simulator shows: labelled as one, no outside assets."""

from html import escape

from werkzeug.wrappers import Response

STYLE = """
*{box-sizing:border-box}body{margin:0;font:16px/1.55 "Be Vietnam Pro",system-ui,sans-serif;
color:#1c2230;background:#f4f2ee}header{background:#7a1f1f;color:#fff;padding:.6rem 1.2rem;
font-size:.9rem}header b{background:#ffd766;color:#3b2200;border-radius:3px;padding:.05rem .45rem;
margin-right:.5rem}main{max-width:46rem;margin:2rem auto;padding:1.5rem 1.8rem;background:#fff;
border-radius:10px;box-shadow:0 1px 4px #0002}h1{font-size:1.5rem;margin:0 0 1rem;line-height:1.3}
a{color:#8c1d1d}code{background:#f1eee8;padding:.1rem .3rem;border-radius:3px}
.people{display:grid;gap:.6rem;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr))}
button{font:inherit;cursor:pointer;border-radius:8px;border:1px solid #8c1d1d;background:#8c1d1d;
color:#fff;padding:.5rem 1rem;min-height:44px}button.plain{background:#fff;color:#8c1d1d}
button.who{display:flex;flex-direction:column;text-align:left;background:#fff;color:inherit;
border-color:#c9c3b8}button.who:hover{border-color:#8c1d1d;background:#fdf6f5}
button:focus-visible,input:focus-visible,a:focus-visible{outline:3px solid #1d5fa8;
outline-offset:2px}.who span{color:#5b6170;font-variant-numeric:tabular-nums}
.own{margin-top:1.5rem;border-top:1px solid #e2ddd3;padding-top:1rem}label{display:block;
font-weight:600;margin-bottom:.3rem}input{font:inherit;padding:.45rem .6rem;
border:1px solid #77705f;border-radius:8px;min-height:44px}
.problem{border-left:5px solid #b3261e;background:#fdecea;
padding:.6rem .9rem}table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.5rem
.6rem .5rem 0;border-bottom:1px solid #e9e4da;vertical-align:top}.code{font:700 1.5rem/1.2
ui-monospace,monospace;letter-spacing:.08em;white-space:nowrap}small,.dim{color:#5b6170}
@media(max-width:40rem){main{margin:0;border-radius:0;padding:1rem}table,tbody,tr,td{display:block}
thead{display:none}td{border:0;padding:.1rem 0}tr{border-bottom:1px solid #e9e4da;padding:.6rem 0}}
"""


def page(
    title: str,
    body: str,
    *,
    status: int = 200,
    stands_for: str = "một hệ thống quốc gia",
    targets: str = "",
    refresh: int = 0,
) -> Response:
    """Return a page with `body` (trusted HTML); its forms may go to `targets` as well."""
    again = f'<meta http-equiv="refresh" content="{refresh}">' if refresh else ""
    response = Response(
        f"""<!doctype html><html lang="vi"><head><meta charset="utf-8">{again}
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{escape(title)} (mô phỏng)</title><style>{STYLE}</style></head><body>
<header role="banner"><b>MÔ PHỎNG</b>Trang này đóng vai {escape(stands_for)}.
Mọi người và dữ liệu ở đây đều là giả định.</header>
<main><h1>{escape(title)}</h1>{body}</main></body></html>""",
        status,
        content_type="text/html; charset=utf-8",
    )
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action 'self' {targets}"
    ).strip()
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
