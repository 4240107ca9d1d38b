"""The credential, from the text of the secret, and the guard that keeps it out of answers."""

import json

from core.failure import Failure

FIELDS = ("apiKey", "secret", "password", "uid", "walletAddress", "privateKey")
# Public by nature: it is a name on a chain that everybody reads.
PUBLIC = {"walletAddress"}
SHARE = 8  # characters in a row that are a part of a credential


def read(text):
    """JSON with ccxt's names; whatever else stands in it is left alone."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise Failure("malformed-credential") from None
    if not isinstance(content, dict):
        raise Failure("malformed-credential")
    found = {name: content[name] for name in FIELDS if content.get(name) not in (None, "")}
    if not found or not all(isinstance(one, str) for one in found.values()):
        raise Failure("malformed-credential")
    return found


def echoes(credential, answer):
    """Whether any text in `answer`, names included, holds a part of the credential."""
    parts = set()
    for name, text in credential.items():
        if name not in PUBLIC:
            parts.update(text[at : at + SHARE] for at in range(max(1, len(text) - SHARE + 1)) if len(text) >= SHARE)
    return any(text[at : at + SHARE] in parts for text in _texts(answer) for at in range(len(text) - SHARE + 1))


def _texts(answer):
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, dict):
        for name, each in answer.items():
            yield from _texts(name)
            yield from _texts(each)
    elif isinstance(answer, (list, tuple)):
        for each in answer:
            yield from _texts(each)
    elif isinstance(answer, int) and not isinstance(answer, bool):
        yield str(answer)
