"""The sections of a brief, one file each: an assessment's part arrives, lines with footnotes leave."""
