"""What was worked out lately is known; how much of it is bounded."""

from agentdesk.rules.memory import Memory


def test_what_was_put_is_known_and_nothing_else() -> None:
    memory: Memory[str, int] = Memory(2)
    memory.put("a", 1)
    assert memory.get("a") == 1
    assert memory.get("b") is None


def test_what_is_asked_for_again_stays_and_the_rest_is_forgotten() -> None:
    memory: Memory[int, int] = Memory(10)
    memory.put(-1, -1)
    for number in range(1_000):
        memory.put(number, number)
        assert memory.get(-1) == -1
    assert memory.get(0) is None
    assert sum(memory.get(number) is not None for number in range(1_000)) <= 20


def test_nothing_found_is_known_as_well() -> None:
    memory: Memory[str, tuple[int, ...]] = Memory(2)
    memory.put("a", ())
    assert memory.get("a") == ()
