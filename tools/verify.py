#!/usr/bin/python3
"""Verifies a Minutier ledger, or a proof taken from one, with none of Minutier's code.

Written from Sources/EventStore/FORMAT.md, whose sections are named, for a ledger at rest or a copy. What can
be computed is, and compared with what is stored. Exit code: 0 sound, 1 not sound, 2 could not be read.
"""
import argparse
import json
import re
from base64 import b64decode
from collections import Counter
from functools import reduce
from hashlib import sha256
from pathlib import Path
from struct import pack, unpack_from

import lz4.frame
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

BLOCK, PADDING, FOOTER = 0x184D2A50, 0x184D2A51, 0x184D2A52
HASH, NUMBER, LINE = "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=", "(?:0|[1-9][0-9]{0,18})", "[^\0-\x1f]+"
NOTE = f"{LINE}\n{NUMBER}\n{HASH}\n(?:{LINE}\n)*\n(?:\u2014 [^\0- ]+ [A-Za-z0-9+/]+=*\n)+"
INCLUSION = f"c2sp.org/tlog-proof@v1\n(?:extra ([A-Za-z0-9+/]+=*)\n)?index ({NUMBER})\n"
PROOF = f"(?:{INCLUSION}|minutier/consistency-proof@v1\n)((?:{HASH}\n)*)\n({NOTE})(?:\n({NOTE}))?"


def require(condition, finding):
    if not condition:
        raise ValueError(finding)


def sha(*parts):
    return sha256(b"".join(parts)).digest()


class Log:
    """Sections 1 and 3: every byte of every segment; `promised`: what root somebody vouched for, by size."""
    def __init__(self, folder, promised):
        self.size, self.peaks, self.versions, self.founding, self.promised = 0, [], {}, None, promised
        for path in folder.iterdir():
            require(re.fullmatch("tail|lock|[0-9]{20}[.]lz4([.]new)?", path.name), f"unknownFile: {path}")
        segments = sorted(folder.glob("*.lz4"))
        require(segments, "segmentGap: there is no segment")
        for path in segments:
            require(int(path.stem) == self.size, f"segmentGap: {path} after {self.size} events")
            self.read_segment(path, path.read_bytes())
            require(self.blocks or path == segments[-1], f"emptySegment: {path}")

    def read_segment(self, path, data):
        at, self.blocks, self.types, self.streams = 0, [], Counter(), set()
        while at < len(data):
            magic, size = unpack_from("<II", data.ljust(at + 8), at)
            if magic == PADDING:
                frame = pack("<II", PADDING, size) + bytes(min(size, len(data)))
            else:
                frame = self.block(data, at) if magic == BLOCK else self.footer()
            found = data[at:] if magic == FOOTER else data[at:at + len(frame)]
            require(found == frame, f"not the frame that must stand in {path} at byte {at}")
            at += len(frame)

    def block(self, data, at):
        """What must stand there, given the lines in the block's LZ4 frame."""
        size, before, first = int.from_bytes(data[at + 44:at + 48], "little"), self.root(), self.size
        frame = data[at + 128:at + 128 + size]
        # 6C: independent blocks, content size and content checksum, no block checksums, no dictionary.
        require(frame[:5] == b"\x04\x22\x4d\x18\x6c", f"blockHeader or frame, after {first} events")
        content, used = lz4.frame.decompress(frame, return_bytes_read=True)
        require(used == size and content.endswith(b"\n") and len(content) <= 64 << 20, "frame: another size")
        for line in content[:-1].split(b"\n"):
            self.read_line(line)
        self.blocks.append(pack("<QQ", first, at))
        header = pack("<II8sII", BLOCK, 120, b"minutier", 1, self.size - first)
        header += pack("<QQII", first, self.size, len(content), size) + self.root() + before + sha(frame)[:8]
        return header + sha(header)[:8] + frame

    def footer(self):
        """What must stand at the segment's end, given its lines and blocks."""
        bits = bytearray((10 * max(1, len(self.streams)) + 7) // 8)
        for stream in self.streams:
            x, y = unpack_from("<QQ", sha(stream))
            for bit in ((x + i * (y | 1)) % 2**64 % (8 * len(bits)) for i in range(7)):
                bits[bit // 8] |= 1 << bit % 8
        body = pack("<8s8sQI", b"MNTFOOT1", self.blocks[0][:8], self.types.total(), len(self.types))
        for name in sorted(self.types):
            body += pack("<B", len(name)) + name + pack("<Q", self.types[name])
        body += pack("<I", len(bits)) + bits + pack("<I", len(self.blocks)) + b"".join(self.blocks)
        frame = pack("<II", FOOTER, len(body) + 16) + body
        return frame + sha(frame)[:8] + pack("<I4s", len(frame) + 16, b"FOOT")

    def read_line(self, line):
        """Sections 1 and 2. The tree is kept as the roots of its perfect subtrees, from the left."""
        event = json.loads(line)
        stream, version = event["stream"], self.versions.get(event["stream"], 0) + 1
        again = json.dumps({**event, "position": self.size, "version": version}, ensure_ascii=False,
                           separators=(",", ":"), sort_keys=True, allow_nan=False).encode()
        require(line == again and len(line) <= 65535, f"lineForm, linePosition or streamVersion: {self.size}")
        self.founding, self.versions[stream] = self.founding or event, version
        self.streams.add(stream.encode())
        self.types[event.get("type", "").encode()] += 1
        top, rest = sha(b"\0", line), self.size
        while rest & 1:
            top, rest = sha(b"\1", self.peaks.pop(), top), rest >> 1
        self.peaks.append(top)
        self.size += 1
        if self.size in self.promised:
            require(self.promised[self.size] == self.root(), f"notConsistent: {self.size} events")

    def root(self):
        return reduce(lambda right, left: sha(b"\1", left, right), self.peaks[::-1]) if self.peaks else sha()


class Note:
    """Section 8: a signed note whose text is a checkpoint."""
    def __init__(self, note):
        require(re.fullmatch(NOTE, note), f"checkpoint: {note}")
        self.text = note[:note.index("\n\n") + 1]
        self.origin, size, root = self.text.split("\n")[:3]
        self.size, self.root = int(size), b64decode(root)
        require(self.size or self.root == sha(), "checkpoint: another root of no event")
        self.signatures = re.findall("\u2014 (.+) (.+)\n", note[len(self.text):])

    def require_signed(self, vkey):
        """By the log (type 1) or a witness (type 4): each signature in the key's name must hold."""
        name, key_id, typed = vkey.split("+", 2)
        typed, key_id = b64decode(typed), bytes.fromhex(key_id)
        require(key_id == sha(f"{name}\n".encode(), typed)[:4] and typed[0] in (1, 4), f"no key: {vkey}")
        blobs = [b64decode(sig) for by, sig in self.signatures if (by, b64decode(sig)[:4]) == (name, key_id)]
        require(blobs and (typed[0] == 4 or self.origin == name), f"checkpoint: not signed by {name}")
        for blob in blobs:
            time, blob = (blob[4:12], blob[12:]) if typed[0] == 4 else (b"", blob[4:])
            seen = f"cosignature/v1\ntime {int.from_bytes(time, 'big')}\n" if time else ""
            Ed25519PublicKey.from_public_bytes(typed[1:]).verify(blob, (seen + self.text).encode())
        print(f"checkpoint of {self.size} events signed by {name}")


def verify_ledger(ledger):
    """Sections 4 and 7."""
    kept = sorted((ledger / "checkpoints").glob("[0-9]" * 20))
    notes = [Note(path.read_bytes().decode()) for path in kept + given.checkpoint]
    require(all(int(path.name) == note.size for path, note in zip(kept, notes)), "checkpoint: another name")
    roots = {(0, sha())} | {(note.size, note.root) for note in notes}
    if (ledger / "log/tail").exists():
        tail = (ledger / "log/tail").read_bytes()
        require(len(tail) == 72 and tail[:8] + sha(tail[:64])[:8] == b"MNTTAIL1" + tail[64:], "tail: damaged")
        roots.add((int.from_bytes(tail[8:16], "little"), tail[32:64]))
    log = Log(ledger / "log", dict(roots))
    is_kept = roots == log.promised.items() and max(log.promised) <= log.size
    require(is_kept, f"eventsMissing, behindCheckpoint or notConsistent: {log.size} events")
    return notes, given.key or log.founding["data"]["vkey"], f"events {log.size} root {log.root().hex()}"


def climb(start, last, size, path, is_leaf):
    """Section 9: the roots of the events up to `last`, and of all `size`, to which an RFC 6962 path leads
    from `start`: event `last` itself (`is_leaf`), or the largest subtree that ends with it."""
    if size == 1 or last == size - 1 and not is_leaf:
        require(not path and last == size - 1, "the path leads elsewhere")
        return start, start
    (*path, top), half = path, 1 << (size - 1).bit_length() - 1
    if last < half:
        older, newer = climb(start, last, half, path, is_leaf)
        return older, sha(b"\1", newer, top)
    older, newer = climb(start, last - half, size - half, path, is_leaf)
    return sha(b"\1", top, older), sha(b"\1", top, newer)


def verify_proof(file):
    parsed = re.fullmatch(PROOF, file.read_bytes().decode()) or options.error("neither a ledger nor a proof")
    extra, index, path, *notes = parsed.groups()
    *older, new = [Note(note) for note in notes if note]
    path = [b64decode(line) for line in path.split()]
    if index:
        event = given.event.read_bytes().removesuffix(b"\n") if given.event else b64decode(extra)
        _, root = climb(sha(b"\0", event), int(index), new.size, path, True)
        require(root == new.root and not older, f"not event {index} of {new.size}")
        return [new], given.key, f"event {index} of {new.origin}\n{event.decode()}"
    (old,) = older
    # A perfect tree is itself what the path starts from; of another one, its first hash is the right end.
    start = path.pop(0) if old.size & (old.size - 1) and old.size < new.size else old.root
    roots = climb(start, old.size - 1, new.size, path, False) if old.size or path else (sha(), new.root)
    require(roots == (old.root, new.root) and old.origin == new.origin, "not the older tree, grown")
    return [old, new], given.key, f"{new.origin} only grew from {old.size} to {new.size} events"


options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
options.add_argument("path", type=Path, help="a ledger's folder, or the file of a proof of either kind")
options.add_argument("--checkpoint", type=Path, action="append", default=[], help="that it must extend")
options.add_argument("--event", type=Path, help="the line to prove, in place of the one in the proof")
options.add_argument("--key", help="the ledger's verifier key")
options.add_argument("--witness", help="the verifier key of one who must have cosigned")
given = options.parse_args()
try:
    notes, key, found = verify_ledger(given.path) if given.path.is_dir() else verify_proof(given.path)
    for note, vkey in ((note, vkey) for note in notes for vkey in (key, given.witness) if vkey):
        note.require_signed(vkey)
    print(found if key else f"{found}\nno signature of the log was checked: anyone could have made this")
except FileNotFoundError as error:
    options.error(f"couldn't read it: {error}")
except Exception as error:  # of whatever decodes, or checks a signature
    raise SystemExit(f"not sound: {str(error) or 'a wrong signature'}") from error
