"""What all tests share: generated examples are the same on every machine, and not timed."""

from hypothesis import settings

# A deadline fails on a busy machine and says nothing about the code.
settings.register_profile("tocsin", deadline=None, derandomize=True)
settings.load_profile("tocsin")
