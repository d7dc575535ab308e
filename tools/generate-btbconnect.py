#!/usr/bin/env python3
"""Writes the commands of the sample ledger btbconnect: a year of sixty insurance agencies, under three versions
of the terms.

usage: generate-btbconnect.py [EVENTS]

EVENTS is the log of an earlier pass (NDJSON, from `lz4 -dc`): the bank, payments, credit notes and corrections
answer what stands there. tools/make-samples calls this until nothing changes. Same input, same bytes: chance
comes from seeds. People, phones (numbers kept free for fiction) and e-mail addresses (example domains) are
invented; prices and the versions CGPS20250901-1 and CGPS20261101-1 are fixtures.
"""
import json
import sys

sys.dont_write_bytecode = True
from btbconnect import appointments, contracts, mistakes, money, packs, shop
from samples.desk import commands, number, write
from samples.paris import LAST, utc


def main():
    events = []
    if len(sys.argv) > 1:
        with open(sys.argv[1], encoding="utf-8") as lines:
            events = [json.loads(line) for line in lines]
    contracts.registrations()
    contracts.notices()
    contracts.force_majeure()
    contracts.breaches()
    contracts.options()
    contracts.plan_changes()
    packs.packs()
    shop.open_shop()
    planned = appointments.plan_appointments()
    appointments.book(planned)
    appointments.live(planned)
    appointments.calls(planned)
    mistakes.mistakes(planned, events)
    money.answer(events)
    lines = sorted((c for c in commands if c["at"].date() <= LAST), key=lambda c: utc(c["at"]))
    mistakes.say_twice(lines)
    number(lines)
    write(lines)


if __name__ == "__main__":
    main()
