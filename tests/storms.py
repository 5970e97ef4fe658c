"""Tables of everything that can go wrong, of which `make test` tries one of each kind and `make drill` all the others.

    @pytest.mark.parametrize("fault", storm([*FAULTS]))

A kind is what the caller can know: that it is refused, nothing at all, half of an answer, or an answer without sense.
"""

import pytest

from integrations.sandbox.faults import Fault

ONE_OF_EACH_KIND = (Fault.UNAVAILABLE, Fault.DROP_AFTER, Fault.CUT, Fault.NOT_JSON)


def storm(faults):
    """The faults in their order; those that are like another are for the drill."""
    return [one if one in ONE_OF_EACH_KIND else pytest.param(one, marks=pytest.mark.drill) for one in faults]
