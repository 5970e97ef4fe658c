"""Given to other environments: never changes."""

from django.urls import path

from cms.promote import asked

urlpatterns = [
    path("rows/", asked.rows, name="promotion_rows"),
    path("package/", asked.package, name="promotion_package"),
    path("file/", asked.file, name="promotion_file"),
]
