"""JSON-LD in pages: what a browser sees as such a script, and nothing else."""

from __future__ import annotations

import json
import time

import pytest

from nutgraf.dataset import open_data
from nutgraf.embedded import embedded
from nutgraf.errors import DataError

A = '<script type="application/ld+json">{"a": 1}</script>'
LD = 'type="application/ld+json"'


def found(page):
    return json.loads(embedded(page if isinstance(page, bytes) else page.encode(), "p").data)


@pytest.mark.parametrize(
    ("page", "documents"),
    [
        (A, [{"a": 1}]),
        (A + A.replace("1", "2"), [{"a": 1}, {"a": 2}]),
        (A.replace('{"a": 1}', '[{"b": 2}, {"c": 3}]'), [{"b": 2}, {"c": 3}]),
        ("<SCRIPT\n TYPE = 'Application/LD+JSON;profile=x' >{}</SCRIPT >", [{}]),
        ("<script type=application/ld+json>{}</script>", [{}]),
        (f'<script data-x="a>b" {LD}>{{}}</script>', [{}]),
        (f'<script {LD}>{{"a": "&amp;<b>"}}</script>', [{"a": "&amp;<b>"}]),
        (f"<p it's>{A}", [{"a": 1}]),
        ("<p>1 < 2, a<b</p>" + A, [{"a": 1}]),
        ("<!-->" + A, [{"a": 1}]),
        (f"<!-- {A} -->", []),
        (f"<!-- {A}", []),
        (f"<textarea>{A}</textarea>", []),
        (f"<title>{A}</title>", []),
        (f"<style>{A}</style>", []),
        (f"<script>var page = '{A[:-9]}';</script>", []),
        (f'<p title="{A.replace(chr(34), "")}">', []),
        (f"<script {LD}>{{", []),
        (f"<script {LD}", []),
        ('<script type="text/javascript">{}</script>', []),
        ("", []),
    ],
)
def test_scripts_of_this_type_are_found_as_a_browser_finds_them(page, documents):
    assert found(page) == documents


@pytest.mark.parametrize(
    ("page", "base"),
    [
        ('<base href="https://a.example/x?a=1&amp;b=2">', "https://a.example/x?a=1&b=2"),
        ("<base target=_top><base href=/x><base href=/y>", "/x"),
        ("", ""),
    ],
)
def test_the_base_is_the_first_that_is_given(page, base):
    assert embedded(page.encode(), "p").base == base


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("<meta charset=windows-1252>", "windows-1252"),
        ('<meta http-equiv="content-type" content="text/html; charset=iso-8859-1">', "latin-1"),
        ("<meta charset=nobody-knows>", "utf-8"),
    ],
)
def test_a_page_is_read_in_its_encoding(head, encoding):
    page = f'{head}<script {LD}>{{"a": "Café"}}</script>'
    assert found(page.encode(encoding)) == [{"a": "Café"}]


def test_what_is_not_json_is_told_with_its_line_in_the_page():
    page = f"<html>\n<!--\n-->\n{A}\n<script {LD}>\n\n{{oops}}</script>"
    with pytest.raises(DataError, match=r"^p, line 7: a script .* is not JSON: Expecting prop"):
        embedded(page.encode(), "p")


ATTACKS = [
    "<!--",
    "<",
    "<a",
    '<a b="',
    "<script>",
    "<script ",
    f"<script {LD}>",
    "<base ",
    "<title>",
]
ATTACKS += ["<a b= ", "<!", "</", "<p =", "<style></styl", f"<script {LD}>1</script>", "<base a=b>"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_page_takes_time_in_proportion_to_its_length(attack):
    def seconds(size):
        page = (attack * (size // len(attack))).encode()
        start = time.process_time()
        embedded(page, "p")
        return time.process_time() - start

    assert seconds(2_000_000) < 5


def test_a_page_is_data_like_any_other(tmp_path):
    path = tmp_path / "page.html"
    context = '"@context": "http://schema.org/"'
    path.write_text(
        f'<base href="https://a.example/b/"><script {LD}>'
        f'{{{context}, "@id": "#x", "@type": "Person", "author": {{"name": "Y"}}}}</script>'
        f'<script {LD}>{{{context}, "@id": "/x", "name": "X"}}</script>',
        encoding="utf-8",
    )
    [(_, triples)] = open_data([path]).graphs
    assert {t.subject for t in triples} == {
        "https://a.example/b/#x",
        "https://a.example/x",
        "https://news.example/.well-known/genid/1-1",
    }


def test_relative_iris_of_a_page_without_a_base_are_kept_and_told(tmp_path):
    path = tmp_path / "page.htm"
    path.write_text(f'<script {LD}>{{"@id": "#x", "urn:p": 1}}</script>', encoding="utf-8")
    data = open_data([path])

    assert data.graphs[0][1][0].subject == "https://news.example/.well-known/base/1/#x"
    [notice] = data.notices
    assert notice.endswith(
        "relative IRIs were read against https://news.example/.well-known/base/1/"
    )


@pytest.mark.parametrize("base", ["http://[", "https://a.example/ b", "x>"])
def test_a_base_that_is_no_iri_is_told(tmp_path, base):
    path = tmp_path / "page.html"
    path.write_text(f'<base href="{base}">{A}', encoding="utf-8")
    with pytest.raises(DataError, match=r"page\.html"):
        open_data([path])


def test_a_remote_context_in_a_page_is_not_fetched(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(f'<script {LD}>{{"@context": "http://127.0.0.1:9/"}}</script>', "utf-8")
    with pytest.raises(DataError, match="names the remote context"):
        open_data([path])
