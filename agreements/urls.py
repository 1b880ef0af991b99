"""Paths of agreements and tasks."""

from django.urls import path

from agreements.views.agreements import agreement, agreements
from agreements.views.tasks import tasks

app_name = "agreements"
urlpatterns = [
    path("agreements/", agreements, name="agreements"),
    path("agreements/<slug:slug>/", agreement, name="agreement"),
    path("tasks/", tasks, name="tasks"),
]
