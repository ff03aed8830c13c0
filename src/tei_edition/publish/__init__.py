"""TEI files → site and volume: stages from values to values, {relative path: bytes}."""
