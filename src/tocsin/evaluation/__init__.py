"""Evaluation: gold files in; scores with intervals, confusions and the worst errors out."""
