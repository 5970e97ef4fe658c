import threading

import pytest

from integrations.ahead import read_ahead


def test_the_same_things_come_in_the_same_order():
    assert list(read_ahead(iter(range(100)), most=3)) == list(range(100))


def test_what_goes_wrong_is_raised_where_it_is_reached():
    def things():
        yield 1
        raise ValueError("broken")

    reader = read_ahead(things(), most=1)

    assert next(reader) == 1
    with pytest.raises(ValueError, match="broken"):
        next(reader)


def test_a_reader_that_stops_leaves_no_thread_behind():
    before = threading.active_count()
    reader = read_ahead(iter(range(1000)), most=2)
    next(reader)

    reader.close()

    assert threading.active_count() == before
