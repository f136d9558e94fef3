"""Public keys from private ones on secp256k1 and Ed25519, in plain Python: some milliseconds each.

Only for telling what a text gives away, never for signing: nothing here is constant-time. Points
are kept projective, so that one inversion is enough. SEC 2 (secp256k1), RFC 8032 (Ed25519).
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar

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
_T = TypeVar("_T")
_TEETH, _STEPS = 8, 32


def secp256k1_public(key: bytes) -> tuple[int, int] | None:
    """Return the point of a 32-byte private key, None when the number is out of range."""
    scalar = int.from_bytes(key, "big")
    if not 0 < scalar < _N:
        return None
    x, y, z = _times(scalar, _comb_of_g(), _doubled, _added, (0, 1, 0))
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


def _added(one: _Point, two: _Point) -> _Point:
    """Return the sum of two Jacobian points."""
    if one[2] == 0 or two[2] == 0:
        return two if one[2] == 0 else one
    square, square_2 = one[2] * one[2] % _P, two[2] * two[2] % _P
    u = one[0] * square_2 % _P
    s = one[1] * square_2 * two[2] % _P
    h = (two[0] * square - u) % _P
    r = (two[1] * square * one[2] - s) % _P
    if h == 0:
        return _doubled(one) if r == 0 else (0, 1, 0)
    h2 = h * h % _P
    h3 = h * h2 % _P
    v = u * h2 % _P
    total = (r * r - h3 - 2 * v) % _P
    return total, (r * (v - total) - s * h3) % _P, h * one[2] * two[2] % _P


def ed25519_public(seed: bytes) -> bytes:
    """Return the 32-byte public key of a 32-byte Ed25519 seed."""
    head = bytearray(hashlib.sha512(seed).digest()[:32])
    head[0] &= 248
    head[31] = head[31] & 63 | 64
    scalar = int.from_bytes(head, "little")
    total = _times(scalar, _comb_of_b(), _twice, _sum, (0, 1, 1, 0))
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


def _twice(point: _Extended) -> _Extended:
    return _sum(point, point)


@functools.cache
def _comb_of_g() -> list[_Point]:
    return _comb((*_G, 1), _doubled, _added, (0, 1, 0))


@functools.cache
def _comb_of_b() -> list[_Extended]:
    return _comb((_BX, _BY, 1, _BX * _BY % _Q), _twice, _sum, (0, 1, 1, 0))


def _comb(point: _T, double: Callable[[_T], _T], add: Callable[[_T, _T], _T], zero: _T) -> list[_T]:
    """Return the sums of every choice of eight multiples of a point, 2^32 from each to the next.

    With them a product takes 32 steps; making them takes as long as two products without.
    """
    sums = [zero]
    for _ in range(_TEETH):
        sums += [add(one, point) for one in sums]
        for _ in range(_STEPS):
            point = double(point)
    return sums


def _times(
    scalar: int,
    comb: Sequence[_T],
    double: Callable[[_T], _T],
    add: Callable[[_T, _T], _T],
    total: _T,
) -> _T:
    """Return a number below 2^256 times the point a comb was made of; `total` is zero."""
    bits = f"{scalar:0{_TEETH * _STEPS}b}"
    for step in range(_STEPS):
        total = double(total)
        chosen = int(bits[step::_STEPS], 2)
        if chosen:
            total = add(total, comb[chosen])
    return total
