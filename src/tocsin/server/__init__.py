"""The server: the desk in a browser, on this machine only.

Arrives: a function that gives the current assessment. Leaves: pages and JSON
over HTTP at a loopback address: the brief, the assessment and its schema, and
every report with the words marked that something rests on.
"""

from tocsin.server.serving import create_app, serve

__all__ = ["create_app", "serve"]
