"""Writers: triples in, bytes out, in a fixed order."""
