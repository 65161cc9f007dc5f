"""Family and given names, as far as the article itself tells them apart."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from nutgraf.model import Basis, EntityKind, Evidence, MentionForm, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.annotators.known import Names
    from nutgraf.language.tokens import Reading
    from nutgraf.model import Entity, Mention

_NOT_GIVEN = frozenset(
    {"Sheikh", "Sheikha", "Sir", "King", "Queen", "Prince", "Pope", "Nguyen", "Tran", "Le", "Pham"}
)
"""Words before a name that are no given name, and family names that Vietnamese order puts first."""

FAMILY_FIRST = frozenset(
    """
    Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang
    Xie Song Tang Deng Han Feng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei
    Su Lu Ding Ren Yao Shen Zhong Cui Tan Fan Wen Hou Qin Bai Meng Qiu Xi Xiong Kong Jin Shi Gu Hong
    Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Oh Seo Shin Kwon Hwang Ahn Yoo Moon Nguyen Tran
    """.split()
) - {"Nguyen", "Tran", "Park", "Song", "Sun", "Long"}
"""Frequent family names of China and Korea in Latin letters, which stand before the given name."""


def family_names(reading: Reading, names: Names, entities: Sequence[Entity]) -> Iterator[Relation]:
    """A bare name that news uses for a person again is the family name; the rest is given.

    A bare first name tells nothing by itself, unless it is a single letter or the name has the order
    that a family name of one syllable before a given name has.
    """
    by_entity: defaultdict[str | None, list[Mention]] = defaultdict(list)
    for mention in names.mentions:
        by_entity[mention.entity].append(mention)
    for entity in entities:
        parts = entity.name.split()
        if entity.kind is not EntityKind.PERSON or len(parts) < 2:
            continue
        bare = [
            mention
            for mention in by_entity[entity.id]
            if mention.form is MentionForm.NAME and mention.span.of(reading.text) in parts
        ]
        forms = {mention.span.of(reading.text) for mention in bare}
        if len(forms) != 1:
            continue
        family = forms.pop()
        given = [part for part in parts if part != family]
        if (
            not family[0].isupper()
            or parts[0] in _NOT_GIVEN
            or all(len(part.strip(".")) < 3 and "." in part for part in given)
        ):
            continue
        if family == parts[0] and not _family_first(parts):
            continue
        rest = " ".join(part for index, part in enumerate(parts) if index != parts.index(family))
        spans = (entity.evidence.spans[0], bare[0].span)
        for name, value in (("familyName", family), ("givenName", rest)):
            yield Relation(
                subject=entity.id,
                property=name,
                value=value,
                evidence=Evidence(
                    rule="bare-surname", spans=spans, confidence=0.85, basis=Basis.INFERRED
                ),
            )


def _family_first(parts: Sequence[str]) -> bool:
    """“Xi Jinping”, “O Yuna”, “Kim Jong-un”: one short word, then the given name."""
    return (len(parts) == 2 and (len(parts[0]) == 1 or parts[0] in FAMILY_FIRST)) or (
        len(parts) == 3 and parts[0] in FAMILY_FIRST
    )
