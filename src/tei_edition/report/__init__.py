"""Findings for people and for programs: Diagnostics to text and to JSON."""
