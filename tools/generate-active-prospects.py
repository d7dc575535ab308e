#!/usr/bin/env python3
"""Writes the commands of the sample ledger active-prospects: a year of a market of six thousand leads, with a hundred
and fifty beneficiaries, under three versions of the terms.

usage: generate-active-prospects.py [EVENTS]

EVENTS is the log of an earlier pass (NDJSON, from `lz4 -dc`): the bank, late payments, recovery, refunds and
corrections answer what stands there. tools/make-samples calls this until nothing changes. Same input, same bytes:
chance comes from seeds. People, phones (numbers kept free for fiction), e-mail addresses (example domains) and the
bank details in a text are invented; prices, the versions CGU-2 and CGU-3 and the rates from July 2026 are fixtures.
"""
import json
import sys

sys.dont_write_bytecode = True
from activeprospects import clients, leads, mistakes, money, shop
from activeprospects.market import Market
from samples.desk import commands, number, write
from samples.paris import LAST, utc


def main():
    events = []
    if len(sys.argv) > 1:
        with open(sys.argv[1], encoding="utf-8") as lines:
            events = [json.loads(line) for line in lines]
    market = Market()
    shop.open_shop(market)
    clients.plan_clients(market)
    leads.plan_leads(market)
    mistakes.plan_mistakes(market)
    market.run()
    money.answer(events)
    lines = sorted((c for c in commands if c["at"].date() <= LAST), key=lambda c: utc(c["at"]))
    mistakes.say_twice(lines)
    number(lines)
    write(lines)


if __name__ == "__main__":
    main()
