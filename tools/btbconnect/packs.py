"""Starter Packs: ordered, paid, delivered; given back before their start; asked for twice (BC-3)."""
from datetime import timedelta

from samples.desk import BANK, STAFF, client, give
from samples.life import Appointment
from samples.paris import at, day, office_day, stamp
from samples.people import Chance

from .cast import CLIENTS, PACKS, price
from .contracts import accept, register

REFUNDED = "C-054 C-055 C-056".split()  # before the campaign
NEVER_PAID = ["C-060"]
# A pack's appointments in their order: those that are lost give their slot back.
FATES = ("held held silent prospect_away held form_accepted silent held form_rejected held held silent").split()


def packs():
    for one in PACKS:
        ordered = at(one.signed, 9, 45)
        order(one, one.contract, ordered)
        start(one, one.contract, at(one.signed, 11))  # not paid yet
        if one.key in NEVER_PAID:
            start(one, one.contract, at(office_day(one.signed + timedelta(days=9)), 9))
            continue
        pay(one, one.contract, one.signed + timedelta(days=one.pays == "transfer"))
        if one.key in REFUNDED:
            give(at(office_day(one.signed + timedelta(days=5)), 10), "RequestRefund", client(one.key),
                 {"order": one.contract, "reason": "changement_de_projet"}, "email")
        else:
            start(one, one.contract, at(one.start, 9, 30))
    again = CLIENTS["C-054"]  # a pack that was refunded doesn't count (A-BC-12)
    order(again, "ORD-054-2", at(day("2026-06-02"), 10))
    pay(again, "ORD-054-2", day("2026-06-03"))
    start(again, "ORD-054-2", at(again.start, 9, 30))
    subscribe_during_pack()
    misuse()


def order(one, key, when, **paid):
    give(when, "OrderStarterPack", client(one.key), {"client": one.key, "order": key, "paid_by": "card", **paid}, "web")


def pay(one, key, value):
    give(at(value, 16, 5), "RecordPayment", BANK, {
        "payment": f"PAY-{key}", "client": one.key, "amount": "1790.00",
        "method": "card" if one.pays == "card" else "transfer", "value_date": value.isoformat()})


def start(one, key, when):
    give(when, "StartCampaign", STAFF, {"campaign": f"CA-{key[4:]}", "channel": "phone", "order": key,
                                        "at": stamp(when)})


def subscribe_during_pack():
    """The ten appointments of the pack come first, then the quota (BC-3.3)."""
    when = at(day("2026-10-12"), 10)
    give(when, "Subscribe", client("C-058"), {
        "client": "C-058", "contract": "K-058", "plan": "GROW", "start_on": "2026-10-15",
        "price_seen": price("GROW", when.date())}, "web")


def misuse():
    for index, key in enumerate("C-051 C-052 C-057".split()):
        one = CLIENTS[key]
        give(at(office_day(one.start + timedelta(days=20)), 9, index), "RequestRefund", client(key),
             {"order": one.contract, "reason": "trop_peu_de_rendez_vous"}, "email")
        again = at(office_day(one.start + timedelta(days=120)), 10, index)
        accept(one.key, again - timedelta(minutes=4))
        order(one, one.contract + "-2", again)
        give(at(office_day(one.start + timedelta(days=9)), 15), "ActivateMultichannel", client(key),
             {"contract": one.contract, "from": office_day(one.start + timedelta(days=12)).isoformat()}, "web")
    for index, key in enumerate("C-004 C-021 C-029".split()):
        order(CLIENTS[key], f"ORD-{key[2:]}", at(day("2026-10-05"), 11, index))
    for index, paid in enumerate(({"paid_by": "instalments"}, {"amount": "1000.00"}, {"amount": "895.00"})):
        order(CLIENTS["C-055"], "ORD-055-1", at(CLIENTS["C-055"].signed, 9, 35 + index), **paid)
    # The same company under another name and e-mail address (A-BC-13).
    chance = Chance("btbconnect twin")
    register("C-065", at(day("2026-11-24"), 9), chance, "general_agent", registration="900000001")
    register("C-066", at(day("2026-11-24"), 9, 5), chance, "general_agent", registration="900000001")
    for key, minute in (("C-065", 10), ("C-066", 20)):
        when = at(day("2026-11-24"), 9, minute)
        accept(key, when)
        give(when + timedelta(minutes=2), "OrderStarterPack", client(key),
             {"client": key, "order": f"ORD-{key[2:]}", "paid_by": "transfer"}, "web")


def plan_packs():
    """The appointments of packs, one or two a week; the eleventh and the twelfth take slots given back."""
    planned = []
    for one in PACKS:
        if one.key in NEVER_PAID + REFUNDED[1:]:
            continue
        key = "ORD-054-2" if one.key == "C-054" else one.contract
        for index, fate in enumerate(FATES):
            if one.key == "C-053" and index == 9:
                fate = "found_out_late"
            if one.key == "C-058" and index > 5:  # the rest is booked for its subscription
                break
            d = office_day(one.start + timedelta(days=9 + 5 * index + (11 if index > 9 else 0)))
            planned.append(Appointment(one.key, key, at(d, 10 + index % 7, 30), fate))
        if one.key == "C-053":  # the slot of one that turned out not to be held
            d = office_day(one.start + timedelta(days=160))
            planned.append(Appointment(one.key, key, at(d, 11), "held"))
        if one.key in ("C-051", "C-052", "C-057"):  # one more than the pack holds: refused
            d = office_day(one.start + timedelta(days=110))
            planned.append(Appointment(one.key, key, at(d, 11), "silent"))
    return planned
