"""Where the name tagger is trained and its training articles are; not in the wheel."""
