"""The site map, and beside it the least that a page of it can cost: the floor the others are compared with."""

from django.http import HttpResponse
from django.urls import include, path


def hello(request):
    return HttpResponse("Hello, world")


urlpatterns = [path("hello/", hello), path("", include("dtracker.urls"))]
