"""Readers: bytes in, articles out; no file is opened here."""
