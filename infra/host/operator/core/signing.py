"""Signatures. HMAC by Python; private keys by the openssl command, which reads them from memory, never from a disk."""

import base64
import binascii
import hashlib
import hmac
import os
import re
import secrets
import subprocess

from core.failure import Failure

OPENSSL = "/usr/bin/openssl"
PEM = re.compile(r"\s*-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([A-Za-z0-9+/=\s]+)-----END \1-----\s*")
ED25519, RSA, P256 = "ed25519", "rsa", "p256"
# Object identifiers as they stand in PKCS#8 (RFC 8410, RFC 8017, RFC 5480).
OIDS = {bytes.fromhex("06032b6570"): ED25519, bytes.fromhex("06092a864886f70d010101"): RSA, bytes.fromhex("06082a8648ce3d030107"): P256}


def hmac_hex(secret, text, algorithm=hashlib.sha256):
    return hmac.new(secret.encode(), text.encode(), algorithm).hexdigest()


def hmac_base64(secret, text, algorithm=hashlib.sha256):
    """The secret may be bytes, where the exchange hands it out in base64."""
    key = secret if isinstance(secret, bytes) else secret.encode()
    message = text if isinstance(text, bytes) else text.encode()
    return base64.b64encode(hmac.new(key, message, algorithm).digest()).decode()


def decoded(secret):
    """The bytes of a secret that is handed out in base64."""
    try:
        return base64.b64decode(secret, validate=True)
    except (ValueError, binascii.Error):
        raise Failure("malformed-credential") from None


def is_pem(secret):
    return "PRIVATE KEY" in secret


def kind_of(secret):
    """Which algorithm a PEM block is for."""
    found = PEM.fullmatch(secret)
    if found is None:
        raise Failure("malformed-credential")
    if found[1] == "RSA PRIVATE KEY":
        return RSA
    if found[1] == "EC PRIVATE KEY":
        return P256
    head = decoded("".join(found[2].split()))[:48]
    for oid, kind in OIDS.items():
        if oid in head:
            return kind
    raise Failure("malformed-credential")


def signed(secret, message):
    """The signature of `message` by the private key in the PEM block `secret`: raw Ed25519, PKCS#1 v1.5 with SHA-256, or
    ECDSA P-256 with SHA-256 as r and s, 32 bytes each."""
    kind = kind_of(secret)
    digest = [] if kind == ED25519 else ["-digest", "sha256"]
    with _in_memory(secret.encode()) as key, _in_memory(message) as data:
        command = [OPENSSL, "pkeyutl", "-sign", "-rawin", "-inkey", _path(key), "-in", _path(data), *digest]
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=(key.fileno(), data.fileno()),
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
                timeout=5,
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            raise Failure("unexpected", message="This host's openssl could not sign.") from None
    if done.returncode != 0 or not done.stdout:
        raise Failure("malformed-credential")
    return _fixed(done.stdout) if kind == P256 else done.stdout


def _in_memory(content):
    file = os.fdopen(os.memfd_create("bulkhead", os.MFD_CLOEXEC), "w+b", buffering=0)
    file.write(content)
    file.seek(0)
    return file


def _path(file):
    return f"/dev/fd/{file.fileno()}"


def _fixed(der):
    """r and s of a DER signature (SEQUENCE of two INTEGERs), as RFC 7518 section 3.4 wants them."""
    at, numbers = 2, []
    for _ in range(2):
        length = der[at + 1]
        numbers.append(int.from_bytes(der[at + 2 : at + 2 + length], "big"))
        at += 2 + length
    return b"".join(number.to_bytes(32, "big") for number in numbers)


def passphrase():
    """A passphrase that every exchange takes: letters of both cases, digits and one of the marks they ask for."""
    return f"{secrets.token_hex(12)}A1a!"
