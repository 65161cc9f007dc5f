"""Programs that `make bench` runs, which import each other from this folder; none holds a test."""

collect_ignore_glob = ["*.py"]
