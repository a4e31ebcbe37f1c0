import pytest
from django.db import IntegrityError, transaction

from core import notices
from core.models import Notice, Receipt
from tests.core.conftest import open_account, open_station


def test_a_notice_reaches_the_account_it_is_for_and_nobody_else(clerk, colleague):
    notices.notify(account=clerk, text="导入完成", url="/imports/1/", kind="job")
    assert [notice.text for notice in notices.inbox(clerk)] == ["导入完成"]
    assert notices.unread_count(clerk) == 1 and notices.unread_count(colleague) == 0


def test_a_notice_to_a_station_reaches_all_its_accounts_and_no_other_station(clerk, colleague, station):
    stranger = open_account("stranger", open_station("421281101000", "车埠镇"))
    notices.notify(station=station, text="有一条认领待核实")
    assert [notices.unread_count(user) for user in (clerk, colleague, stranger)] == [1, 1, 0]


def test_administrators_do_not_see_what_is_addressed_to_the_keepers_of_records(station):
    administrator = open_account("admin", station, role="system_admin")
    notices.notify(station=station, text="有一条认领待核实")
    notices.notify(account=administrator, text="磁盘空间不足")
    assert [notice.text for notice in notices.inbox(administrator)] == ["磁盘空间不足"]


def test_each_reader_signs_for_themselves(clerk, colleague, station):
    notice = notices.notify(station=station, text="催办")
    assert notices.mark_read(clerk, [notice]) == 1
    assert notices.unread_count(clerk) == 0 and notices.unread_count(colleague) == 1
    assert [receipt.account for receipt in notice.receipts.all()] == [clerk]


def test_reading_twice_leaves_one_receipt(clerk):
    notices.notify(account=clerk, text="催办")
    assert notices.mark_read(clerk) == 1 and notices.mark_read(clerk) == 0
    assert Receipt.objects.count() == 1


def test_nobody_signs_for_a_notice_of_others(clerk, colleague):
    notice = notices.notify(account=clerk, text="催办")
    assert notices.mark_read(colleague, [notice]) == 0 and notices.unread_count(clerk) == 1


def test_the_inbox_asks_one_query_and_knows_what_was_read(clerk, django_assert_num_queries):
    for number in range(3):
        notices.notify(account=clerk, text=f"{number}")
    notices.mark_read(clerk, notices.inbox(clerk)[:1])
    with django_assert_num_queries(1):
        assert [(notice.text, notice.is_read) for notice in notices.inbox(clerk)] == [
            ("2", True),
            ("1", False),
            ("0", False),
        ]


def test_a_notice_has_exactly_one_address(clerk, station):
    for address in ({}, {"account": clerk, "station": station}):
        with pytest.raises(IntegrityError), transaction.atomic():
            notices.notify(text="?", **address)


def test_a_long_text_is_shortened_not_refused(clerk):
    assert notices.notify(account=clerk, text="长" * 400).text == "长" * 299 + "…"
    assert Notice.objects.count() == 1
