"""A team's players are called by the last word of its name."""

import pytest

from nutgraf.annotators.team_names import team_names


def found(tagged, text):
    reading, tags = tagged(text)
    return sorted((each.span.of(reading.text), each.label) for each in team_names(reading, tags))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The [O:Quayford Otters] won. The Otters left. Otters coach [P:Ana Roca] smiled.",
            [("Ana Roca", "PER"), ("Otters", "ORG"), ("Otters", "ORG"), ("Quayford Otters", "ORG")],
        ),
        ("The [O:Quayford Otters] won. Otters are seen.", [("Quayford Otters", "ORG")]),
        ("The [O:Quayford Teachers] won. The Teachers left.", [("Quayford Teachers", "ORG")]),
        (
            "The [O:School of the Fjords] won. The [L:Fjords] froze.",
            [("Fjords", "LOC"), ("School of the Fjords", "ORG")],
        ),
        (
            "The [O:Quayford Otters] won. The [P:Otters Lund] left.",
            [("Otters Lund", "PER"), ("Quayford Otters", "ORG")],
        ),
    ],
)
def test_the_players_are_the_team(tagged, text, names):
    assert found(tagged, text) == names
