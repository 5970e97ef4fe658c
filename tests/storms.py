"""Tables of everything that can go wrong, of which `make test` tries one of each kind and `make drill` all the others.

    @pytest.mark.parametrize("fault", storm([*FAULTS]))

A kind is what the caller can know: nothing was done, it was done and nobody was told, half of the answer came.
"""

import pytest

from integrations.sandbox.faults import Fault

ONE_OF_EACH_KIND = (Fault.UNAVAILABLE, Fault.DROP_AFTER, Fault.CUT)


def storm(faults):
    """The faults in their order; those that are like another are for the drill."""
    return [one if one in ONE_OF_EACH_KIND else pytest.param(one, marks=pytest.mark.drill) for one in faults]
