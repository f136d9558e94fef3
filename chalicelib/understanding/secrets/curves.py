"""Public keys from private ones on secp256k1 and Ed25519, in plain Python: some milliseconds each.

Only for telling what a text gives away, never for signing: nothing here is constant-time. Points
are kept projective, so that one inversion is enough. SEC 2 (secp256k1), RFC 8032 (Ed25519).
"""

from __future__ import annotations

import hashlib

_P = 2**256 - 2**32 - 977
_N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
_G = (
    0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
    0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8,
)
_Q = 2**255 - 19
_D = -121665 * pow(121666, -1, _Q) % _Q
_BY = 4 * pow(5, -1, _Q) % _Q
_BX = 15112221349535400772501151409588531511454012693041857206046113283949847762202

_Point = tuple[int, int, int]
_Extended = tuple[int, int, int, int]


def secp256k1_public(key: bytes) -> tuple[int, int] | None:
    """Return the point of a 32-byte private key, None when the number is out of range."""
    scalar = int.from_bytes(key, "big")
    if not 0 < scalar < _N:
        return None
    x, y, z = 0, 1, 0
    for bit in bin(scalar)[2:]:
        x, y, z = _doubled((x, y, z))
        if bit == "1":
            x, y, z = _plus_g((x, y, z))
    inverse = pow(z, -1, _P)
    square = inverse * inverse % _P
    return x * square % _P, y * square * inverse % _P


def _doubled(point: _Point) -> _Point:
    x, y, z = point
    square = y * y % _P
    s = 4 * x * square % _P
    m = 3 * x * x % _P
    doubled = (m * m - 2 * s) % _P
    return doubled, (m * (s - doubled) - 8 * square * square) % _P, 2 * y * z % _P


def _plus_g(point: _Point) -> _Point:
    """Return the sum of a Jacobian point and the generator; the two are never equal here."""
    x, y, z = point
    if z == 0:
        return (*_G, 1)
    square = z * z % _P
    h = (_G[0] * square - x) % _P
    r = (_G[1] * square * z - y) % _P
    if h == 0:
        return _doubled(point)
    h2 = h * h % _P
    h3 = h * h2 % _P
    v = x * h2 % _P
    total = (r * r - h3 - 2 * v) % _P
    return total, (r * (v - total) - y * h3) % _P, h * z % _P


def ed25519_public(seed: bytes) -> bytes:
    """Return the 32-byte public key of a 32-byte Ed25519 seed."""
    head = bytearray(hashlib.sha512(seed).digest()[:32])
    head[0] &= 248
    head[31] = head[31] & 63 | 64
    total: _Extended = (0, 1, 1, 0)
    base: _Extended = (_BX, _BY, 1, _BX * _BY % _Q)
    for bit in bin(int.from_bytes(head, "little"))[2:]:
        total = _sum(total, total)
        if bit == "1":
            total = _sum(total, base)
    inverse = pow(total[2], -1, _Q)
    x, y = total[0] * inverse % _Q, total[1] * inverse % _Q
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _sum(one: _Extended, two: _Extended) -> _Extended:
    a = (one[1] - one[0]) * (two[1] - two[0]) % _Q
    b = (one[1] + one[0]) * (two[1] + two[0]) % _Q
    c = 2 * one[3] * two[3] * _D % _Q
    d = 2 * one[2] * two[2] % _Q
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _Q, g * h % _Q, f * g % _Q, e * h % _Q
