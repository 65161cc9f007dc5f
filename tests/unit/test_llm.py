"""A language model behind an address: a small server on this machine plays every kind of it."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from nutgraf.annotators.taggers import annotators, ballots
from nutgraf.annotators.taggers.endpoint import Endpoint
from nutgraf.annotators.taggers.verbatim import MOST, verbatim
from nutgraf.config import Config
from nutgraf.errors import ModelError, ServiceError, UsageError
from nutgraf.model import Dropped, Span
from nutgraf.testing import check_annotator

TEXT = "Ada Moreau, mayor of Velmora, met the Harbour Guild. Moreau left for Lisbon."


def completion(content):
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


class Server(ThreadingHTTPServer):
    """Answers as it is told: `answer` is bytes, or a function of the handler that writes them."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked, self.headers, self.status, self.answer = [], [], 200, completion("{}")
        self.address = f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, json.loads(body)))
        self.server.headers.append(dict(self.headers))
        with suppress(OSError):
            if callable(self.server.answer):
                self.server.answer(self)
                return
            self.send_response(self.server.status)
            self.send_header("Location", "http://192.0.2.1/v1")
            self.send_header("Content-Length", str(len(self.server.answer)))
            self.end_headers()
            self.wfile.write(self.server.answer)

    def log_message(self, *_):
        """Nothing is printed."""


@pytest.fixture
def server():
    with Server() as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def ask(server, tmp_path, read_text):
    """What the model makes of an article: words and kinds, and what was dropped of the answer."""

    def ask(text=TEXT, **settings):
        config = Config(
            taggers=("llm:small",),
            llm_address=server.address,
            llm_answers=str(tmp_path / "answers"),
            **{"llm_seconds": 5, **settings},
        )
        [ballot], dropped = ballots(read_text(text), annotators(config))
        names = [(found.span.of(text), found.label) for found in ballot.found]
        return names, {each.why: each.count for each in dropped}

    return ask


def test_a_good_answer(server, ask):
    server.answer = completion(
        'Here it is:\n```json\n{"person": ["Ada Moreau", "Moreau"], "place": ["Velmora", "Lisbon"],'
        ' "organization": ["Harbour Guild"], "event": []}\n```'
    )

    assert ask() == (
        [
            ("Ada Moreau", "PER"),
            ("Velmora", "LOC"),
            ("Harbour Guild", "ORG"),
            ("Moreau", "PER"),
            ("Lisbon", "LOC"),
        ],
        {},
    )
    [(path, request)] = server.asked
    assert path == "/v1/chat/completions"
    assert (request["model"], request["temperature"], request["stream"]) == ("small", 0, False)
    assert request["messages"][-1] == {"role": "user", "content": TEXT}


def test_a_lying_answer(server, ask):
    server.answer = completion(
        '{"person": ["Ada Moreau", "Ida Moreau", "ada moreau", "Mor", "", 7, "Lisbon"],'
        ' "place": ["Velmora", "Lisbon"], "hero": ["Moreau"], "organization": null}'
    )

    assert ask() == (
        [("Ada Moreau", "PER"), ("Velmora", "LOC")],
        {
            "not in the text word for word": 3,
            "of no known kind": 1,
            "said to be two kinds of name": 2,
            "without a word": 3,
        },
    )


@pytest.mark.parametrize(
    "content",
    ["", "I can't.", "[]", '{"person": [', "}{", '{"person":' + "[" * 100_000 + "}", "{\ud800}"],
)
def test_an_answer_that_is_no_object(server, ask, content):
    server.answer = completion(content)

    assert ask() == ([], {"answers that are no JSON object": 1})


def test_an_answer_of_too_many_names():
    answer = json.dumps({"person": [f"Ada {number}" for number in range(MOST + 5)]})
    said = list(verbatim(TEXT, Span(0, len(TEXT)), answer))

    assert said.count(Dropped(why="beyond the first 1,000 of an answer")) == 5
    assert len(said) == MOST + 5


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"no JSON",
        b"{}",
        b"[]",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_chat_completion_is_an_error(server, ask, answer):
    server.answer = answer
    with pytest.raises(ServiceError, match="v1 did not answer with a chat completion; see that"):
        ask()


@pytest.mark.parametrize("status", [204, 302, 401, 500])
def test_any_status_but_200_is_an_error_and_no_redirect_is_followed(server, ask, status):
    server.status = status
    with pytest.raises(ServiceError, match=f"t: http://127.*v1 answered with status {status}"):
        ask()


def test_what_is_not_http_is_an_error(server, ask):
    server.answer = lambda handler: handler.wfile.write(b"\x1b[2J\r\n\r\n")
    with pytest.raises(ServiceError, match=r"did not answer \(BadStatusLine\)"):
        ask()


def test_a_huge_answer_is_not_read_to_its_end(server, ask):
    def endless(handler):
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
        while True:
            handler.wfile.write(b" " * 65_536)

    server.answer = endless
    with pytest.raises(ServiceError, match="answered with more than 1,000,000 bytes"):
        ask()


@pytest.mark.parametrize("first", [b"", b"HTTP/1.0 200 OK\r\n", b"HTTP/1.0 200 OK\r\n\r\n"])
def test_a_slow_answer_has_a_deadline_even_if_bytes_keep_coming(server, ask, first):
    def trickle(handler):
        handler.wfile.write(first)
        for _ in range(100):
            time.sleep(0.1)
            handler.wfile.write(b"X")

    server.answer = trickle
    began = time.monotonic()
    with pytest.raises(ServiceError, match="did not answer within 1 seconds; set llm_seconds"):
        ask(llm_seconds=1)
    assert time.monotonic() - began < 5


def test_nobody_there(server, ask):
    server.shutdown()
    server.server_close()
    with pytest.raises(ServiceError, match=r"did not answer \(Connection refused\)"):
        ask()


def test_an_answer_is_remembered_and_a_failure_is_not(server, ask, tmp_path):
    server.status = 500
    with pytest.raises(ServiceError):
        ask()
    assert not list(tmp_path.glob("answers/*"))

    server.status, server.answer = 200, completion('{"person": ["Ada Moreau"]}')
    first = ask()
    server.answer = completion('{"place": ["Ada Moreau"]}')
    assert ask() == first == ([("Ada Moreau", "PER")], {})
    assert len(server.asked) == 2

    [kept] = tmp_path.glob("answers/*")
    assert json.loads(kept.read_text()) == {
        "model": "small",
        "answer": '{"person": ["Ada Moreau"]}',
    }
    kept.write_text("{")
    with pytest.raises(ModelError, match=r"\.json: the file is damaged; remove it"):
        ask()


def test_a_folder_that_cannot_be_written(ask, tmp_path):
    (tmp_path / "answers").write_text("a file")
    with pytest.raises(ModelError, match=r"the answer cannot be kept .*llm_answers"):
        ask()


def test_a_long_article_is_asked_about_in_pieces(server, ask):
    server.answer = completion('{"place": ["Lisbon"]}')
    names, _ = ask("It rained in Lisbon again. " * 1000)

    assert len(names) == 1000
    pieces = [request["messages"][-1]["content"] for _, request in server.asked]
    assert len(pieces) > 1
    assert max(map(len, pieces)) <= 6_000


def test_it_keeps_to_the_contract(server, tmp_path):
    server.answer = completion(
        '{"person": ["Ada Moreau"], "place": ["Velmora", "Peru", "Atlantis"]}'
    )
    config = Config(
        taggers=("llm:small",), llm_address=server.address, llm_answers=str(tmp_path / "answers")
    )
    [(_, annotate)] = annotators(config)

    check_annotator(annotate)


def test_a_key_is_sent_and_never_in_the_clear_to_another_machine(server, ask, monkeypatch):
    monkeypatch.setenv("NUTGRAF_LLM_KEY", "secret")
    ask()
    assert server.headers[0]["Authorization"] == "Bearer secret"
    assert "secret" not in repr(Endpoint(address="https://a.example/v1", seconds=1, key="secret"))
    with pytest.raises(UsageError, match="a key would be sent unencrypted"):
        Endpoint(address="http://a.example/v1", seconds=1, key="secret")


@pytest.mark.parametrize("address", ["http://127.0.0.1:99999/v1", "http://[::1/v1"])
def test_what_is_no_address(address):
    with pytest.raises(UsageError, match=r"llm_address: 'http.*' is no address"):
        Endpoint(address=address, seconds=1)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({}, "llm_address: llm:small needs an address; set one such as"),
        ({"llm_address": "http://127.0.0.1:1/v1"}, "llm_answers: llm:small needs a folder"),
    ],
)
def test_no_address_no_folder_no_model(settings, told):
    with pytest.raises(UsageError, match=told):
        annotators(Config(taggers=("llm:small",), **settings))


def test_no_proxy_is_taken_from_the_environment(ask, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://192.0.2.1:3128")

    assert ask() == ([], {})


@pytest.fixture
def folder(server, story_file):
    """A folder with an article and a config that names the server."""
    server.answer = completion('{"person": ["Ines Calder", "Nobody"], "event": ["Bridge Forum"]}')
    folder = story_file.parent
    (folder / "nutgraf.toml").write_text(
        f'taggers = ["llm:small"]\nllm_address = "{server.address}"\nllm_answers = "answers"\n'
    )
    return folder


def test_a_rerun_gives_the_same_bytes_and_asks_nobody(server, folder, nutgraf):
    def published(jobs):
        done = nutgraf("publish", "bridge.txt", "--to", "out", "--jobs", jobs, cwd=folder)
        assert done.returncode == 0, done.stderr
        assert b"not taken from llm: 1 not in the text word for word" in done.stderr
        return {p.name: p.read_bytes() for p in (folder / "out").rglob("*") if p.is_file()}

    first = published(1)
    asked = len(server.asked)
    server.status = 500
    assert published(2) == first
    assert len(server.asked) == asked

    lines = nutgraf("annotate", "bridge.txt", cwd=folder)
    assert b"not taken from llm: 1 not in the text word for word" in lines.stderr
    facts = nutgraf("map", cwd=folder, stdin=lines.stdout)
    assert set(facts.stdout.splitlines()) < set(first["dataset.nq"].splitlines())


def test_eval_measures_the_vote(server, folder, nutgraf):
    text = (folder / "bridge.txt").read_text()
    (folder / "gold.jsonl").write_text(json.dumps({"id": "a", "text": text, "events": []}) + "\n")
    done = nutgraf("eval", "gold.jsonl", "--as", "json", cwd=folder)

    assert done.returncode == 0, done.stderr
    assert server.asked
    assert done.stderr == b"not taken from llm: 1 not in the text word for word\n"


def test_no_answer_fails_that_article_and_no_other(server, folder, nutgraf):
    (folder / "rain.txt").write_text("Rain fell in Lisbon on Monday, the city said.\n")

    def answer(handler):
        handler.send_response(500 if len(server.asked) == 1 else 200)
        handler.end_headers()
        handler.wfile.write(completion("{}"))

    server.answer = answer
    done = nutgraf("publish", "bridge.txt", "rain.txt", "--to", "out", cwd=folder)

    assert done.returncode == 3, done.stderr
    assert b"failed: bridge: http://127.0.0.1" in done.stderr
    assert b"2 in = 1 published + 0 rejected + 1 failed" in done.stderr


def test_what_is_missing_stops_the_run_before_anything_is_written(story_file, nutgraf):
    for command in ("publish", "annotate", "map"):
        done = nutgraf(command, "bridge.txt", "--tagger", "llm:small", cwd=story_file.parent)

        assert done.returncode == 2
        assert done.stdout == b""
        assert done.stderr.decode().splitlines() == [
            'llm_address: llm:small needs an address; set one such as "http://127.0.0.1:8000/v1"'
        ]
        assert not (story_file.parent / "out").exists()
