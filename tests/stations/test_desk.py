"""What waits for the second administrator stands on the home page."""

from datetime import timedelta

from django.utils import timezone

from stations.actions import create_integration


def test_an_integration_waits_on_the_home_page_of_who_approves(enter, network, system_admin, security_admin):
    today = timezone.localdate()
    create_integration(
        by=system_admin, name="省厅汇聚平台", purpose="汇聚", station=network["赤壁市"], role="data_admin",
        permissions=["person.view"], expires_on=today + timedelta(days=9), today=today,
    )  # fmt: skip
    assert "省厅汇聚平台" in enter(security_admin).get("/").content.decode()
    assert "省厅汇聚平台" not in enter(system_admin).get("/").content.decode()
