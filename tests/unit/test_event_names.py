"""Events that begin with their noun, and those that are counted."""

import pytest

from nutgraf.annotators.event_names import event_names


def found(tagged, text):
    reading, tags = tagged(text)
    return [(each.label, each.span.of(reading.text)) for each in event_names(reading, tags)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They ran Operation Quiet Heron.", [("EVENT", "Operation Quiet Heron")]),
        ("The [O:Operation Clear] Tide ended.", [("EVENT", "Operation Clear Tide")]),
        ("The Operation Manager spoke.", []),
        ("Operation Smallhand said so.", []),
        ("It re-enacts the Battle of Lund.", [("EVENT", "Battle of Lund")]),
        ("The final of the 2031 Copa do Lago.", [("EVENT", "2031 Copa do Lago")]),
        ("[P:Festa de Lago] spoke.", [("PER", "Festa de Lago")]),
        (
            "[E:Salt Bay Festival of Voices] opened.",
            [("EVENT", "Salt Bay Festival of Voices")],
        ),
        ("It was agreed at COP41.", [("EVENT", "COP41")]),
        ("She opens the 9th Salt Crane Count.", [("EVENT", "9th Salt Crane Count")]),
        ("The 14th Early Music Nights end.", [("EVENT", "14th Early Music Nights")]),
        ("The [O:155th Desert Battalion] left.", [("ORG", "155th Desert Battalion")]),
        ("He lived on the 42nd Quay Street.", []),
        ("He saw the 14th [P:Ana Roca].", [("PER", "Ana Roca")]),
    ],
)
def test_events_are_found_by_what_they_are(tagged, text, names):
    assert found(tagged, text) == names
