"""What is told of a key: every field a value, unknown (should have been told), or untold (this exchange can't tell)."""

import datetime
import hashlib
import ipaddress
import re

FIELDS = (
    "canRead",
    "canTrade",
    "canWithdraw",
    "canTransfer",
    "restricted",
    "addresses",
    "created",
    "expires",
    "lastUsed",
    "network",
    "master",
    "state",
)
UNTOLD = {"untold": "The exchange does not tell it."}
LABEL = re.compile(r"[^ -~]")
YEAR = 366 * 86_400_000


def value(known):
    return {"value": known}


def unknown(why):
    return {"unknown": why}


def untold(why):
    return {"untold": why}


def flag(answer, name, kind=bool):
    """A field that should be there: its truth, or unknown."""
    found = answer.get(name) if isinstance(answer, dict) else None
    if isinstance(found, kind):
        return value(bool(found))
    return unknown(f"The field {name} is missing from the answer.")


def when(number, name="time"):
    """A time in milliseconds since 1970 as ISO text; 0 stands for none."""
    try:
        number = int(number)
        if number == 0:
            return value(None)
        return value(iso(number))
    except (TypeError, ValueError, OverflowError, OSError):
        return unknown(f"The field {name} is missing from the answer.")


def when_text(text, name="time"):
    """A time that the exchange writes as ISO text; the years before 1971 and the empty text stand for none."""
    if not isinstance(text, str):
        return unknown(f"The field {name} is missing from the answer.")
    if not text:
        return value(None)
    number = milliseconds(text)
    if number is None:
        return unknown(f"The field {name} could not be read.")
    return value(iso(number) if number > YEAR else None)


def milliseconds(text):
    """Of a time as ISO text; None for what is none. Python 3.9 reads fractions of 3 or 6 digits alone."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?", text)
    if found is None:
        return None
    try:
        moment = datetime.datetime.fromisoformat(found[1] + (found[3] or "Z").replace("Z", "+00:00"))
    except ValueError:
        return None
    return int(moment.timestamp()) * 1000 + int((found[2] or "0")[:3].ljust(3, "0"))


def iso(number):
    """Milliseconds since 1970 as ISO text in UTC."""
    moment = datetime.datetime.fromtimestamp(number / 1000, datetime.timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def addresses(listed, name="addresses"):
    """The fields `restricted` and `addresses` of an allow-list; what is no address or range makes them unknown."""
    if isinstance(listed, str):
        listed = [one for one in re.split(r"[,;\s]+", listed) if one]
    if not isinstance(listed, list):
        why = unknown(f"The field {name} is missing from the answer.")
        return {"restricted": why, "addresses": why}
    found = sorted({str(one).strip() for one in listed if str(one).strip() and str(one).strip() != "*"})
    # Some exchanges write an open list as one that covers everything.
    if any(str(one).strip() in ("*", "0.0.0.0", "0.0.0.0/0", "::/0") for one in listed):
        return {"restricted": value(False), "addresses": value([])}
    for one in found:
        try:
            ipaddress.ip_network(one, strict=False)
        except ValueError:
            why = unknown(f"The field {name} holds something that is no address.")
            return {"restricted": why, "addresses": why}
    return {"restricted": value(bool(found)), "addresses": value(found)}


def fingerprint(exchange, public_id):
    """Names a key without showing it: of its public id alone."""
    return hashlib.sha256(f"{exchange}|{public_id}".encode()).hexdigest()[:16]


def key_record(exchange, public_id, label=None, own=False, **fields):
    """One key; `public_id` None where the exchange does not say which key it speaks of."""
    record = {
        "key": fingerprint(exchange, public_id) if public_id else None,
        "label": LABEL.sub("?", label)[:64] if isinstance(label, str) and label else None,
        "self": own,
    }
    for name in FIELDS:
        record[name] = fields.get(name, UNTOLD)
    return record
