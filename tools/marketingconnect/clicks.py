"""Booster Site: campaigns of guaranteed clicks (MC-A)."""
from datetime import timedelta

from samples.desk import STAFF, SYSTEM, proof
from samples.paris import LAST, at, month_first, office_day, stamp

DAY, WEEK, MINUTE = timedelta(days=1), timedelta(days=7), timedelta(minutes=1)
MAIL = "factu@solocalms.fr"
OWNER = {"role": "provider", "id": "MC"}


def run(one):
    target = office_day(month_first(one.validated.replace(day=1), 1))
    start = at(target, 9, one.number % 60)
    url = f"https://clic.example.net/{one.key.lower()}"
    data = {"campaign": one.campaign, "order": one.key}
    one.give(max(start - 3 * DAY, one.when + 20 * MINUTE), "WarrantSite", {**data, "online": one.nth % 9 != 4,
                                              "text": proof(f"{one.key} site")[0]})
    launch = {**data, "redirect_url": url, "site_reachable": True}
    if one.nth % 10 == 3:  # not paid yet
        one.give(max(one.paid_at - timedelta(hours=1), one.when + 5 * MINUTE), "StartClicks", launch, STAFF)
    if one.nth % 12 == 5:
        one.give(start - 10 * MINUTE, "StartClicks", {**launch, "site_reachable": False}, STAFF)
        start = at(office_day(target + 2 * DAY), 9)
    if one.nth % 16 == 9:
        one.give(start - 5 * MINUTE, "StartClicks", {**launch, "redirect_url": taken.get("url", url)}, STAFF)
    if one.nth % 20 == 14:  # forgotten: the first day of the month goes by (MC-A.2)
        start = at(office_day(target + 6 * DAY), 9)
    if one.nth % 11 == 6:
        one.give(start - 2 * DAY, "RestrictContent", {
            "order": one.key, "item": f"AD-{one.key[2:]}", "action": "suspended", "by": "google",
            "ground": "charte_annonces"}, OWNER)
        one.give(start - DAY, "RestrictContent", {
            "order": one.key, "item": f"AD-{one.key[2:]}", "action": "restored", "by": "google",
            "ground": "annonce_modifiee"}, OWNER)
    one.give(start, "StartClicks", launch, STAFF)
    taken["url"] = url
    one.started = start
    stop = terminate(one) if one.nth % 4 == 1 else None
    report(one, stop)


taken = {}


def report(one, stop):
    """Each week; the last days bring more than the pack, which nobody bills (MC-A.6)."""
    total, week, slow = 0, one.started + WEEK, one.nth % 5 == 2
    part = one.clicks // (36 if stop else 20 if slow else 9 + one.nth % 4)
    while total < one.clicks and week.date() <= LAST and not (stop and week > stop):
        clicks = part + one.chance.below(part // 3 + 1) - part // 6
        source = "microsoft" if one.nth % 3 == 2 and one.chance.below(3) == 0 else "google"
        data = {"campaign": one.campaign, "day": (week.date() - DAY).isoformat()}
        one.give(at(week.date(), 6, 30), "ReportClicks", {**data, "clicks": clicks, "source": source}, SYSTEM)
        total += clicks
        if one.nth % 8 == 3 and total > one.clicks // 2 > total - clicks:
            one.give(at(week.date(), 11), "ReportClicks", {
                **data, "clicks": clicks * 4 // 5, "source": "client_analytics"}, STAFF)
            one.give(at(week.date(), 15), "ReportClicks", {**data, "clicks": -9, "source": "google"}, SYSTEM)
            total -= 9
        if slow and week - WEEK < at(month_first(one.started.date(), 3)) <= week and total < one.clicks:
            one.give(at(week.date(), 17), "ClaimDelay", {"campaign": one.campaign}, channel="email")
        week += WEEK


def terminate(one):
    """An end by e-mail (MC-A.8): early, complete, without references, elsewhere. When it stops."""
    free, turn = at(month_first(one.started.date(), 3)), one.nth // 4 % 5
    mail = {"campaign": one.campaign, "email_to": MAIL, "order_no": one.key, "client_no": one.account.key,
            "company": f"SOCIETE-{one.account.key[2:]}"}
    if turn in (0, 4):  # at the last minute of the three months, or before
        when = free - (MINUTE if turn == 0 else 20 * DAY)
        ask(one, when, mail)
        return free
    when = free + 12 * DAY + timedelta(hours=3, minutes=12)
    if turn == 1:
        ask(one, when, mail)
        return when
    if turn == 2:
        ask(one, when, {key: value for key, value in mail.items() if key != "client_no"})
    else:
        ask(one, when, {**mail, "email_to": "contact@example.org"})
    ask(one, when + 2 * DAY, mail)
    return when + 2 * DAY


def ask(one, when, mail):
    one.give(when, "TerminateBooster", {**mail, "received_at": stamp(when)}, channel="email")
