import Ledger

/// The events that histories are made of, with the figures of BTBCONNECT.
extension History {
  /// A ledger with terms T1, client C-1, and contract K-1: START, quota 2, from 2026-04-10.
  static func subscribed(start: String = "2026-04-10", quota: Int = 2) -> History {
    var history = History()
    history.add(
      .ledgerCreated(
        LedgerCreated.with {
          $0.clock = .simulated
          $0.contract = .btbconnect
          $0.name = "test"
          $0.provider.accounts = .usual
          $0.provider.numberPrefix = "F"
        }))
    history.add(
      .termsVersionPublished(
        TermsVersionPublished.with {
          $0.effectiveFrom = day("2026-04-08")
          $0.issuer = .provider
          $0.publishedOn = day("2026-04-08")
          $0.ref = "CGPS"
          $0.version = "T1"
        }))
    history.register("C-1")
    history.subscribe("K-1", "C-1", start: start, quota: quota)
    return history
  }

  mutating func register(_ party: String, identity: Sealed = .none, profession: String? = nil) {
    add(
      .partyRegistered(
        PartyRegistered.with {
          $0.billingCountry = "FR"
          $0.eligible = profession == nil
          $0.identity = identity
          $0.kind = .legalPerson
          $0.party = party
          $0.person = "P-\(party)"
          $0.profession = profession
          $0.territory = "FR"
        }), stream: "party-\(party)", rule: "BC-1.1")
  }

  mutating func subscribe(_ contract: String, _ client: String, start: String, quota: Int) {
    add(
      .contractSubscribed(
        ContractSubscribed.with {
          $0.contract = contract
          $0.extraPrice = money(169_00)
          $0.party = client
          $0.plan = "START"
          $0.price = money(290_00)
          $0.priceBasis = .net
          $0.priceList = "PL-1"
          $0.quota = quota
          $0.termMonths = 3
          $0.vatCode = .exempt261C
        }), stream: "contract-\(contract)", rule: "BC-4.2")
    let ends = day(start).adding(months: 3)
    add(
      .contractActivated(
        ContractActivated.with {
          $0.anchorDay = day(start)
          $0.contract = contract
          $0.inForceOn = day(start)
          $0.lastNoticeDay = ends - 15
          $0.nextDue = day(start)
          $0.termEnds = ends
        }), stream: "contract-\(contract)", rule: "BC-4.3")
  }

  /// Books an appointment and sets its period of five jours ouvrables.
  mutating func book(_ id: String, _ startsAt: String, contract: String = "K-1") {
    add(
      .appointmentBooked(
        AppointmentBooked.with {
          $0.appointment = id
          $0.bucket = .subscription
          $0.contract = contract
          $0.prospectRef = "P-\(id)"
          $0.startsAt = instant(startsAt)
        }), stream: "appointment-\(id)")
    setPeriod(id, period(after: startsAt))
  }

  /// Five jours ouvrables after the day of an instant (BC-1.3).
  func period(after startsAt: String, region: FrenchRegion = .france) -> CountedPeriod {
    var calendars = Calendars()
    for year in 2026...2028 {
      calendars.publish(
        HolidayCalendar(
          id: "\(region.rawValue)-\(year)", region: region.region, year: year, version: 1,
          dates: region.region.holidays(in: year)))
    }
    do {
      return try CountedPeriod.counting(
        5, WorkingDays(region: region), after: Paris.day(of: instant(startsAt)), in: calendars)
    } catch { preconditionFailure("\(error)") }
  }

  mutating func setPeriod(_ id: String, _ period: CountedPeriod) {
    add(
      .deadlineSet(
        DeadlineSet.with {
          $0.calendar = period.calendars
          $0.deadline = "\(id)~anomaly"
          $0.direction = .forward
          $0.from = period.from
          $0.kind = .anomaly
          $0.lastInstant = period.lastInstant
          $0.n = period.count
          $0.skipped = period.skipped
          $0.subject = id
          $0.unit = period.unit
        }), stream: "appointment-\(id)", rule: "BC-1.3")
  }

  mutating func elapse(_ id: String, _ end: Instant) {
    add(
      .deadlineElapsed(
        DeadlineElapsed.with {
          $0.deadline = "\(id)~anomaly"
          $0.effectiveAt = end
        }), stream: "appointment-\(id)", at: end.description, rule: "BC-1.3")
  }

  mutating func validate(_ id: String, _ at: Instant, _ basis: ValidationBasis = .deemed) {
    add(
      .appointmentDeemedValidated(
        AppointmentDeemedValidated.with {
          $0.appointment = id
          $0.basis = basis
          $0.deadline = "\(id)~anomaly"
          $0.effectiveAt = at
        }), stream: "appointment-\(id)", at: at.description, rule: "BC-1.3")
  }

  /// The period ends in silence.
  mutating func validateInSilence(_ id: String, _ startsAt: String) {
    let end = period(after: startsAt).end
    elapse(id, end)
    validate(id, end)
  }

  mutating func report(
    _ anomaly: String, _ id: String, at: String? = nil, _ admission: Admission = .admitted,
    late: Bool = false
  ) {
    if let at { now = at }
    add(
      .anomalyReported(
        AnomalyReported.with {
          $0.admission = admission
          $0.anomaly = anomaly
          $0.appointment = id
          $0.formCompliant = true
          $0.kind = "prospect_absent"
          $0.late = late
          $0.submittedAt = instant(now)
        }), stream: "appointment-\(id)", rule: "BC-1.3")
  }

  mutating func resolve(_ anomaly: String, _ id: String, _ result: Resolution, at: String) {
    add(
      .anomalyResolved(
        AnomalyResolved.with {
          $0.anomaly = anomaly
          $0.appointment = id
          $0.by = "U-1"
          $0.decidedAt = instant(at)
          $0.reason = "seen"
          $0.result = result
        }), stream: "appointment-\(id)", at: at, rule: "BC-1.4")
  }

  mutating func reverse(
    _ id: String, _ reason: ReversalReason = .anomalyAccepted, evidence: Int = 0
  ) {
    add(
      .appointmentValidationReversed(
        AppointmentValidationReversed.with {
          $0.appointment = id
          $0.evidence = evidence
          $0.reason = reason
          $0.reversedAt = instant(now)
        }), stream: "appointment-\(id)", rule: "BC-1.4")
  }
}
