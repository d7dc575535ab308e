"""EmailConnect and ContactConnect: approved, scheduled, sent, counted (MC-B, MC-S); letters by post."""
from datetime import timedelta

from samples.desk import SYSTEM, proof
from samples.paris import at, stamp, worked

from . import claims

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
# What does not arrive of each category, by the turn of an order: on a threshold, just above it, far from it.
RATES = {"individual": [(3, 100), (10, 100), (10, 100, 1), (101, 1000), (6, 100), (5, 100), (130, 1000)],
         "professional": [(8, 100), (20, 100), (20, 100, 1), (14, 100), (23, 100)],
         "sms": [(2, 100), (5, 100), (5, 100, 1), (9, 100), (4, 100)]}
FORCED = ["PR-0001", "PR-0002", "PR-0003"]  # objected to being addressed


def undelivered(one, category, rented):
    rates = RATES["sms" if one.offer == "sms" else category]
    rate = rates[one.nth // 2 % len(rates)]
    return rented * rate[0] // rate[1] + (rate[2] if len(rate) > 2 else 0)


def counts(one):
    found = {"individual": 0, "professional": 0}
    for _, qty, category in one.items:
        found[category] += qty
    return found


def post(one):
    target(one, one.paid_at + 30 * MINUTE, {"individual": one.items[0][1], "professional": 0})
    one.give(one.paid_at + DAY, "ApproveCreative", {"campaign": one.campaign, "hash": content(one)})


def content(one, version=1):
    return proof(f"{one.key} content {version}")[0]


def target(one, when, rented, source="soms"):
    one.give(when, "SelectTargeting", {
        "campaign": one.campaign, "order": one.key, "count_individuals": rented["individual"],
        "count_professionals": rented["professional"], "source": source,
        "criteria": proof(f"{one.key} criteria")[0]})


def run(one):
    own = one.nth % (4 if one.offer == "sms" else 9) == 3  # the client's own contacts
    rented, start = counts(one), one.when + 20 * MINUTE
    target(one, start, rented, "client" if own else "soms")
    if own:
        upload(one, start + 4 * MINUTE, sum(rented.values()))
    approved = max(one.paid_at, start) + 5 * MINUTE
    if one.offer == "email" and one.nth % 4 == 0:
        one.give(approved - 3 * MINUTE, "ReceiveDocument", {
            "party": one.account.key, "type": "TEMPLATE", "hash": proof(f"{one.key} template")[0]}, SYSTEM, "portal")
    earliest = worked(one.validated, 2)
    if one.nth % 14 == 6 and one.paid_at > start + 12 * MINUTE:
        schedule(one, start + 9 * MINUTE, at(earliest, 10))  # not paid yet
    if one.nth % 8 == 1:
        schedule(one, approved - 2 * MINUTE, at(earliest - DAY, 10))
    if one.nth % 11 != 7:
        one.give(approved, "ApproveCreative", {"campaign": one.campaign, "hash": content(one)})
    when = at(earliest + one.nth % 4 * DAY, 8 + one.nth % 9, one.nth * 11 % 60)
    schedule(one, approved + 6 * MINUTE, when)
    if own and one.offer == "sms" and one.nth % 8 == 3:
        one.give(approved + 15 * MINUTE, "WarrantOptIn", warranty(one))
        schedule(one, approved + 16 * MINUTE, when)
    send(one, when, earliest, approved, sum(rented.values()))
    report(one, rented)
    if own:
        fate(one)
    claims.about_sending(one, own)


def upload(one, when, rows):
    file = f"F-{one.key[2:]}"
    one.give(when, "UploadCustomerFile", {
        "campaign": one.campaign, "client": one.account.key, "file": file, "rows": rows,
        "hash": proof(f"{file} rows")[0]})
    if one.offer == "sms" and one.nth % 8 != 3:
        one.give(when + MINUTE, "WarrantOptIn", warranty(one))


def warranty(one):
    return {"file": f"F-{one.key[2:]}", "proof_ref": proof(f"{one.key} opt-in")[0],
            "collected_from": "2024-03-01", "collected_to": "2025-12-15"}


def schedule(one, when, send_at):
    one.give(when, "ScheduleSend", {"campaign": one.campaign, "send_at": stamp(send_at)}, channel="portal")


def send(one, when, earliest, approved, count):
    data = {"campaign": one.campaign, "content": content(one), "count": count}
    if one.nth % 17 == 4:  # before the second jour ouvré
        one.give(max(at(earliest - DAY, 16), approved + 8 * MINUTE), "SendMessages", data, SYSTEM)
    if one.nth % 11 == 7:  # not approved, then changed after its approval
        one.give(when - 40 * MINUTE, "SendMessages", data, SYSTEM)
        one.give(when - 30 * MINUTE, "ApproveCreative", {"campaign": one.campaign, "hash": content(one, 0)})
        one.give(when - 20 * MINUTE, "SendMessages", data, SYSTEM)
        one.give(when - 10 * MINUTE, "ApproveCreative", {"campaign": one.campaign, "hash": content(one)})
    if one.nth % 13 == 9:
        one.give(when - 5 * MINUTE, "SendMessages", {
            **data, "recipients": [f"PR-7{one.number:03d}", FORCED[one.nth % 3]]}, SYSTEM)
    one.give(when, "SendMessages", data, SYSTEM)
    one.sent = when


def report(one, rented):
    """Two days later; what the client's own tool says is kept beside it (MC-B.6)."""
    when = one.sent + 2 * DAY
    for index, (category, count) in enumerate(rented.items()):
        if not count:
            continue
        lost = undelivered(one, category, count)
        data = {"campaign": one.campaign, "category": category, "sent": count, "delivered": count - lost,
                "undelivered": lost}
        if one.nth % 9 == 2:
            one.give(when - 30 * MINUTE, "ReportDelivery", {
                **data, "delivered": count * 4 // 5, "undelivered": count - count * 4 // 5,
                "source": "client_tool"}, SYSTEM)
        if one.offer == "email":
            data["opened"] = (count - lost) * (11 + one.chance.below(16)) // 100
        one.give(when + index * MINUTE, "ReportDelivery", {**data, "source": "espace_client"}, SYSTEM)


def fate(one):
    """Given back, destroyed, or left until its time is over (MC-B.17)."""
    turn, file = one.nth // 4 % 3, f"F-{one.key[2:]}"
    when = one.sent + 21 * DAY
    if turn == 0:
        one.give(when, "ChooseDataFate", {"file": file, "fate": "return", "format": "csv",
                                          "hash": proof(f"{file} returned")[0]})
    elif turn == 1:
        one.give(when, "ChooseDataFate", {"file": file, "fate": "delete"})
