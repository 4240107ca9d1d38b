"""The arguments of each call, held to their form before anything is fetched or sent."""

import ipaddress
import re

FINGERPRINT = re.compile(r"[0-9a-f]{16}")
LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
SUB_ACCOUNT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,127}")
SECRET_NAME = re.compile(r"[A-Za-z0-9/_+=.@:-]{1,512}")
SYMBOL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@-]{0,63}")
PERMISSIONS = {"read", "trade"}  # nothing else is ever given to a key that a machine makes
LAST_TIME = 1 << 43  # milliseconds, the year 2248


class Refused(ValueError):
    """The request can't be read; the text is ours."""


def _text(pattern, what):
    def read(name, given):
        if not isinstance(given, str) or not pattern.fullmatch(given):
            raise Refused(f"{name} is no {what}")
        return given

    return read


def _number(least, most):
    def read(name, given):
        if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
            raise Refused(f"{name} is no whole number from {least} to {most}")
        return given

    return read


def _addresses(name, given):
    if not isinstance(given, list) or not 0 < len(given) <= 50:
        raise Refused(f"{name} is no list of 1 to 50 addresses")
    for one in given:
        try:
            if not isinstance(one, str):
                raise ValueError
            ipaddress.ip_network(one)
        except ValueError:
            raise Refused(f"{name} holds something that is no address") from None
    return list(dict.fromkeys(given))


def _permissions(name, given):
    if not isinstance(given, list) or not given or not all(one in PERMISSIONS for one in given if isinstance(one, str)):
        raise Refused(f"{name} is no list of {' and '.join(sorted(PERMISSIONS))}")
    if not all(isinstance(one, str) for one in given):
        raise Refused(f"{name} is no list of {' and '.join(sorted(PERMISSIONS))}")
    return sorted(set(given))


def _symbols(name, given):
    if not isinstance(given, list) or len(given) > 100:
        raise Refused(f"{name} is no list of at most 100 symbols")
    return [_text(SYMBOL, "symbol")(name, one) for one in given]


KEY = ("key", _text(FINGERPRINT, "fingerprint of 16 hexadecimal digits"))
SUB = ("sub_account", _text(SUB_ACCOUNT, "name or number of a sub-account"))
# Of each call: (required, optional), each a pair of the method's argument and its reader.
ARGUMENTS = {
    "egress": ((), ()),
    "self-test": ((), ()),
    "time": ((), ()),
    "ping": ((), ()),
    "introspect": ((), ()),
    "list-keys": ((), (SUB, ("offset", _number(0, 10_000)))),
    "open-orders": ((), ()),
    "cancel-all": ((), ()),
    "dead-man": ((("seconds", _number(0, 86_400)),), ()),
    "fills": ((("since", _number(0, LAST_TIME)), ("until", _number(0, LAST_TIME))), (("symbols", _symbols),)),
    "create-key": (
        (
            SUB,
            ("label", _text(LABEL, "label of letters, digits, hyphens and underscores")),
            ("addresses", _addresses),
            ("permissions", _permissions),
            ("into", _text(SECRET_NAME, "name of a secret")),
        ),
        (),
    ),
    "set-addresses": ((KEY, ("addresses", _addresses)), (SUB,)),
    "disable-key": ((KEY,), (SUB,)),
    "enable-key": ((KEY,), (SUB,)),
    "delete-key": ((KEY,), (SUB,)),
}
CHANGES = {"cancel-all", "dead-man", "create-key", "set-addresses", "disable-key", "enable-key", "delete-key"}


def read(call, given):
    """The arguments under the names of the methods."""
    if not isinstance(given, dict):
        raise Refused("arguments is no object")
    required, optional = ARGUMENTS[call]
    readers = dict([*required, *optional])
    named = {re.sub("[A-Z]", lambda one: "_" + one[0].lower(), name): value for name, value in given.items()}
    if len(named) != len(given) or not named.keys() <= readers.keys():
        raise Refused(f"arguments of {call} are {', '.join(sorted(map(_outside, readers))) or 'none'}")
    missing = [name for name, _ in required if name not in named]
    if missing:
        raise Refused(f"{_outside(missing[0])} is missing from the arguments of {call}")
    found = {name: readers[name](_outside(name), value) for name, value in named.items()}
    if call == "fills" and found["since"] > found["until"]:
        raise Refused("since is later than until")
    return found


def _outside(name):
    return re.sub("_([a-z])", lambda one: one[1].upper(), name)
