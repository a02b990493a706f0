"""Every public route, by noun. A route's name is its view's name; its path is its template's folder."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from articles.views import article_detail, article_list
from coalition.views.about import about, accuracy
from coalition.views.cities import city_detail, city_list
from coalition.views.home import home
from coalition.views.meetings import meeting_detail, meeting_list
from coalition.views.ministers import minister_detail, minister_list
from coalition.views.nations import nation_detail, nation_list
from coalition.views.pledges import pledge_detail, pledge_list
from coalition.views.search import search

nation_urls = [
    path("", nation_list, name="nation_list"),
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

urlpatterns = [
    path("", home, name="home"),
    path("nations/", include(nation_urls)),
    path("pledges/", include(pledge_urls)),
    path("meetings/", include(meeting_urls)),
    path("ministers/", include(minister_urls)),
    path("cities/", include(city_urls)),
    path("articles/", include(article_urls)),
    path("search/", search, name="search"),
    path("about/", about, name="about"),
    path("about/accuracy/", accuracy, name="accuracy"),
    path("admin/", admin.site.urls),
]
