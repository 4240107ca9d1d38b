"""Pipes between the processes of a call."""

import os
import select
import time


def everything(descriptor, most, seconds):
    """What is written to a pipe until it is closed; None where that takes too long or is too much."""
    ends, parts, length = time.monotonic() + seconds, [], 0
    while select.select([descriptor], [], [], max(0, ends - time.monotonic()))[0]:
        part = os.read(descriptor, 65_536)
        if not part:
            return b"".join(parts)
        parts.append(part)
        length += len(part)
        if length > most:
            break
    return None


def write(descriptor, content):
    while content:
        content = content[os.write(descriptor, content) :]
