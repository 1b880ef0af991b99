"""Paths of agreements and tasks."""

from django.urls import path

from agreements.views.agreements import agreement, agreements
from agreements.views.bodies import bodies, body
from agreements.views.chain import gaps, serving
from agreements.views.log import assign, conclude, edit_entry, entries, entry, new_entry
from agreements.views.many_tasks import change_tasks
from agreements.views.task_editing import edit_task, new_task
from agreements.views.task_imports import import_confirm, import_preview, import_tasks, tasks_file
from agreements.views.task_page import product, take_step, task
from agreements.views.tasks import task_board, task_timeline, tasks

app_name = "agreements"
urlpatterns = [
    path("agreements/", agreements, name="agreements"),
    path("agreements/<slug:slug>/", agreement, name="agreement"),
    path("log/", entries, name="log"),
    path("log/conclusions/<int:pk>/task/", assign, name="assign"),
    path("log/<str:kind>/new/", new_entry, name="new_entry"),
    path("log/event/<slug:code>/conclude/", conclude, name="conclude"),
    path("log/<str:kind>/<slug:code>/", entry, name="entry"),
    path("log/<str:kind>/<slug:code>/edit/", edit_entry, name="edit_entry"),
    path("gaps/", gaps, name="gaps"),
    path("bodies/", bodies, name="bodies"),
    path("bodies/<slug:code>/", body, name="body"),
    path("indicators/<slug:code>/serving/", serving, name="serving_everywhere"),
    path("provinces/<slug:slug>/indicators/<slug:code>/serving/", serving, name="serving"),
    path("tasks/", tasks, name="tasks"),
    path("tasks/board/", task_board, name="task_board"),
    path("tasks/timeline/", task_timeline, name="task_timeline"),
    path("tasks/change/", change_tasks, name="change_tasks"),
    path("tasks/import/", import_tasks, name="import_tasks"),
    path("tasks/import/<int:pk>/", import_preview, name="import_preview"),
    path("tasks/import/<int:pk>/confirm/", import_confirm, name="import_confirm"),
    path("tasks/tasks.xlsx", tasks_file, name="tasks_file"),
    path("tasks/new/", new_task, name="new_task"),
    path("tasks/products/<int:pk>/", product, name="task_product"),
    path("tasks/<slug:code>/", task, name="task"),
    path("tasks/<slug:code>/edit/", edit_task, name="edit_task"),
    path("tasks/<slug:code>/<str:step>/", take_step, name="task_step"),
]
