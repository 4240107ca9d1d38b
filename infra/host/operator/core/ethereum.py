"""Signatures of an Ethereum key, as Hyperliquid wants them: keccak-256, secp256k1 with deterministic nonces (RFC 6979), typed
data (EIP-712) and as much of MessagePack as an action is made of. openssl has no keccak-256, and its secp256k1 does not
tell which of two keys a signature belongs to. Python's numbers take a time that depends on the key: whoever can measure that
on this host runs code on it."""

import hashlib
import hmac

P = 2**256 - 2**32 - 977
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
G = (
    0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
    0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8,
)


def is_key(number):
    return 0 < number < N


# --- The curve (SEC 2, section 2.4.1) -----------------------------------------------------------------------------


def _add(one, other):
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 == x2:
        if (y1 + y2) % P == 0:
            return None
        slope = 3 * x1 * x1 * pow(2 * y1, -1, P) % P
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, P) % P
    x = (slope * slope - x1 - x2) % P
    return x, (slope * (x1 - x) - y1) % P


def _times(number, point=G):
    total = None
    while number:
        if number & 1:
            total = _add(total, point)
        point = _add(point, point)
        number >>= 1
    return total


def address_of(key):
    """The address of a private key, in lower case."""
    x, y = _times(key)
    return "0x" + keccak(x.to_bytes(32, "big") + y.to_bytes(32, "big"))[12:].hex()


def signature(key, digest):
    """(r, s, v) of a digest of 32 bytes: s in the lower half, v 27 or 28."""
    for k in _nonces(key, digest):
        x, y = _times(k)
        r = x % N
        s = pow(k, -1, N) * (int.from_bytes(digest, "big") + r * key) % N
        if r == 0 or s == 0:
            continue
        odd = (y & 1) ^ (x >= N) << 1
        return (r, s, 27 + odd) if s <= N // 2 else (r, N - s, 27 + (odd ^ 1))
    return None


def _nonces(key, digest):
    """RFC 6979 section 3.2, with SHA-256."""
    known = key.to_bytes(32, "big") + (int.from_bytes(digest, "big") % N).to_bytes(32, "big")
    value, seal = b"\x01" * 32, b"\x00" * 32
    for mark in (b"\x00", b"\x01"):
        seal = hmac.new(seal, value + mark + known, hashlib.sha256).digest()
        value = hmac.new(seal, value, hashlib.sha256).digest()
    while True:
        value = hmac.new(seal, value, hashlib.sha256).digest()
        if is_key(int.from_bytes(value, "big")):
            yield int.from_bytes(value, "big")
        seal = hmac.new(seal, value + b"\x00", hashlib.sha256).digest()
        value = hmac.new(seal, value, hashlib.sha256).digest()


# --- keccak-256, with the padding that Ethereum has and SHA-3 (FIPS 202) has not ---------------------------------------

_MASK = (1 << 64) - 1


def _constants():
    """The round constants, by the register of FIPS 202 section 3.2.5."""
    register, found = 1, []
    for _ in range(24):
        constant = 0
        for power in range(7):
            if register & 1:
                constant |= 1 << ((1 << power) - 1)
            register = (register << 1) ^ (0x171 if register & 0x80 else 0)
        found.append(constant)
    return found


_CONSTANTS = _constants()


def _turn(lane, by):
    return ((lane << by) | (lane >> (64 - by))) & _MASK if by else lane


def _permute(lanes):
    for constant in _CONSTANTS:
        columns = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
        mixed = [columns[(x + 4) % 5] ^ _turn(columns[(x + 1) % 5], 1) for x in range(5)]
        lanes = [lane ^ mixed[at % 5] for at, lane in enumerate(lanes)]
        x, y, carried = 1, 0, lanes[1]
        moved = list(lanes)
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            at = x + 5 * y
            carried, moved[at] = lanes[at], _turn(carried, (step + 1) * (step + 2) // 2 % 64)
        lanes = [
            moved[at] ^ (~moved[at - at % 5 + (at + 1) % 5] & _MASK & moved[at - at % 5 + (at + 2) % 5]) for at in range(25)
        ]
        lanes[0] ^= constant
    return lanes


def keccak(content):
    rate = 136
    padded = bytearray(content + b"\x01" + bytes(-(len(content) + 1) % rate))
    padded[-1] |= 0x80
    lanes = [0] * 25
    for start in range(0, len(padded), rate):
        for at in range(rate // 8):
            lanes[at] ^= int.from_bytes(padded[start + 8 * at : start + 8 * at + 8], "little")
        lanes = _permute(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


# --- Actions --------------------------------------------------------------------------------------------------------


def packed(content):
    """MessagePack (https://github.com/msgpack/msgpack/blob/master/spec.md) of objects, lists, text and whole numbers."""
    if isinstance(content, dict):
        head = bytes([0x80 | len(content)]) if len(content) < 16 else b"\xde" + len(content).to_bytes(2, "big")
        return head + b"".join(packed(name) + packed(each) for name, each in content.items())
    if isinstance(content, list):
        head = bytes([0x90 | len(content)]) if len(content) < 16 else b"\xdc" + len(content).to_bytes(2, "big")
        return head + b"".join(packed(each) for each in content)
    if isinstance(content, str):
        text = content.encode()
        return (bytes([0xA0 | len(text)]) if len(text) < 32 else b"\xd9" + bytes([len(text)])) + text
    if content < 0x80:
        return bytes([content])
    for mark, width in ((0xCC, 1), (0xCD, 2), (0xCE, 4), (0xCF, 8)):
        if content < 1 << 8 * width:
            return bytes([mark]) + content.to_bytes(width, "big")
    raise ValueError


def action_digest(action, nonce, mainnet):
    """What is signed of an action without a vault: EIP-712 of an agent whose id is the hash of the action."""
    connection = keccak(packed(action) + nonce.to_bytes(8, "big") + b"\x00")
    domain = keccak(
        keccak(b"EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)")
        + keccak(b"Exchange")
        + keccak(b"1")
        + (1337).to_bytes(32, "big")
        + bytes(32)
    )
    agent = keccak(keccak(b"Agent(string source,bytes32 connectionId)") + keccak(b"a" if mainnet else b"b") + connection)
    return keccak(b"\x19\x01" + domain + agent)


def signed_action(key, action, nonce, mainnet):
    r, s, v = signature(key, action_digest(action, nonce, mainnet))
    return {"r": hex(r), "s": hex(s), "v": v}
