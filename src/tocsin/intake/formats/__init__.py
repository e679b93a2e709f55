"""One file per format that Tocsin reads; each registers its importer."""
