"""An agent chooses only between the states of rest; a call brings about the others and gives the old one back."""

from itertools import product

import pytest

from agentdesk.rules.call import Phase
from agentdesk.rules.presence import AT_REST, State, during, may_ask


@pytest.mark.parametrize(("state", "wanted"), product(State, State))
def test_only_rest_leads_to_rest_by_asking(state: State, wanted: State) -> None:
    assert may_ask(state, wanted) == (state in AT_REST and wanted in AT_REST)


@pytest.mark.parametrize("before", sorted(AT_REST))
def test_a_call_takes_the_state_and_gives_it_back(before: State) -> None:
    way = [during(phase, before) for phase in (Phase.RINGING, Phase.TALKING, Phase.HOLDING, Phase.WRAP_UP)]
    assert way == [State.RINGING, State.ON_CALL, State.ON_HOLD, State.WRAP_UP]
    assert during(Phase.CLOSED, before) is before
