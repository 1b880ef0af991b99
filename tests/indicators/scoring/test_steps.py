"""Where a sheet can go from where it stands."""

import pytest

from indicators.scoring.enums import SheetState
from indicators.scoring.steps import STEPS, next_state
from indicators.workflow import WrongStep


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", SheetState)
def test_a_step_begins_in_one_state_only(step, state):
    if state == STEPS[step].source:
        assert next_state(step, state) == STEPS[step].target
    else:
        with pytest.raises(WrongStep):
            next_state(step, state)
