"""Where the pages of a draft live: the forms engine renders them, this room owns the addresses."""

from django.urls import reverse

from tinhso.engines.forms.web.kit import FormUrls


def urls_of(draft_uid: object) -> FormUrls:
    uid = str(draft_uid)
    return FormUrls(
        page=lambda page_id: reverse("cases:page", args=[uid, page_id]),
        tasks=lambda: reverse("cases:tasks", args=[uid]),
        check=lambda: reverse("cases:check", args=[uid]),
        submit=lambda: reverse("cases:submit", args=[uid]),
        upload=lambda file_uid: reverse("cases:upload", args=[uid, file_uid]),
        places=lambda: reverse("cases:places"),
        leave=lambda: reverse("cases:mine"),
    )
