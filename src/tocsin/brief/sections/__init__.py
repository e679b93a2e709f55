"""The sections of a brief, one file each: part of an assessment arrives, cited lines leave."""
