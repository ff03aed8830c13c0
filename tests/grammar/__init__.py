"""Archive pages composed from the grammar that their readers found, with the facts that were put in.

Every builder takes a source of chance and returns `Line`s; a line carries the facts that stand on it, so that a capture
that loses the line loses its facts, too. Nothing here knows the converter.
"""
