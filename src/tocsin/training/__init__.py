"""Training: from marked sentences to the model that `reading.coder` runs."""
