#!/usr/bin/python3
"""Verifies a Minutier ledger, or a .tlog-proof taken from one, with none of Minutier's code.

usage: verify.py LEDGER [--checkpoint FILE] [--key VKEY] [--witness VKEY]
       verify.py PROOF [--key VKEY] [--witness VKEY] [--event FILE]

Written from Sources/EventStore/FORMAT.md, whose sections are named below. Needs Python 3 with the packages `lz4` and
`cryptography`; a ledger that nobody writes at the moment, or a copy. Stops at the first thing wrong.
Exit code: 0 sound, 1 not sound, 2 could not be read.
"""
import base64
import collections
import hashlib
import json
import os
import re
import struct
import sys

import lz4.frame
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HEADER, PADDING, FOOTER, RESERVED = 0x184D2A50, 0x184D2A51, 0x184D2A52, range(0x184D2A53, 0x184D2A60)


class NotSound(Exception):
    """Something found that the format does not allow."""


def require(condition, finding):
    if not condition:
        raise NotSound(finding)


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def read(path):
    with open(path, "rb") as file:
        return file.read()


class Tree:
    """Section 2: RFC 6962, kept as the roots of its perfect subtrees, from the left."""
    def __init__(self):
        self.size, self.peaks = 0, []

    def add(self, line):
        top, rest = sha(b"\0", line), self.size
        while rest & 1:
            top, rest = sha(b"\1", self.peaks.pop(), top), rest >> 1
        self.peaks.append(top)
        self.size += 1

    def root(self):
        root = self.peaks[-1] if self.peaks else sha()
        for peak in reversed(self.peaks[:-1]):
            root = sha(b"\1", peak, root)
        return root


class Log:
    """Sections 1, 3 and 4: every byte of every segment, and `tail`. `wanted`: the sizes whose roots are kept."""
    def __init__(self, folder, wanted):
        self.tree, self.versions, self.first_event = Tree(), {}, None
        self.roots, self.wanted, tail = {0: sha()}, set(wanted), None
        if os.path.exists(f"{folder}/tail"):
            tail = read(f"{folder}/tail")
            require(len(tail) == 72 and tail[:8] == b"MNTTAIL1" and sha(tail[:64])[:8] == tail[64:], "tail: damaged")
            durable, durable_root = struct.unpack_from("<Q", tail, 8)[0], tail[32:64]
            self.wanted.add(durable)
        names = sorted(os.listdir(folder))
        segments = [name for name in names if re.fullmatch("[0-9]{20}[.]lz4", name)]
        require(segments, "segmentGap: there is no segment")
        for name in names:
            known = name in segments or name in ("tail", "lock") or name.removesuffix(".new") in segments
            require(known, f"unknownFile: {name}")
        for name in segments:
            require(int(name[:20]) == self.tree.size, f"segmentGap: {name} after {self.tree.size} events")
            require(os.path.isfile(f"{folder}/{name}"), f"unreadable: {name}")
            self.read_segment(name, read(f"{folder}/{name}"), is_last=name == segments[-1])
        if tail:
            require(self.roots.get(durable) == durable_root, f"eventsMissing: tail names {durable}, or another root")

    def read_segment(self, name, data, is_last):
        at, first, blocks, self.types, self.streams = 0, self.tree.size, [], collections.Counter(), set()
        while at < len(data):
            place = f"{name} at byte {at}"
            require(at + 8 <= len(data), f"strayBytes: {place}")
            magic, size = struct.unpack_from("<II", data, at)
            require(magic not in RESERVED, f"reservedFrame: {place}")
            require(magic in (HEADER, PADDING, FOOTER), f"strayBytes: {place}")
            if magic == HEADER:
                blocks.append((self.tree.size, at))
                at = self.read_block(place, data, at)
            elif magic == FOOTER:
                require(data[at:] == self.footer(data[at:], first, blocks), f"footer: not what {name} holds, {place}")
                at = len(data)
            else:
                require(at + 8 + size <= len(data), f"padding: cut short, {place}")
                require(not any(data[at + 8:at + 8 + size]), f"padding: not zero, {place}")
                at += 8 + size
        require(blocks or is_last, f"emptySegment: {name}")

    def footer(self, given, first, blocks):
        """Section 3: what the footer of this segment must be; only the size of its filter is taken from it."""
        body = struct.pack("<8sQQI", b"MNTFOOT1", first, self.tree.size - first, len(self.types))
        for name, count in sorted(self.types.items()):
            body += bytes([len(name)]) + name + struct.pack("<Q", count)
        bits = bytearray(int.from_bytes(given[8 + len(body):12 + len(body)], "little"))
        for stream in self.streams if bits else ():
            x, y = struct.unpack_from("<QQ", sha(stream.encode()))
            for place in ((x + i * (y | 1)) % 2**64 % (8 * len(bits)) for i in range(7)):
                bits[place // 8] |= 1 << place % 8
        body += struct.pack("<I", len(bits)) + bits + struct.pack("<I", len(blocks))
        body += b"".join(struct.pack("<QQ", *block) for block in blocks)
        frame = struct.pack("<II", FOOTER, len(body) + 16) + body
        return frame + sha(frame)[:8] + struct.pack("<I4s", len(frame) + 16, b"FOOT")

    def read_block(self, place, data, at):
        header = data[at:at + 128]
        require(len(header) == 128 and sha(header[:120])[:8] == header[120:], f"blockHeader: {place}")
        _, rest, mark, version, count, first, end, content_size, frame_size = struct.unpack_from("<II8sIIQQII", header)
        require((rest, mark, version) == (120, b"minutier", 1), f"blockHeader or newerFormat: {place}")
        require(count > 0 and end == first + count and content_size <= 64 << 20, f"blockHeader: {place}")
        require(first == self.tree.size, f"positionGap: event {first} where {self.tree.size} must be, {place}")
        require(header[80:112] == self.tree.root(), f"rootBefore: {place}")
        frame = data[at + 128:at + 128 + frame_size]
        require(len(frame) == frame_size and sha(frame)[:8] == header[112:120], f"frameCheck: {place}")
        # 0x6C: independent blocks, content size and content checksum present, no block checksums, no dictionary.
        require(frame[:5] == b"\x04\x22\x4d\x18\x6c", f"frame: other flags, {place}")
        try:
            content, used = lz4.frame.decompress(frame, return_bytes_read=True)
        except RuntimeError as error:
            raise NotSound(f"frame: {error}, {place}") from error
        require(used == frame_size and len(content) == content_size, f"frame: another size, {place}")
        lines = content.split(b"\n")
        require(lines.pop() == b"" and len(lines) == count, f"lineCount: {place}")
        for line in lines:
            self.read_line(line)
        require(header[48:80] == self.tree.root(), f"rootAfter: {place}")
        return at + 128 + frame_size

    def read_line(self, line):
        position = self.tree.size
        require(1 <= len(line) <= 65535, f"lineCount: event {position} is empty or too long")
        try:
            event = json.loads(line)
            again = json.dumps(event, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
            own, stream, version, kind = (event[key] for key in ("position", "stream", "version", "type"))
        except (ValueError, KeyError, TypeError) as error:
            raise NotSound(f"lineForm: event {position}, {error}") from error
        require(again == line, f"lineForm: event {position} is not canonical JSON")
        require(own == position, f"linePosition: event {position} says {own}")
        require(version == self.versions.get(stream, 0) + 1, f"streamVersion: event {position}, {stream}")
        self.versions[stream], self.first_event = version, self.first_event or event
        self.streams.add(stream)
        self.types[kind.encode()] += 1
        self.tree.add(line)
        if self.tree.size in self.wanted:
            self.roots[self.tree.size] = self.tree.root()


class Note:
    """Section 8: a signed checkpoint."""
    def __init__(self, data):
        try:
            text, signatures = data.decode().rsplit("\n\n", 1)
            self.text = text + "\n"
            self.origin, size, root = self.text.split("\n")[:3]
            self.size, self.root = int(size), base64.b64decode(root, validate=True)
            require(str(self.size) == size and len(self.root) == 32, "checkpoint: no size or no root")
            parts = [line.split(" ") for line in signatures.removesuffix("\n").split("\n")]
            require(all(len(part) == 3 and part[0] == "\u2014" for part in parts), "checkpoint: no signature line")
            self.signatures = [(name, base64.b64decode(blob, validate=True)) for _, name, blob in parts]
        except ValueError as error:
            raise NotSound(f"checkpoint: {error}") from error

    def require_signed(self, vkey):
        """By the log (type 1) or by a witness (type 4): every signature in the key's name must hold."""
        name, identity, typed = vkey.split("+", 2)
        typed = base64.b64decode(typed, validate=True)
        if sha(name.encode(), b"\n", typed)[:4].hex() != identity or typed[0] not in (1, 4):
            raise ValueError(f"{vkey} is no Ed25519 verifier key")
        blobs = [blob[4:] for own, blob in self.signatures if own == name and blob[:4].hex() == identity]
        require(blobs, f"checkpoint: no signature by {name}")
        require(typed[0] == 4 or self.origin == name, f"checkpoint: of {self.origin}, signed by {name}")
        for blob in blobs:
            signed = self.text
            if typed[0] == 4:
                signed, blob = f"cosignature/v1\ntime {int.from_bytes(blob[:8], 'big')}\n{signed}", blob[8:]
            try:
                Ed25519PublicKey.from_public_bytes(typed[1:]).verify(blob, signed.encode())
            except InvalidSignature as error:
                raise NotSound(f"checkpoint: a wrong signature in the name of {name}") from error
        return f"checkpoint of {self.size} events signed by {name}"


def verify_ledger(ledger, options):
    card, kept = json.loads(read(f"{ledger}/ledger.json")), f"{ledger}/checkpoints"
    names = sorted(os.listdir(kept)) if os.path.isdir(kept) else []
    paths = [f"{kept}/{name}" for name in names if re.fullmatch("[0-9]{20}", name)]
    notes = [(path, Note(read(path))) for path in paths + options["--checkpoint"]]
    log = Log(f"{ledger}/log", {note.size for _, note in notes})
    for path, note in notes:
        signed = [note.require_signed(key) for key in options["--key"] or [log.first_event["data"]["vkey"]]]
        signed += [note.require_signed(key) for key in options["--witness"]]
        require(path not in paths or int(path[-20:]) == note.size, f"checkpoint: {path} is of {note.size} events")
        require(note.origin == card["origin"], f"checkpoint: {path} is of {note.origin}")
        require(note.size <= log.tree.size, f"behindCheckpoint: {log.tree.size} events, {note.size} signed in {path}")
        require(log.roots[note.size] == note.root, f"notConsistent: other events than were signed in {path}")
        print(*signed, sep="\n")
    print(f"events {log.tree.size} root {log.tree.root().hex()}")


def verify_proof(data, options):
    """Section 9: a C2SP tlog-proof, checked as RFC 9162, 2.1.3.2 says."""
    head, rest = data.split(b"\n\n", 1)
    mark, *lines = head.decode().split("\n")
    if mark != "c2sp.org/tlog-proof@v1":
        raise ValueError("neither a ledger nor a tlog-proof")
    fields, note = dict(line.split(" ") for line in lines if " " in line), Note(rest)
    index, last, path = int(fields["index"]), note.size - 1, [line for line in lines if " " not in line]
    event = read(options["--event"][0]).removesuffix(b"\n") if options["--event"] else base64.b64decode(fields["extra"])
    require(0 <= index <= last, f"event {index} is not among {note.size}")
    place, root = index, sha(b"\0", event)
    for other in (base64.b64decode(line, validate=True) for line in path):
        require(last > 0, "the path is too long")
        if place & 1 or place == last:
            root = sha(b"\1", other, root)
            while place & 1 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            root = sha(b"\1", root, other)
        place, last = place >> 1, last >> 1
    require(last == 0 and root == note.root, "the path does not lead from this event to the checkpoint's root")
    signed = [note.require_signed(key) for key in options["--key"] + options["--witness"]]
    print(f"event {index} of {note.origin}\n{event.decode()}")
    print(*(signed or ["no signature was checked: anyone could have made this"]), sep="\n")


def main(words):
    options, plain = {"--checkpoint": [], "--key": [], "--witness": [], "--event": []}, []
    while words:
        word = words.pop(0)
        options[word].append(words.pop(0)) if word in options and words else plain.append(word)
    try:
        (given,) = plain
        verify_ledger(given, options) if os.path.isdir(given) else verify_proof(read(given), options)
    except NotSound as finding:
        print(finding)
        return 1
    except (OSError, ValueError, KeyError) as error:
        print(f"couldn't verify {plain}: {error}", __doc__, sep="\n\n", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
