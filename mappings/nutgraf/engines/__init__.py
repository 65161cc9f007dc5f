"""Engines: others who call `nutgraf.partitions.shard` for us, on machines of theirs."""
