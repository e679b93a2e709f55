"""A language model at an OpenAI-compatible address, asked only where the user names one."""

from __future__ import annotations

from tocsin.domain import InputError

SECONDS = 60.0
LONGEST = 8_000
"""Characters of an answer; the rest of a longer one is cut off."""


def complete_at(
    url: str, model: str, key: str | None, instructions: str, text: str, *, seconds: float = SECONDS
) -> str:
    """What the model at `url` makes of a text; temperature 0.

    url: such as "http://127.0.0.1:8080/v1". key: sent as a bearer token if there is one. seconds:
    longest wait for connection and for each part of the answer. InputError where it cannot be
    reached, refuses, or does not answer in that form.
    """
    import httpx

    address = url.rstrip("/")
    address = address if address.endswith("/chat/completions") else f"{address}/chat/completions"
    body = {
        "model": model,
        "temperature": 0,
        "messages": [
            {"role": "system", "content": instructions},
            {"role": "user", "content": text},
        ],
    }
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        with httpx.Client(timeout=seconds, follow_redirects=False) as client:
            found = client.post(address, json=body, headers=headers)
        found.raise_for_status()
        content = found.json()["choices"][0]["message"]["content"]
    except httpx.TimeoutException:
        raise InputError(
            url, f"did not answer within {seconds:g} s.", "Ask without --model."
        ) from None
    except httpx.HTTPStatusError as error:
        said = f"answered {error.response.status_code}."
        raise InputError(url, said, "Check --model, --model-url and TOCSIN_MODEL_KEY.") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise InputError(
            url, f"cannot be reached: {error}.", "Check --model-url, or ask without --model."
        ) from None
    except (ValueError, KeyError, IndexError, TypeError):
        raise InputError(
            url,
            "does not answer in the form of chat completions.",
            "--model-url names the address up to /v1.",
        ) from None
    if not isinstance(content, str):
        raise InputError(url, "answers without text.", "Choose another --model.")
    return content[:LONGEST]
