import gc

import pytest

from integrations.gateway.unhurried import SELDOM, collected_seldom


def test_rings_are_looked_for_seldom_until_the_last_block_ends_however_it_does():
    usual = gc.get_threshold()

    @collected_seldom()
    def fail():
        with collected_seldom():
            assert gc.get_threshold()[0] == SELDOM
        assert gc.get_threshold()[0] == SELDOM
        raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert gc.get_threshold() == usual
