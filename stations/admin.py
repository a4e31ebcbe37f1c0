"""Code tables at /sysadmin/: other names of places, in and out as files.

A site of its own: Django's shared one also shows what libraries register there (devices, attempts, groups).
"""

from django.contrib import admin
from import_export.admin import ImportExportModelAdmin

from stations.models import DivisionAlias

site = admin.AdminSite(name="admin")


@admin.register(DivisionAlias, site=site)
class DivisionAliasAdmin(ImportExportModelAdmin):
    list_display = ("name", "division")
    list_select_related = ("division",)
    search_fields = ("name", "division__name")
    raw_id_fields = ("division",)
