"""The search of the site: what of each document is found, and the index over it, which a browser reads in pieces."""
