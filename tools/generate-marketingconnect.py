#!/usr/bin/env python3
"""Writes the commands of the sample ledger marketingconnect: four hundred orders of clicks, e-mails, addresses and
messages in a year, for ninety advertisers, under two versions of the terms.

usage: generate-marketingconnect.py [EVENTS]

EVENTS is the log of an earlier pass (NDJSON, from `lz4 -dc`): late payments, refunds, paper invoices and corrections
answer what stands there. tools/make-samples calls this until nothing changes. Same input, same bytes: chance comes
from seeds. People, phones (numbers kept free for fiction) and e-mail addresses (example domains) are invented; prices,
the version CGV-2 and the rates from July 2026 are fixtures.
"""
import json
import sys

sys.dont_write_bytecode = True
from marketingconnect import changes, clicks, lists, mailings, mistakes, money, orders, persons, shop
from marketingconnect.cast import accounts
from samples.desk import commands, number, write
from samples.paris import LAST, utc


def main():
    events = []
    if len(sys.argv) > 1:
        with open(sys.argv[1], encoding="utf-8") as lines:
            events = [json.loads(line) for line in lines]
    clients = accounts()
    shop.open_shop()
    planned = orders.plan(clients)
    for one in planned:
        if one.runs:
            {"booster": clicks.run, "email": mailings.run, "sms": mailings.run, "list": lists.run,
             "mailing": mailings.post}[one.offer](one)
    changes.plan(planned)
    persons.plan(planned)
    mistakes.plan(planned)
    money.answer(events)
    lines = sorted((c for c in commands if c["at"].date() <= LAST), key=lambda c: utc(c["at"]))
    mistakes.say_twice(lines)
    number(lines)
    write(lines)


if __name__ == "__main__":
    main()
