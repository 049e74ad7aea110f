#!/usr/bin/env python3
"""Checks a proof or a bundle of the log: an implementation of its own, from public rules only.

RFC 6962 section 2.1 (Merkle tree hash, audit path), RFC 8032 section 5.1 (Ed25519), C2SP signed-note and tlog-checkpoint
(signed heads). Needs nothing but Python's standard library, no network and no word of the program it checks.

    check.py FILE [KEY ...]

FILE is a proof of one event (also a receipt's bundle) or an exported bundle. KEY is a public key of the log as it is published,
<origin>+<key id>+<base64>; without one the keys in the file are believed, and that is said.
Ends with 0 when everything holds, with 1 when something does not, with 2 when it was called wrongly.
"""

import base64
import hashlib
import json
import struct
import sys


class Wrong(Exception):
    """Something does not hold."""


def require(holds, what):
    if not holds:
        raise Wrong(what)


# --- Ed25519, RFC 8032 section 5.1 --------------------------------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def recover_x(y, odd):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if odd else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != odd else x


def decode_point(octets):
    number = int.from_bytes(octets, "little")
    y = number & ((1 << 255) - 1)
    x = recover_x(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % P)


def add(first, second):
    a = (first[1] - first[0]) * (second[1] - second[0]) % P
    b = (first[1] + first[0]) * (second[1] + second[0]) % P
    c = 2 * first[3] * second[3] * D % P
    d = 2 * first[2] * second[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply(times, point):
    product = (0, 1, 1, 0)
    while times:
        if times & 1:
            product = add(product, point)
        point = add(point, point)
        times >>= 1
    return product


def same_point(first, second):
    return (first[0] * second[2] - second[0] * first[2]) % P == 0 and (first[1] * second[2] - second[1] * first[2]) % P == 0


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover_x(BASE_Y, 0), BASE_Y, 1, recover_x(BASE_Y, 0) * BASE_Y % P)


def ed25519_verifies(public, message, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    key, commitment = decode_point(public), decode_point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    return same_point(multiply(scalar, BASE), add(commitment, multiply(challenge, key)))


# --- Signed heads, C2SP signed-note and tlog-checkpoint -------------------------------------------------------------------------

ED25519 = 1


def read_key(text):
    """<origin>+<key id>+<base64 of the kind of key and the key>, the id being a hash of both."""
    parts = text.strip().split("+", 2)
    require(len(parts) == 3, f"not a public key of a log: {text}")
    origin, key_id, material = parts[0], parts[1], base64.b64decode(parts[2], validate=True)
    computed = hashlib.sha256(origin.encode() + b"\n" + material).digest()[:4]
    require(computed.hex() == key_id, f"the id {key_id} is not that of its key")
    require(len(material) == 33 and material[0] == ED25519, "not an Ed25519 key")
    return origin, computed, material[1:]


class Head:
    """A signed head: its origin, size and root, once a key that counts has signed it."""

    def __init__(self, note, keys):
        text, blank, signatures = note.rpartition("\n\n")
        require(blank and note.endswith("\n"), "a head is not a signed note")
        text += "\n"
        lines = text.split("\n")
        require(len(lines) >= 4, "a head has no size or root")
        self.origin, self.size = lines[0], int(lines[1])
        require(str(self.size) == lines[1] and self.size > 0, "the size of a head is not written as it must be")
        self.root = base64.b64decode(lines[2], validate=True)
        require(len(self.root) == 32, "the root of a head is not a hash")
        signed = 0
        for line in signatures.strip("\n").split("\n"):
            dash, name, encoded = line.split(" ", 2)
            require(dash == "\u2014", "a head has a line that is no signature")
            blob = base64.b64decode(encoded, validate=True)
            for origin, key_id, public in keys:
                if name == origin == self.origin and blob[:4] == key_id:
                    require(ed25519_verifies(public, text.encode(), blob[4:]), f"a signature on the head of size {self.size} is wrong")
                    signed += 1
        require(signed, f"no key that counts has signed the head of size {self.size}")


# --- The tree, RFC 6962 section 2.1 ---------------------------------------------------------------------------------------------


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def text_field(text):
    encoded = text.encode()
    return struct.pack(">I", len(encoded)) + encoded


def leaf(event):
    """The leaf hash over the event's canonical form: texts with their length, numbers as big-endian 64-bit integers."""
    entry = b"".join(
        [
            text_field(event["aggregate_type"]),
            text_field(event["aggregate_id"]),
            struct.pack(">q", event["sequence"]),
            text_field(event["event_type"]),
            text_field(event["event_version"]),
            struct.pack(">q", event["recorded_at_micros"]),
            text_field(event["payload"]),
            text_field(event["metadata"]),
        ]
    )
    computed = hashlib.sha256(b"\x00" + entry).digest()
    require(computed.hex() == event["leaf"], f"event {event['index']}: its bytes do not have the hash given beside them")
    return computed


def root_by_path(index, size, computed, path):
    """The root an audit path leads to."""
    require(0 <= index < size, "the event is not in the tree")
    last = size - 1
    for sibling in path:
        require(last > 0, "the path is too long")
        if index & 1 or index == last:
            computed = node(sibling, computed)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            computed = node(computed, sibling)
        index, last = index >> 1, last >> 1
    require(last == 0, "the path is too short")
    return computed


class Tree:
    """A growing tree: the complete subtrees its leaves fall into, largest first, as (leaves, root)."""

    def __init__(self, size, roots):
        weights = [1 << bit for bit in range(size.bit_length() - 1, -1, -1) if size >> bit & 1]
        require(len(weights) == len(roots), "the hashes before the events do not fit")
        self.size, self.subtrees = size, list(zip(weights, roots))

    def push(self, computed):
        leaves = 1
        while self.subtrees and self.subtrees[-1][0] == leaves:
            computed = node(self.subtrees.pop()[1], computed)
            leaves *= 2
        self.subtrees.append((leaves, computed))
        self.size += 1

    def root(self):
        computed = self.subtrees[-1][1]
        for _, left in reversed(self.subtrees[:-1]):
            computed = node(left, computed)
        return computed


def root_with(tree, size, right):
    """The root of the tree of `size` leaves that begins with `tree`, from the roots of the subtrees after it."""
    right = iter(right)
    first = {}
    start = 0
    for leaves, computed in tree.subtrees:
        first[(start, start + leaves)] = computed
        start += leaves

    def over(low, high):
        if (low, high) in first:
            return first[(low, high)]
        if low >= tree.size:
            return next(right)
        middle = low + (1 << (high - low - 1).bit_length() - 1)
        left = over(low, middle)
        return node(left, over(middle, high))

    computed = over(0, size)
    require(next(right, None) is None, "there are too many hashes after the events")
    return computed


# --- What is checked ------------------------------------------------------------------------------------------------------------


def hashes(texts):
    found = [bytes.fromhex(text) for text in texts]
    require(all(len(one) == 32 for one in found), "a hash has not 32 bytes")
    return found


def check_proof(proof, given):
    event = proof["event"]
    head = Head(proof["head"], given or [read_key(text) for text in proof["keys"]])
    require(root_by_path(event["index"], head.size, leaf(event), hashes(proof["path"])) == head.root, "the path does not lead to the signed head")
    payload = json.loads(event["payload"])
    facts = payload.get("ReceiptReceived", {}).get("facts")
    require(proof.get("facts") == facts, "the facts are not those of the event")
    return f"event {event['index']} ({event['event_type']}) is under the signed head of size {head.size} of {head.origin}"


def check_bundle(lines, given):
    header = json.loads(next(lines))["bundle"]
    require(header["format"] == "quietanza/audit-bundle/1", "the format is not known")
    keys = given or [read_key(text) for text in header["keys"]]
    final, begin, end = Head(header["head"], keys), header["from"], header["to"]
    require(0 <= begin < end <= final.size, "there is no such stretch of events")
    tree, heads, opened = Tree(begin, hashes(header["left"])), 0, 0
    for line in lines:
        [(kind, content)] = json.loads(line).items()
        if kind == "event":
            require(content["index"] == tree.size < end, f"event {tree.size}: missing or out of its place")
            tree.push(leaf(content))
        elif kind == "head":
            head = Head(content["note"], keys)
            require(head.size == tree.size, f"event {tree.size}: missing or out of its place")
            require(head.root == tree.root(), f"events up to {head.size - 1}: not what was signed in the head of size {head.size}")
            heads += 1
        else:
            require(kind in ("schema", "mandate", "opened"), "a line does not belong there")
            if kind == "opened":
                require(content["index"] == tree.size - 1, "an opened value does not stand after its event")
                opened += 1
    require(tree.size == end, f"event {tree.size}: missing or out of its place")
    require(root_with(tree, final.size, hashes(header["right"])) == final.root, "the events do not lead to the signed head")
    return f"events {begin} to {end - 1} are under the signed head of size {final.size} of {final.origin}, {heads} heads on the way" + (
        f"; {opened} opened values beside them, which nothing signs" if opened else ""
    )


def check(path, given):
    with open(path, encoding="utf-8", newline="\n") as file:
        if file.read(10) == '{"bundle":':
            file.seek(0)
            return check_bundle(iter(file.readline, ""), given)
        file.seek(0)
        proof = json.load(file)
        require(proof.get("format") == "quietanza/event-proof/1", "neither a proof nor a bundle")
        return check_proof(proof, given)


def main(arguments):
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        given = [read_key(text) for text in arguments[1:]]
        print(check(arguments[0], given))
        if not given:
            print("signed by keys the file itself names: compare them with those published")
        return 0
    except Wrong as wrong:
        print(f"WRONG: {wrong}", file=sys.stderr)
    except (ValueError, KeyError, TypeError, StopIteration) as error:
        print(f"WRONG: it cannot be read: {error!r}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
