"""A call that did not succeed, in words of our own: what an exchange writes is never repeated, since it may echo a key."""

import re

# One sentence a kind: completes the picture for a person, and never holds anything that was read.
SENTENCES = {
    "no-credential": "The secret holds no credential under this version, or the host may not read it.",
    "malformed-credential": "The secret does not hold a credential of this exchange: JSON with ccxt's names is expected.",
    "bad-key": "The exchange does not know the key, or it was deleted, frozen or disabled.",
    "expired": "The key has expired.",
    "bad-signature": "The exchange refused the signature: the secret half does not belong to the key.",
    "bad-passphrase": "The exchange refused the passphrase.",
    "address-refused": "The exchange refuses this host's address: it is not on the key's list.",
    "permission-missing": "The key lacks the permission for this call.",
    "clock": "The exchange refused the time of the request: this host's clock is off.",
    "region-refused": "The exchange does not serve the region of this host's address.",
    "wrong-network": "The key belongs to the exchange's other network.",
    "ambiguous": "The exchange does not say which is wrong: key, address or permission.",
    "rate-limited": "The exchange's rate limit is used up.",
    "banned": "The exchange has banned this address for a while.",
    "unavailable": "The exchange is out of service for the moment.",
    "timeout": "The exchange did not answer in time.",
    "unreachable": "The exchange could not be reached: name, connection, TLS or the host's gate.",
    "not-the-exchange": "Something other than the exchange answered: another certificate, or no JSON.",
    "unexpected": "The exchange's answer was not understood.",
    "unsupported": "The exchange has no such call.",
}

# After these the exchange has certainly done nothing.
DECIDED = {
    "no-credential",
    "malformed-credential",
    "bad-key",
    "expired",
    "bad-signature",
    "bad-passphrase",
    "address-refused",
    "permission-missing",
    "clock",
    "region-refused",
    "wrong-network",
    "ambiguous",
    "rate-limited",
    "banned",
    "unsupported",
}

CODE = re.compile(r"[A-Za-z0-9_.:+ -]{1,64}")


class Failure(Exception):
    """Carries no text that came from outside, but for the exchange's code, and that only in the shape of one."""

    def __init__(self, kind, code=None, http_status=None, retry_after=None, message=None):
        super().__init__(kind)
        self.kind = kind
        self.code = str(code) if code is not None and CODE.fullmatch(str(code)) else None
        self.http_status = http_status
        self.retry_after = retry_after
        self.message = message or SENTENCES[kind]
        self.may_have_happened = False
        self.result = None

    def as_json(self):
        error = {
            "kind": self.kind,
            "code": self.code,
            "httpStatus": self.http_status,
            "retryAfterSeconds": self.retry_after,
            "message": self.message,
        }
        if self.may_have_happened:
            error["mayHaveHappened"] = True
        return error
