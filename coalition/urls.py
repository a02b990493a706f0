"""Every public route, by noun. A route's name is its view's name; its path is its template's folder."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import include, path, register_converter

from articles.views import article_detail, article_download, article_list, proof_detail
from coalition.downloads import FileFormatConverter
from coalition.views.about import about, accuracy
from coalition.views.accounts import (
    PasswordChange,
    SignIn,
    account,
    second_factor,
    second_factor_end,
    sign_in_code,
    to_sign_in,
)
from coalition.views.asks import ask_download, ask_list
from coalition.views.cities import city_detail, city_download, city_list
from coalition.views.comparison import comparison_download, nation_compare
from coalition.views.corrections import CorrectionFeed, correction_list
from coalition.views.home import home
from coalition.views.meetings import meeting_detail, meeting_download, meeting_list
from coalition.views.ministers import minister_detail, minister_download, minister_list
from coalition.views.nations import nation_detail, nation_download, nation_list
from coalition.views.pledges import pledge_detail, pledge_download, pledge_list
from coalition.views.search import search

register_converter(FileFormatConverter, "file_format")

nation_urls = [
    path("", nation_list, name="nation_list"),
    path("compare/", nation_compare, name="nation_compare"),
    path("compare.<file_format:extension>", comparison_download, name="comparison_download"),
    path("<slug:slug>/", nation_detail, name="nation_detail"),
]

pledge_urls = [
    path("", pledge_list, name="pledge_list"),
    path("<int:pk>/", pledge_detail, name="pledge_detail"),
]

meeting_urls = [
    path("", meeting_list, name="meeting_list"),
    path("<slug:slug>/", meeting_detail, name="meeting_detail"),
]

minister_urls = [
    path("", minister_list, name="minister_list"),
    path("<slug:slug>/", minister_detail, name="minister_detail"),
]

city_urls = [
    path("", city_list, name="city_list"),
    path("<slug:slug>/", city_detail, name="city_detail"),
]

article_urls = [
    path("", article_list, name="article_list"),
    path("<int:pk>/", article_detail, name="article_detail"),
]

account_urls = [
    path("", account, name="account"),
    path("password/", PasswordChange.as_view(), name="account_password"),
    path("second-factor/", second_factor, name="second_factor"),
    path("second-factor/end/", second_factor_end, name="second_factor_end"),
]

urlpatterns = [
    path("", home, name="home"),
    path("nations/", include(nation_urls)),
    path("nations.<file_format:extension>", nation_download, name="nation_download"),
    path("pledges/", include(pledge_urls)),
    path("pledges.<file_format:extension>", pledge_download, name="pledge_download"),
    path("asks/", ask_list, name="ask_list"),
    path("asks.<file_format:extension>", ask_download, name="ask_download"),
    path("meetings/", include(meeting_urls)),
    path("meetings.<file_format:extension>", meeting_download, name="meeting_download"),
    path("ministers/", include(minister_urls)),
    path("ministers.<file_format:extension>", minister_download, name="minister_download"),
    path("cities/", include(city_urls)),
    path("cities.<file_format:extension>", city_download, name="city_download"),
    path("articles/", include(article_urls)),
    path("articles.<file_format:extension>", article_download, name="article_download"),
    path("proof/<slug:kind>/<int:pk>/", proof_detail, name="proof_detail"),
    path("search/", search, name="search"),
    path("corrections/", correction_list, name="correction_list"),
    path("corrections.atom", CorrectionFeed(), name="correction_feed"),
    path("about/", about, name="about"),
    path("about/accuracy/", accuracy, name="accuracy"),
    path("sign-in/", SignIn.as_view(), name="sign_in"),
    path("sign-in/code/", sign_in_code, name="sign_in_code"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("account/", include(account_urls)),
    path("desk/", include("articles.desk.urls")),
    path("admin/login/", to_sign_in),
    path("admin/", admin.site.urls),
]
