"""Sentences of forms: refusals, what to correct, and where an answer came from."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "forms.unknown_form": _("There is no such form."),
    "forms.not_publishable": _("The form %(form)s cannot be published: %(why)s"),
    "forms.draft_not_found": _("We could not find this unfinished application."),
    "forms.page_not_found": _("This page is not part of your application."),
    "forms.already_sent": _("This application was already submitted, so it can no longer change."),
    "forms.expired": _("This unfinished application was kept until %(day)s. Please begin again."),
    "forms.sign_in": _("Sign in to fill in a form."),
    "forms.said": _("%(text)s"),
    "forms.enter": _("Enter %(label)s"),
    "forms.choose": _("Choose %(label)s"),
    "forms.upload": _("Add a file: %(label)s"),
    "forms.agree": _("Tick the box to declare that what you wrote is true"),
    "forms.bad_date": _("Enter a real date for %(label)s, for example 17 11 2026"),
    "forms.not_a_number": _("Enter %(label)s as a whole number"),
    "forms.personal_number": _("Enter %(label)s as 12 digits"),
    "forms.phone": _("Enter %(label)s as 10 digits beginning with 0"),
    "forms.email": _("Enter %(label)s like name@example.vn"),
    "forms.too_long": _("Shorten %(label)s to %(limit)s characters"),
    "forms.too_short": _("Enter at least %(limit)s characters for %(label)s"),
    "forms.too_small": _("Enter %(limit)s or more for %(label)s"),
    "forms.too_large": _("Enter %(limit)s or less for %(label)s"),
    "forms.too_many_files": _("Keep at most %(limit)s files for %(label)s"),
    "forms.wrong": _("Correct %(label)s"),
    "forms.choose_place": _("Choose the commune for %(label)s from the list"),
    "forms.no_place": _("No commune has the name “%(asked)s”. Type another name, an old one works"),
    "forms.changed_elsewhere": _(
        "You changed %(label)s in another window. There: %(theirs)s. Here: %(mine)s."
        " Press Continue to keep what is here"
    ),
    "forms.origin.typed": _("Typed by the applicant"),
    "forms.origin.account": _("From your account"),
    "forms.origin.population": _("From the population register"),
    "forms.origin.vault": _("From your data vault"),
    "forms.origin.earlier_case": _("From an earlier application"),
    "forms.origin.birth_record": _("From the electronic birth record"),
}
