"""What happens to orders that run: changes told and refused, formal notices, suspensions, force majeure, assignment."""
from datetime import timedelta

from samples.desk import STAFF, proof
from samples.paris import at, day, office_day, stamp, worked

from .cast import SECOND, TOLD
from .shop import SHOP

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def plan(planned):
    running = runs(planned)
    prices(running)
    breaches(running)
    unlawful_ads(running)
    force_majeure(running)
    assignments(running)
    new_credentials(planned)
    proposals(planned)


def runs(planned):
    return [one for one in planned if one.runs and one.offer in ("list", "mailing", "sms")]


def terms(planned):
    """The second version is told to whose order runs (MC-III.5): refused in time, late, or taken for accepted."""
    told = {one.account.key: one for one in runs(planned) if one.placed < TOLD - 10 * DAY}
    for index, one in enumerate(list(told.values())[:16]):
        when = at(TOLD, 9, index)
        notify(one, when, {"change": "terms", "version": SECOND, "published_on": "2026-05-18"})
        what = ["nothing", "in_time", "nothing", "late", "by_mail"][index % 5]
        refuse(one, what, TOLD + 30 * DAY)
        if what != "in_time":
            one.account.tacit = TOLD + 31 * DAY
    return True


def notify(one, when, data):
    one.notice = f"CH-{one.key[2:]}-{when:%m%d}"
    one.give(when, "NotifyChange", {
        "contract": one.key, "notice": one.notice, "channel": "email",
        "informed_on": when.date().isoformat(), **data}, STAFF)


def refuse(one, what, last):
    """By registered letter within thirty days: the day of sending counts (A-MC-31)."""
    if what == "nothing":
        return
    sent = {"in_time": last, "late": last + DAY, "by_mail": last - 9 * DAY}[what]
    received = office_day(sent + (2 if what != "by_mail" else 0) * DAY)
    data = {"change": one.notice, "contract": one.key, "sent_on": sent.isoformat(),
            "received_on": received.isoformat(), "channel": "email" if what == "by_mail" else "lrar"}
    if what != "by_mail":
        data["lrar"] = proof(f"{one.notice} letter")[0]
    one.give(at(received, 16, one.number % 60), "TerminateForChange", data, STAFF, "letter")


def prices(running):
    """Two new lists (MC-III.4); now and then somebody wants them sooner."""
    for told, last, old, new, early in (
            ("2026-06-15", "2026-07-15", "TARIF-2026-1", "TARIF-2026-2", "2026-07-20"),
            ("2026-11-16", "2026-12-16", "TARIF-2026-2", "TARIF-2027-1", "2026-12-17")):
        mine = [one for one in running if day(told) - 60 * DAY < one.placed < day(told) - 4 * DAY]
        for index, one in enumerate(mine[:9]):
            when, data = at(day(told), 10, index), {"change": "price", "old_list": old, "new_list": new}
            if index < 2:
                notify(one, when - 30 * MINUTE, {**data, "applies_from": early})
            notify(one, when, data)
            refuse(one, ["nothing", "late", "in_time", "nothing", "by_mail"][index % 5], day(last))


def pick(running, d, count, skip):
    return [one for one in running if day(d) - 30 * DAY < one.placed < day(d) - 12 * DAY][skip:skip + count]


def breaches(running):
    """A letter, seven days, and what follows (MC-III.9)."""
    for index, d in enumerate("2026-03-10 2026-05-12 2026-08-18 2026-10-13 2026-12-01".split()):
        for turn, one in enumerate(pick(running, d, 3, 0)):
            sent = at(day(d), 10, turn)
            received = at(worked(day(d), 2), 11)
            notice = f"MD-{one.key[2:]}"
            one.give(received + 2 * MINUTE, "SendFormalNotice", {
                "contract": one.key, "breach": "usage_hors_licence", "channel": "lrar", "notice": notice,
                "sent_at": stamp(sent), "received_at": stamp(received)}, STAFF)
            end = at(received.date() + 8 * DAY)
            if turn == 0:
                one.give(end - MINUTE, "RecordCure", {"notice": notice, "how": "usage_cesse"}, STAFF)
                continue
            one.give(end - MINUTE, "TerminateContract", {"contract": one.key, "cause": "breach", "notice": notice},
                     STAFF)
            if turn == 1:
                one.give(at(office_day(end.date()), 10), "TerminateContract", {
                    "contract": one.key, "cause": "breach", "notice": notice}, STAFF)
            else:
                one.give(at(office_day(end.date()), 10), "SuspendAccess", {
                    "contract": one.key, "notice": notice}, STAFF)
                one.give(at(office_day(end.date() + 9 * DAY), 10), "RestoreAccess", {
                    "contract": one.key, "reason": "usage_cesse"}, STAFF)


def unlawful_ads(running):
    """Suspended without delay for an unlawful advertisement; never for a debt that is not (MC-III.9)."""
    for index, d in enumerate("2026-04-14 2026-06-30 2026-09-15 2026-11-10".split()):
        one, other = pick(running, d, 2, 3)
        one.give(at(day(d), 11), "SuspendAccess", {"contract": one.key, "reason": "unlawful"}, STAFF)
        one.give(at(worked(day(d), 6), 11), "RestoreAccess", {"contract": one.key, "reason": "retiree"}, STAFF)
        other.give(at(day(d), 12), "SuspendAccess", {"contract": other.key, "reason": "non_payment"}, STAFF)
        other.give(at(day(d), 12, 20), "TerminateContract", {"contract": other.key, "cause": "non_payment"}, STAFF)


def force_majeure(running):
    """More than ninety jours ouvrés end an order, if the provider wants it (MC-III.10, A-MC-36)."""
    mine = [one for one in running if day("2026-02-20") < one.placed < day("2026-08-20")][4::9][:9]
    for index, one in enumerate(mine):
        since = at(office_day(one.placed + 16 * DAY), 8)
        one.give(since + timedelta(hours=3), "DeclareForceMajeure", {
            "contract": one.key, "party": "provider", "cause": "centre_de_donnees", "from": stamp(since)}, STAFF)
        if index % 3 == 0:
            end = at(office_day(since.date() + 20 * DAY), 18)
            one.give(end, "EndForceMajeure", {"contract": one.key, "to": stamp(end - timedelta(hours=2))}, STAFF)
            continue
        last = worked(since.date(), 90)
        one.give(at(last - 9 * DAY, 10), "TerminateContract", {"contract": one.key, "cause": "force_majeure"},
                 {"role": "client", "id": one.account.key, "auth": "password"}, "email")
        one.give(at(last, 12), "TerminateContract", {"contract": one.key, "cause": "force_majeure"}, SHOP)
        one.give(at(office_day(last + DAY), 12), "TerminateContract", {
            "contract": one.key, "cause": "force_majeure"}, SHOP)


def assignments(running):
    """A client may not assign; the provider may, to a successor (MC-III.7)."""
    for index, one in enumerate(running[20::24][:7]):
        when = at(office_day(one.placed + 26 * DAY), 17)
        one.give(when, "AssignContract", {"contract": one.key, "to": "SUCCESSEUR"}, channel="email")
        if index % 2 == 0:
            one.give(when + 7 * DAY, "AssignContract", {
                "contract": one.key, "to": "FILIALE", "informed_on": when.date().isoformat(),
                "agreement": proof(f"{one.key} assignment")[0]}, SHOP)


def new_credentials(planned):
    """Changed for security, and given within twenty-four hours, or not (MC-II.1)."""
    for index, one in enumerate(planned[9::47]):
        when = at(office_day(one.placed + 20 * DAY), 22)
        party, user = one.account.key, f"U-{one.account.key[2:]}"
        one.give(when, "ChangeCredentials", {"party": party, "user": user, "reason": "securite"}, STAFF)
        told = when + timedelta(hours=14 if index % 2 else 30)
        one.give(told, "ChangeCredentials", {
            "party": party, "user": user, "reason": "securite", "changed_at": stamp(when),
            "communicated_at": stamp(told)}, STAFF)


def proposals(planned):
    """Some are asked for their word on the new terms, and a few say no (MC-III.5)."""
    asked = list({one.account.key: one for one in planned if one.placed < TOLD and not one.account.tacit}.values())
    for index, one in enumerate(asked[:14]):
        when = at(TOLD + DAY, 10, index)
        one.give(when, "ProposeTerms", {
            "party": one.account.key, "version": SECOND, "channel": "email", "proposed_at": stamp(when)}, STAFF)
        if index % 3 == 0:
            one.give(at(office_day(TOLD + (3 + index) * DAY), 11), "RefuseTerms", {
                "party": one.account.key, "version": SECOND}, channel="email")
