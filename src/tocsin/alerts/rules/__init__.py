"""What can set an alert off: one function for each, registered under `@rule`."""
