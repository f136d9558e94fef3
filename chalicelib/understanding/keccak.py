"""Keccak-256 as Ethereum uses it: FIPS 202's permutation with the original padding.

hashlib's sha3_256 pads otherwise and gives other digests. Only mixed-case EVM addresses need this,
so it is written small; one block takes some tenths of a millisecond.
"""

from __future__ import annotations

from operator import itemgetter

_RATE = 136  # bytes absorbed at once: 200 - 2 × 32
_MASK = (1 << 64) - 1
_ROUND_CONSTANTS = (
    0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000,
    0x000000000000808B, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
    0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
    0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
)  # fmt: skip


def _rho_pi() -> tuple[tuple[int, int, int], ...]:
    """Return (from lane, to lane, rotation) for the steps ρ and π; a lane's index is x + 5y."""
    steps = [(0, 0, 0)]
    x, y = 1, 0
    for t in range(24):
        to_x, to_y = y, (2 * x + 3 * y) % 5
        steps.append((x + 5 * y, to_x + 5 * to_y, (t + 1) * (t + 2) // 2 % 64))
        x, y = to_x, to_y
    return tuple(steps)


_RHO_PI = _rho_pi()
_by_column = itemgetter(*(source % 5 for source, _, _ in _RHO_PI))


def _permute(lanes: list[int]) -> list[int]:
    """Return the 25 lanes after 24 rounds. Written out where a loop would cost most."""
    for constant in _ROUND_CONSTANTS:
        c = [a ^ b ^ d ^ e ^ f for a, b, d, e, f in zip(*_planes(lanes), strict=True)]
        t = [c[x - 1] ^ (c[x - 4] << 1 & _MASK | c[x - 4] >> 63) for x in range(5)]
        turned = [0] * 25
        for (source, target, left), flip in zip(_RHO_PI, _by_column(t), strict=True):
            lane = lanes[source] ^ flip
            turned[target] = (lane << left | lane >> 64 - left) & _MASK
        lanes = []
        for y in (0, 5, 10, 15, 20):
            a, b, d, e, f = turned[y : y + 5]
            lanes += (a ^ (~b & d), b ^ (~d & e), d ^ (~e & f), e ^ (~f & a), f ^ (~a & b))
        lanes[0] ^= constant
    return lanes


def _planes(lanes: list[int]) -> tuple[list[int], ...]:
    return lanes[:5], lanes[5:10], lanes[10:15], lanes[15:20], lanes[20:]


def keccak_256(data: bytes) -> bytes:
    """Return the 32-byte Keccak-256 digest.

    >>> keccak_256(b"").hex()[:16]
    'c5d2460186f7233c'
    """
    padded = bytearray(data) + b"\x01" + bytes(-(len(data) + 1) % _RATE)
    padded[-1] |= 0x80
    lanes = [0] * 25
    for start in range(0, len(padded), _RATE):
        for i in range(_RATE // 8):
            at = start + 8 * i
            lanes[i] ^= int.from_bytes(padded[at : at + 8], "little")
        lanes = _permute(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])
