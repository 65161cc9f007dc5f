"""Sorted lines in blocks: whatever is merged, spilled or counted, it is as if all were in memory."""

from contextlib import ExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.stores import lines
from nutgraf.writers.void import Counts

LINE = st.text("ab", max_size=4).map(lambda text: text.encode() + b"\n")
FACTS = b"urn:graphs/"


def blocks(stream, size):
    return [stream[start : start + size] for start in range(0, len(stream), size)]


@given(st.lists(st.sets(LINE), max_size=4), st.integers(1, 5))
def test_merged_is_the_sorted_whole(streams, size):
    found = list(lines.merged(*(blocks(sorted(stream), size) for stream in streams)))
    assert [line for block in found for line in block] == sorted(set().union(*streams))
    assert all(found)


@pytest.mark.parametrize("most", [1, 50, 1 << 20])
@pytest.mark.parametrize("read", [1, 1 << 20])
@pytest.mark.parametrize("few", [2, 3, 64])
def test_what_does_not_fit_is_spilled_and_comes_back_in_order(
    tmp_path, monkeypatch, most, read, few
):
    monkeypatch.setattr(lines, "_RUN", most)
    monkeypatch.setattr(lines, "_FEW", few)
    monkeypatch.setattr(lines, "_READ", read)
    given_lines = [b"%d %s\n" % (number * 7 % 40, b"x" * (number % 3 * 30)) for number in range(80)]
    runs = [b"".join(given_lines[start : start + 3]) for start in range(0, 80, 3)]
    with ExitStack() as stack:
        found = [line for block in lines.in_order(runs, tmp_path, stack) for line in block]
    assert found == sorted(set(given_lines))
    assert list(tmp_path.iterdir()) == []


SAID = sorted(
    [
        b"<urn:a> <urn:p> <urn:b> <urn:graphs/1> .\n",
        b"<urn:a> <urn:p> <urn:b> <urn:graphs/1/evidence> .\n",
        b"<urn:a> <urn:p> <urn:b> <urn:graphs/2> .\n",
        b'<urn:a> <urn:q> "c <urn:graphs/1>" <urn:graphs/2> .\n',
        b"<urn:ab> <urn:p> <urn:b> <urn:graphs/2> .\n",
        b"<urn:b> <urn:p> <urn:b> <urn:graphs/1/evidence> .\n",
        b'<urn:b> <urn:q> "<urn:graphs/1>" <urn:other> .\n',
    ]
)


@pytest.mark.parametrize("size", range(1, len(SAID) + 1))
def test_a_statement_counts_once_wherever_blocks_end(size):
    counts = Counts()
    assert list(lines.counted(blocks(SAID, size), counts, FACTS)) == blocks(SAID, size)
    assert (counts.subjects, counts.triples) == (2, 3)
    assert counts.uses == {"<urn:p>": 2, "<urn:q>": 1}
