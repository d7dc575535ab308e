"""What happens to an appointment after its booking."""
from datetime import timedelta

from .desk import AGENT, PROVIDER, STAFF, client, give, proof
from .paris import LAST, US, at, day, deadline, office_day, stamp


class Appointment:
    """One appointment to be: whose, when, and what becomes of it (a method of Life)."""

    def __init__(self, client, contract, starts, fate, booked=None):
        self.client, self.contract, self.starts, self.fate = client, contract, starts, fate
        self.booked, self.id = booked, None


class Life:
    """Each method that is a fate gives the commands of one appointment."""

    def __init__(self, one, chance, anomalies):
        self.one, self.chance, self.anomalies = one, chance, anomalies

    def run(self):
        getattr(self, self.one.fate)()

    def end(self):
        return deadline(self.one.starts.date())

    def office(self, when, hour=9):
        """The next office hour after an instant."""
        d = office_day(when.date() + timedelta(days=1))
        return at(d, hour + self.chance.below(6), self.chance.below(60), self.chance.below(60))

    def outcome(self, honoured, present, when=None):
        when = when or self.one.starts + timedelta(hours=1 + self.chance.below(20), minutes=self.chance.below(60))
        give(when, "RecordOutcome", PROVIDER if self.chance.below(2) else AGENT,
             {"appointment": self.one.id, "honoured_by_client": honoured, "prospect_present": present})

    TEXTS = {"prospect_absent": "Personne au rendez-vous, téléphone éteint",
             "wrong_profile": "Le prospect est déjà assuré chez un confrère",
             "not_decision_maker": "Mon interlocuteur ne décide pas seul, son épouse suit les contrats",
             "wrong_phone": "Numéro donné par le prospect non attribué"}

    def anomaly(self, submitted, form=True, actor=None, handed=None, **frame):
        self.anomalies[0] += 1
        key = f"AN-{self.anomalies[0]:03d}"
        kind = self.chance.pick(sorted(self.TEXTS))
        data = {"appointment": self.one.id, "anomaly": key, "kind": kind, "submitted_at": stamp(submitted),
                "text": f"{self.TEXTS[kind]} (dossier {1000 + self.chance.below(9000)})"}
        if form:
            data["form_id"] = f"F-{self.anomalies[0]:04d}"
        give(handed or submitted, "ReportAnomaly", actor or client(self.one.client), data,
             "form" if form else "email", **frame)
        return key

    def resolve(self, when, result, key=None):
        data = {"appointment": self.one.id, "result": result, "by": "S-1", "decided_at": stamp(when),
                "reason": "compte rendu confirme l'anomalie" if result == "accepted" else "compte rendu contraire"}
        if key:
            data["anomaly"] = key
        give(when, "ResolveAnomaly", STAFF, data)

    def decide(self, subject, right, exercised, when):
        give(when, "RecordDecision", STAFF, {"task": f"{subject}~{right}", "exercised": exercised,
                                             "reason": "après échange avec l'équipe"})

    def held(self):
        self.outcome(True, True)

    def silent(self):
        pass

    def client_away(self):
        self.outcome(False, True)

    def prospect_away(self):
        self.outcome(True, False)

    def both_away(self):
        self.outcome(False, False, self.one.starts + timedelta(hours=2))
        self.decide(self.one.id, "bill_appointment", self.chance.below(2) == 0, self.office(self.one.starts, 14))

    def form_last(self):
        """At the last microsecond, or the last second, of the fifth jour ouvrable: in time."""
        key = self.anomaly(self.end() - (US if self.chance.below(2) else timedelta(seconds=1)))
        self.resolve(self.office(self.end()), self.chance.pick(["accepted", "rejected"]), key)

    def form_accepted(self):
        self.anomaly(self.one.starts + timedelta(hours=1 + self.chance.below(40)))
        self.resolve(self.office(self.one.starts + timedelta(days=2)), "accepted")

    def form_rejected(self):
        """Rejected before the period ends: validated at its end; rejected after: at the decision."""
        self.outcome(True, True, self.one.starts + timedelta(hours=1))
        self.anomaly(self.one.starts + timedelta(hours=2 + self.chance.below(30)))
        late = self.chance.below(2)
        self.resolve(self.office(self.end() if late else self.one.starts + timedelta(days=2)), "rejected")

    def form_early(self):
        """Before the appointment: admissible (A-BC-7)."""
        submitted = self.one.booked + (self.one.starts - self.one.booked) / 2
        self.anomaly(submitted.replace(microsecond=0))
        self.resolve(self.office(self.end()), "rejected")

    def form_late(self):
        """At 00:00 after the last day, or later: recorded, without effect."""
        self.anomaly(self.end() + timedelta(hours=self.chance.pick([0, 0, 9])))

    def mail_admitted(self):
        key = self.anomaly(self.one.starts + timedelta(hours=5), form=False)
        self.decide(key, "admit_anomaly", True, self.office(self.one.starts + timedelta(days=1)))
        self.resolve(self.office(self.one.starts + timedelta(days=4)), self.chance.pick(["accepted", "rejected"]))

    def mail_denied(self):
        key = self.anomaly(self.end() - timedelta(hours=3), form=False)
        self.decide(key, "admit_anomaly", False, self.office(self.end()))

    def recorded_late(self, result="accepted"):
        """It reached us in time, and staff recorded it after the validation: reversed (G-2)."""
        handed = self.office(self.end())
        received = self.end() - timedelta(hours=1, minutes=50)
        key = self.anomaly(received - timedelta(minutes=1), actor=STAFF, handed=handed,
                           received_at=stamp(received), proofs=proof(self.one.id + " form"))
        self.resolve(self.office(handed), result, key)

    def recorded_late_rejected(self):
        self.recorded_late("rejected")

    def after_invoice(self):
        """A first form is rejected; a second, found when the invoice is out, is accepted: credited if invoiced."""
        self.anomaly(self.one.starts + timedelta(hours=4))
        self.resolve(self.office(self.one.starts), "rejected")
        handed = self.office(self.end() + timedelta(days=35))
        received = self.end() - timedelta(seconds=20)
        key = self.anomaly(received - timedelta(seconds=10), actor=STAFF, handed=handed,
                           received_at=stamp(received), proofs=proof(self.one.id + " second form"))
        self.resolve(self.office(handed), "accepted", key)

    def golden_rejected(self):
        self.anomaly(at(day("2026-04-15"), 9, 12))
        self.resolve(at(day("2026-05-04"), 15), "rejected")

    def golden_accepted(self):
        self.outcome(True, True, at(day("2026-04-23"), 12))
        key = self.anomaly(at(day("2026-04-29"), 18), actor=STAFF, handed=at(day("2026-05-04"), 10),
                           received_at=stamp(at(day("2026-04-29"), 18, 0, 2)), proofs=proof("golden form"))
        self.resolve(at(day("2026-05-05"), 11), "accepted", key)

    def cancel(self, side, actor):
        when = max(self.one.booked + timedelta(minutes=10), self.one.starts - timedelta(hours=20))
        give(when, "CancelAppointment", actor,
             {"appointment": self.one.id, "by": side, "reason": "empêchement annoncé la veille"})
        return when

    def cancel_prospect(self):
        self.cancel("prospect", STAFF)

    def cancel_provider(self):
        self.cancel("provider", PROVIDER)

    def cancel_client(self):
        when = self.cancel("client", client(self.one.client))
        self.decide(self.one.id, "bill_appointment", False, self.office(when))

    def cancel_client_billed(self):
        self.cancel("client", client(self.one.client))
        self.decide(self.one.id, "bill_appointment", True, self.office(self.end()))

    def move(self, days, side):
        when = max(self.one.booked + timedelta(minutes=15), self.one.starts - timedelta(hours=28))
        moved = office_day((self.one.starts + timedelta(days=days)).date())
        self.one.starts = at(moved, 8 + self.chance.below(10), 30)
        give(when, "RescheduleAppointment", STAFF,
             {"appointment": self.one.id, "asked_by": side, "new_starts_at": stamp(self.one.starts)})
        self.one.booked = when

    def moved(self):
        self.move(1 + self.chance.below(6), self.chance.pick(["client", "prospect"]))
        if self.one.starts.date() <= LAST:
            self.outcome(True, True)

    def moved_twice(self):
        self.move(2, "prospect")
        self.moved()

    def found_out_late(self):
        """The provider's own record comes after the validation: not held, reversed (A-BC-3)."""
        when = self.office(self.end() + timedelta(days=self.chance.pick([0, 40])), 10)
        self.outcome(True, False, when)
