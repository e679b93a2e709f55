"""What all tests share: generated examples are the same on every machine, and not timed."""

from hypothesis import settings

# A deadline fails on a busy machine and says nothing about the code.
settings.register_profile("tocsin", deadline=None, derandomize=True)
settings.load_profile("tocsin")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a test after its bytes only where they are words.

    Packed bytes can hold the time of packing, and then every worker gathers other tests.
    """
    if isinstance(val, bytes) and not (val.isascii() and val.decode("ascii").isprintable()):
        return argname
    return None
