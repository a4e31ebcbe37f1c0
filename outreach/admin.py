"""The hardships at /sysadmin/: the bureau's own words, in and out as files (handbook §13)."""

from django.contrib import admin
from import_export.admin import ImportExportModelAdmin

from outreach.models import Hardship
from stations.admin import site


@admin.register(Hardship, site=site)
class HardshipAdmin(ImportExportModelAdmin):
    list_display = ("label", "code", "order", "is_used")
    search_fields = ("label", "code")
