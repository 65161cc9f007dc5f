"""No rule knows the seed article: none of the names in it stands anywhere in the package."""

import re

import pytest

NAMES = """
    Allen Yeung
    Carmen Kan
    Kan Wai-mun
    E Zhihuan
    Joe Biden
    Chen Yehua
    China Development Institute
    One Country Two Systems
    Digital Economy Development Committee
    Hong Kong Special Administrative Region
    Special Administrative Region
    Hong Kong Legislative Council
    Bank of China
    China Daily
    Nanshan District
    Greater Bay Area
    Lok Ma Chau
    Shenzhen-Hong Kong Cooperation Forum
    Cooperation Forum
    CHIPS and Science Act
    Science Act
    Regional Comprehensive Economic Partnership
    Electronic Design Automation
""".strip().splitlines()
WORDS = ["Yeung", "Wai-mun", "Zhihuan", "Yehua", "Houhai", "Qianhai", "Nanshan", "RCEP", "Shenzhen"]
LISTS = {"countries.tsv", "agencies.tsv"}
"""Lists of the world, which may hold a country or an agency that the article names too."""


@pytest.fixture(scope="module")
def package(root):
    """Every text of the package but its vocabulary of word pieces: name → text on one line."""
    folder = root / "mappings" / "nutgraf"
    paths = [
        path
        for path in [*folder.rglob("*"), *(root / "ontology").rglob("*")]
        if path.suffix in {".py", ".tsv", ".txt", ".md", ".ttl", ".rq", ".jsonld"}
    ]
    texts = {
        path.relative_to(root).as_posix(): " ".join(path.read_text(encoding="utf-8").split())
        for path in paths
    }
    assert len(texts) > 50
    return texts


def written(name):
    """A pattern of the name with any white space, underscore or hyphen between its words."""
    words = re.split(r"[\s-]+", name.strip())
    return re.compile(
        r"(?<!\w)" + r"[\s_-]+".join(map(re.escape, words)) + r"(?!\w)", re.IGNORECASE
    )


@pytest.mark.parametrize("name", [*(name.strip() for name in NAMES), *WORDS])
def test_no_rule_knows_the_name(package, name):
    pattern = written(name)
    found = [path for path, text in package.items() if pattern.search(text)]
    assert found == [], "a name of the seed article"


@pytest.mark.parametrize("name", ["Xinhua"])
def test_a_country_or_an_agency_stands_in_the_lists_alone(package, name):
    pattern = written(name)
    found = {path for path, text in package.items() if pattern.search(text)}
    assert {path.rsplit("/", 1)[-1] for path in found} <= LISTS
    assert found


def test_every_name_stands_in_the_article(root):
    [path] = (root / "seeds" / "articles").rglob("*.txt")
    text = " ".join(path.read_text(encoding="utf-8").replace("chinadaily", "China Daily ").split())
    assert [name for name in (*NAMES, *WORDS) if not written(name).search(text)] == []
