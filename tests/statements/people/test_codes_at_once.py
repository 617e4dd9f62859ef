"""One code typed in many places at the same moment lets in one of them."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.test import Client

from tests.cast import Cast
from tests.statements.people.visitor import SECOND_STEP, is_in, log_in, set_up_phone, with_password


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["phone", "recovery code"])
def test_a_code_typed_in_eight_browsers_at_once_lets_in_one(cast: Cast, required: None, kind: str) -> None:
    drafter = with_password(cast.drafter)
    phone, codes = set_up_phone(Client(), drafter)
    code = phone.code(1) if kind == "phone" else codes[0]
    browsers = [Client() for _browser in range(8)]
    for browser in browsers:
        log_in(browser, drafter)
    all_ready = threading.Barrier(len(browsers))

    def type_code(browser: Client) -> None:
        all_ready.wait()
        browser.post(SECOND_STEP, {"code": code})
        connection.close()

    threads = [threading.Thread(target=type_code, args=[browser]) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [is_in(browser) for browser in browsers].count(True) == 1
