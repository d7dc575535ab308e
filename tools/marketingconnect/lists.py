"""ListConnect: files of addresses, their quantities, their licences, their use (MC-L)."""
from datetime import timedelta

from samples.desk import STAFF, SYSTEM, proof
from samples.paris import LAST, at, day, month_first, office_day, stamp, worked

from .claims import Claim

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
# What is delivered of ten thousand that were ordered: around the tolerance of seven per cent (MC-L.6).
DELIVERED = [10_000, 9_301, 10_000, 9_300, 9_780, 9_299, 10_700, 10_000, 10_701, 9_995, 11_200, 8_900]
RETURNED = [0, 800, 0, 700, 701, 0, 910, 300]  # of ten thousand that were delivered
FORMATS = ["csv", "txt", "xlsx"]
OPT_IN = day("2026-08-11")


def run(one):
    ordered = one.items[0][1]
    one.delivered = (ordered * DELIVERED[one.nth % len(DELIVERED)] + 9_999) // 10_000
    when = one.hour(worked(one.validated, 1 + one.nth % 3), 11)
    one.file, one.on = f"L-{one.key[2:]}", when
    data = {"order": one.key, "file": one.file, "quantity": one.delivered, "hash": proof(f"{one.file} rows")[0]}
    if one.nth % 13 == 4 and one.paid_at > one.when + 30 * MINUTE:  # not paid yet
        one.give(one.when + 25 * MINUTE, "DeliverFile", {**data, "format": "csv"}, SYSTEM)
    if one.nth % 19 == 6:
        one.give(when - 5 * MINUTE, "DeliverFile", {**data, "format": "pdf"}, SYSTEM)
    data["format"] = FORMATS[one.nth % 3]
    if one.nth % 25 == 3:  # kept since 2021 under an older licence: what is kept for five years ends (MC-L.9)
        data["available_at"] = stamp(at(day(f"2021-0{3 + one.nth // 25}-16"), 11))
        one.give(when, "DeliverFile", data, SYSTEM)
        return
    one.give(when, "DeliverFile", data, SYSTEM)
    one.give(when + 40 * MINUTE, "RecordSending", {
        "about": one.file, "kind": "downloaded", "channel": "portal", "to_ref": one.account.person}, SYSTEM)
    use(one)
    returns(one)
    licence(one)


def returns(one):
    """Letters that came back, and the claim for them (MC-L.7)."""
    count = one.delivered * RETURNED[one.nth % len(RETURNED)] // 10_000
    last, turn = month_first(one.on.date(), 3), one.nth // 8 % 4
    if one.nth % 12 in (5, 11):  # far too few: claimed, replaced by agreement or not (A-MC-24)
        replaced(one)
    if not count:
        return
    received = office_day(one.on.date() + (40 + one.chance.below(30)) * DAY)
    if turn == 2:
        received = last + DAY
    give_back(one, received, count)
    claim = Claim(one, one.on.date(), last, {"order": one.key})
    if turn == 3:  # the letter comes too late
        claim.late()
        return
    sent = received - (0, 4, 5)[turn] * DAY
    key, at_desk = claim.file(sent, office_day(sent + 2 * DAY))
    if turn != 2 or one.nth % 3:
        claim.qualify(key, max(at_desk, received))


def give_back(one, received, count):
    one.give(at(received, 14, one.number % 60), "ReturnUndeliverables", {
        "order": one.key, "returned": f"NPAI-{one.key[2:]}", "count": count, "received_on": received.isoformat(),
        "proof": proof(f"{one.key} npai")[0]})


def replaced(one):
    sent = office_day(one.on.date() + 6 * DAY)
    Claim(one, one.on.date(), None, {"order": one.key}).file(sent, office_day(sent + DAY), ground="quantity")
    missing = one.items[0][1] - one.delivered
    when = at(office_day(sent + 8 * DAY), 16)
    if one.nth // 12 % 2:
        one.give(when, "SupplyReplacement", {"order": one.key, "count": missing, "consented": False}, STAFF)
    else:
        one.give(when, "SupplyReplacement", {"order": one.key, "count": missing, "consented": True}, STAFF)


# Uses (MC-L.1, MC-L.2, MC-L.8)

def use(one):
    start = office_day(one.on.date() + 3 * DAY)
    if "telemarketing" not in one.uses:
        call(one, start, 12, "postal")
        if one.nth % 8 == 3 or one.nth % 16 == 0:
            call(one, start, 5, "telemarketing", 2)  # not licensed
        return
    individuals = one.items[0][2] == "individual"
    if individuals and one.nth % 3 == 1:
        call(one, start, 9, "telemarketing", 3)  # not checked
    if individuals:
        scrub(one, start)
    if individuals and start >= OPT_IN and one.nth % 2 == 0:
        call(one, start, 9, "telemarketing", 4, consent=False)
    if one.nth % 10 == 6:
        call(one, start, 9, "telemarketing", 5, automated=True)
    if one.nth % 9 == 2:
        call(one, start, 9, "telemarketing", 6, party="A-090")
    if individuals and one.nth % 7 in (1, 5):
        call(one, start, 50, "telemarketing", 7)  # after the last day of its use
    call(one, start, 14 if individuals else 45, "telemarketing")


def scrub(one, d):
    one.give(at(d, 8, 30), "RecordScrub", {
        "file": one.file, "batch_ref": f"BLOCTEL-{d:%Y%m%d}", "removed": one.chance.below(200)}, STAFF)


def call(one, start, days, use, turn=1, automated=False, party=None, consent=True):
    data = {"campaign": f"T-{one.key[2:]}-{turn}", "file": one.file, "for_party": party or one.account.key,
            "use": use, "automated": automated, "from": start.isoformat(),
            "to": (start + days * DAY).isoformat()}
    if use == "telemarketing" and start >= OPT_IN and consent:
        data["consent_proof"] = proof(f"{one.key} consents")[0]
    when = at(start, 8, 20) if turn == 3 else at(start, 9, 10 + turn)
    one.give(when, "StartPhoneCampaign", data)


def licence(one):
    when = one.on + 25 * DAY
    if one.nth % 9 == 5:
        one.give(when, "AmendLicence", {"order": one.key, "avenant_ref": f"AV-{one.key[2:]}", "uses": ["email"]}, STAFF)
    if one.nth % 11 == 8:
        one.give(when + DAY, "RecordLicenceBreach", {
            "order": one.key, "kind": ["other_use", "transfer", "automated_calls"][one.nth // 11 % 3],
            "facts": proof(f"{one.key} breach")[0]}, STAFF)
