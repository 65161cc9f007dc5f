"""What a wire story opens with: a place, and the agency in brackets."""

import pytest

from nutgraf.analysis import annotate
from nutgraf.model import Source
from nutgraf.readers import read


@pytest.mark.parametrize("agency", ["Baltic Wire", "Northern Press Service"])
def test_the_brackets_of_a_dateline_hold_an_agency(agency):
    text = f"OSTRAND, March 4 ({agency}) — The harbour of Ostrand was shut on Monday, it said.\n"
    [article] = read(Source(name="a.txt", key="a", data=text.encode()))
    kinds = {entity.name: str(entity.kind) for entity in annotate(article).entities}

    assert kinds == {"Ostrand": "place", agency: "organization"}


@pytest.mark.parametrize("day", ["3 March 2031", "3 March", "March 3, 2031", "Mar. 3"])
def test_the_day_of_a_dateline_may_come_before_its_month(day):
    text = f"PORT OSTRAND, {day} — The ferry will sail again in May, the Tarn Authority said.\n"
    [article] = read(Source(name="a.txt", key="a", data=text.encode()))
    analysis = annotate(article)

    assert [entity.name for entity in analysis.entities if entity.kind == "place"] == [
        "Port Ostrand"
    ]
    [said] = analysis.statements
    assert said.span.of(text).startswith("The ferry")
