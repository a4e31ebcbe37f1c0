"""The leader's home says of the clocks what the cases say."""

from tests.appeals.made import build_appeal
from tests.cast import *  # noqa: F403


def said_of_clocks(client):
    return client.get("/").content.decode().split('id="sc"')[1].split("</section>")[0]


def test_nothing_is_overdue_is_said_only_where_nothing_is(enter, leader, clerk):
    client, appeal = enter(leader), build_appeal(clerk)
    appeal.clocks.update(due_on="2099-01-02")
    assert "没有逾期" in said_of_clocks(client)
    appeal.clocks.update(due_on="2026-01-02")
    said = said_of_clocks(client)
    assert "没有逾期" not in said and "1" in said and 'role="alert"' in said
