#!/usr/bin/python3
"""A witness of another make: cosigns a checkpoint as C2SP tlog-cosignature says, with a key of its own.

usage: witness.py CHECKPOINT SECONDS
Prints its verifier key, then its signature line.
"""
import base64
import hashlib
import struct
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

NAME = "witness.example/w1"
key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"a witness in tests").digest())
typed = b"\x04" + key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
identity = hashlib.sha256(NAME.encode() + b"\n" + typed).digest()[:4]
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    text = file.read().split("\n\n")[0] + "\n"
seconds = int(sys.argv[2])
signature = key.sign(f"cosignature/v1\ntime {seconds}\n{text}".encode())
print(f"{NAME}+{identity.hex()}+{base64.b64encode(typed).decode()}")
print(f"\u2014 {NAME} {base64.b64encode(identity + struct.pack('>Q', seconds) + signature).decode()}")
