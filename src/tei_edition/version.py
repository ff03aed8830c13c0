"""The version of the toolkit, alone in its file so that every module may read it."""

__version__ = "0.1.0"
