#!/usr/bin/env python3
"""Writes the damaged samples of eventlogs/damaged as inputs of the fuzz target `log` (FuzzedLog.swift).

usage: damaged-seeds.py FOLDER
"""
import json
import sys

BASE = "eventlogs/damaged/base/log/"
SEGMENT = f"{0:020d}.lz4"


def damaged(row, files):
    for edit in row["edits"]:
        if "write" in edit and edit["write"] in files:
            data = bytes.fromhex(edit["hex"])
            files[edit["write"]][edit["at"]:edit["at"] + len(data)] = data
        elif edit.get("truncate") in files:
            del files[edit["truncate"]][edit["to"]:]
        elif "remove" in edit:
            files.pop(edit["remove"], None)
        elif edit.get("zero") in files:
            files[edit["zero"]][edit["at"]:edit["at"] + edit["count"]] = bytes(edit["count"])
    return files


def main():
    with open("eventlogs/damaged/damage.ndjson", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            files = {}
            for name in (SEGMENT, "tail"):
                with open(BASE + name, "rb") as file:
                    files[name] = bytearray(file.read())
            files = damaged(row, files)
            tail = files.get("tail")
            if SEGMENT not in files or (tail is not None and len(tail) != 72):
                continue
            with open(f"{sys.argv[1]}/damaged-{row['name']}", "wb") as file:
                file.write(bytes([2 if tail is not None else 0, 0, 0, 0]) + (tail or bytes(72)) + files[SEGMENT])


if __name__ == "__main__":
    main()
