"""The network in whole numbers: what it says is what its layers say, and its file keeps them."""

from hypothesis import given
from hypothesis import strategies as st

from agentdesk.rules.network import FINE, STEP, Layers, Network, packed, row

UNITS = 4
WEIGHTS = st.lists(st.floats(-0.24, 0.24), min_size=UNITS, max_size=UNITS)
CUES = st.dictionaries(st.text(st.characters(exclude_characters="\n"), min_size=1, max_size=8), WEIGHTS, max_size=20)
LAST = st.lists(st.integers(-90, 90), min_size=UNITS + 1, max_size=UNITS + 1)


def in_short(layers: Layers, cues: set[str]) -> list[int]:
    """What the layers say, cue by cue and unit by unit."""
    units = [
        max(0, threshold + sum(layers.cues[cue][at] - 128 for cue in cues & layers.cues.keys()))
        for at, threshold in enumerate(layers.hidden)
    ]
    return [
        (first + sum(unit * weight for unit, weight in zip(units, weights, strict=True))) * 100 // (STEP * FINE)
        for first, *weights in layers.outcomes
    ]


@given(CUES, st.lists(st.integers(-500, 500), min_size=UNITS, max_size=UNITS), st.lists(LAST, min_size=3, max_size=3))
def test_it_says_what_its_layers_say(known: dict[str, list[float]], hidden: list[int], last: list[list[int]]) -> None:
    layers = Layers("x", tuple(hidden), tuple(map(tuple, last)), {cue: row(each) for cue, each in known.items()})
    network = Network(packed(layers))
    for cues in (set(known), set(list(known)[::2]), set(known) | {"nobody knows this"}, set()):
        assert list(network.scores(cues)) == in_short(layers, cues)


@given(CUES)
def test_it_knows_its_cues_and_no_others(known: dict[str, list[float]]) -> None:
    network = Network(
        packed(Layers("told", (0,) * UNITS, ((0,) * (UNITS + 1),), {c: row(w) for c, w in known.items()}))
    )
    assert network.told == "told"
    assert all(cue in network for cue in known)
    assert "nobody knows this" not in network


def test_a_thousand_cues_at_the_ends_of_their_range_do_not_run_over() -> None:
    for weight in (1.0, -1.0):
        layers = Layers("", (0,), ((0, FINE),), {f"cue {at}": row([weight]) for at in range(1000)})
        assert list(Network(packed(layers)).scores(set(layers.cues))) == in_short(layers, set(layers.cues))
