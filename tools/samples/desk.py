"""The commands of a sample: gathered in any order, sorted by their time when they are written."""
import hashlib
import json

from .paris import stamp

SYSTEM, STAFF, BANK = {"role": "system", "id": "site"}, {"role": "staff", "id": "S-1"}, {"role": "bank", "id": "B-1"}
PROVIDER, AGENT = {"role": "provider", "id": "BTBCONNECT"}, {"role": "agent", "id": "A-7"}
commands = []


def give(when, command, actor, data, channel=None, **frame):
    line = {"at": when, "command": command, "actor": actor, "data": data, **frame}
    if channel:
        line["channel"] = channel
    commands.append(line)
    return line


def client(key):
    return {"role": "client", "id": key, "auth": "password"}


def proof(text):
    return [hashlib.sha256(text.encode()).hexdigest()]


def cents(text):
    return int(text.replace(".", ""))


def money(amount):
    return f"{amount // 100}.{amount % 100:02d}"


def number(lines):
    """Gives each line its id; one that is sent again has that of the first time."""
    count = 0
    for line in lines:
        if "again" not in line:
            count += 1
            line["id"] = f"c-{count:04d}"


FIELDS = ("id", "command", "at", "received_at", "actor", "channel", "expect", "proofs", "data")


def write(lines):
    for line in lines:
        line["id"] = line.get("again", line)["id"]
        out = {key: line[key] for key in FIELDS if key in line}
        print(json.dumps({**out, "at": stamp(line["at"])}, ensure_ascii=False, separators=(",", ":")))
