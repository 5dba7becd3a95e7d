"""Addresses under /tai-khoan/: allauth's pages that we use, under Vietnamese names, and our own.

What is not here (sign-up, e-mail, password by mail, connections) does not exist.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.urls import include, path

from . import first_factor, views
from .guards import official_required

officials_only = official_required()  # citizens have no password here

own = [
    path("", views.overview, name="overview"),
    path("ve-nha/", views.home, name="home"),
    path("vi-tri/", views.choose_post, name="choose_post"),
    path("ngon-ngu/", views.choose_language, name="language"),
    path("dong-ho/", views.move_clock, name="clock"),
]

urlpatterns = [
    path("", include((own, "identity"))),
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", views.sign_out, name="account_logout"),
    path("tam-khoa/", account.account_inactive, name="account_inactive"),
    path("xac-nhan-lai/", account.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/", officials_only(account.password_change), name="account_change_password"),
    path("vneid/", views.vneid_login, {"provider_id": "vneid"}, name="openid_connect_login"),
    path(
        "vneid/tra-ve/",
        views.vneid_callback,
        {"provider_id": "vneid"},
        name="openid_connect_callback",
    ),
    path("vneid/da-huy/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("vneid/loi/", social.login_error, name="socialaccount_login_error"),
    path("hai-lop/", mfa.index, name="mfa_index"),
    path("hai-lop/ma/", mfa.authenticate, name="mfa_authenticate"),
    path("hai-lop/ma-lai/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("hai-lop/ung-dung/", first_factor.activate_totp, name="mfa_activate_totp"),
    path("hai-lop/ung-dung/bo/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("hai-lop/ma-giay/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "hai-lop/ma-giay/tao-moi/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "hai-lop/ma-giay/tai-ve/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("hai-lop/khoa/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("hai-lop/khoa/them/", first_factor.add_webauthn, name="mfa_add_webauthn"),
    path(
        "hai-lop/khoa/dung/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"
    ),
    path("hai-lop/khoa/dang-nhap/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("hai-lop/khoa/<int:pk>/bo/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("hai-lop/khoa/<int:pk>/sua/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
]
