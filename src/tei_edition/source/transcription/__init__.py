"""Texts that editors transcribe themselves: plain text, Markdown, DOCX; metadata in front matter or in a table.

A reader of a format gives a Transcript (transcript.py): paragraphs with what is marked in them, statements of metadata,
doubts. `reading` reads the paragraphs as a telegram's form, with the readers that archive pages have too.
"""
