import Ledger

/// An appointment as its life: booked, its period day by day, what was reported, what validated it, its
/// rank in the month, and what it was billed as.
extension Explainer {
  func explainAppointment(_ id: String) -> Explanation? {
    guard let index = models.appointments.index(named: id) else { return nil }
    let appointment = models.appointments.appointments[index]
    let contract =
      appointment.contractIndex < 0
      ? nil : models.contracts.contracts[appointment.contractIndex]
    let ranking = models.ranking()
    let place = Place(index, ranking, appointment)
    let period = appointment.deadline.map {
      models.deadlines.periods[models.deadlines.deadlines[$0].period]
    }
    // The version under which it was booked and is billed is the one that its contract was on.
    let version = about.last { $0.terms != nil }?.terms ?? contract?.terms ?? ""
    var explanation = Explanation(
      .appointment(id),
      [
        ("appointment", .text, .text(id)), ("client", .text, .maybe(contract?.event.party)),
        ("contract", .text, .text(appointment.contract)),
        ("starts_at", .instant, .instant(appointment.startsAt)),
        ("status", .text, .text("\(appointment.status)")),
        ("terms", .text, .text(version)),
        ("anomaly_deadline", .instant, .instant(period?.last)),
        (
          "validated_at", .instant,
          .instant(appointment.validated.map { _ in appointment.validatedAt })
        ),
        ("contract_month", .day, .day(place.month)), ("rank", .integer, .maybe(place.rank)),
        ("bucket", .text, .maybe(place.bucket)),
        ("invoiced_in", .text, .maybe(appointment.invoice)),
        ("credited_in", .text, .maybe(appointment.creditNote)),
      ])
    explanation.add("life", events: about)
    if let period { explanation.addDays(period) }
    explanation.addReasons(reasons(appointment, contract, place, period))
    if let month = place.month {
      explanation.addMonth(
        month, appointment.contractIndex, models.appointments.appointments, ranking)
    }
    explanation.addInvoiceLines(of: id, about)
    explanation.addReadings(
      version, models.terms.config(version), plan: contract?.event.plan,
      [
        ("bc.anomaly_days", "days to report an anomaly (BC-1.3)"),
        ("bc.holiday_region", "whose holidays these days skip (BC-1.3)"),
        ("bc.anomaly_form_strict", "an anomaly not by the form (BC-1.3)"),
        ("bc.validation_rule", "what validates (BC-1.3)"),
        ("bc.client_cancellation", "cancelled by the client, or both absent (BC-1.3)"),
        ("bc.quota_period", "the month of the quota (BC-6.3)"),
        ("bc.plans", ""),
        ("bc.extras_invoice", "when extras are invoiced (BC-6.2)"),
      ])
    return explanation
  }

  /// Where an appointment stands in its month.
  private struct Place {
    var month: Day?
    var rank: Int?
    var bucket: String?

    init(_ index: Int, _ ranking: Ranking, _ appointment: AppointmentModel.Appointment) {
      month = ranking.month(of: index)
      let ranked = Int(ranking.ranks[index])
      if ranked != 0 {
        rank = abs(ranked)
        bucket = ranked < 0 ? "extra" : "included"
      } else if appointment.bookedBucket == .starter {
        bucket = "starter"
      }
    }
  }

  private typealias Reason = (what: String, is: String, because: String, rule: String, at: Int?)

  private func reasons(
    _ appointment: AppointmentModel.Appointment, _ contract: ContractModel.Contract?,
    _ place: Place, _ period: DeadlineModel.Period?
  ) -> [Reason] {
    var reasons: [Reason] = []
    if let period {
      reasons.append(
        (
          "anomaly_deadline", Paris.text(period.last),
          "\(period.n) \(period.unit.rawValue) after \(period.from), \(period.skipped.count) skipped",
          period.rule, appointment.deadline.map { models.deadlines.deadlines[$0].setPosition }
        ))
    }
    let decisive = about.last { Explainer.decides($0.event, "\(appointment.status)") }
    reasons.append(
      (
        "status", "\(appointment.status)",
        decisive.map { Summary.of($0) } ?? "of all that was recorded", decisive?.rule ?? "BC-1.2",
        decisive?.position ?? appointment.booked
      ))
    guard let contract, let month = place.month else { return reasons }
    let anchor = contract.anchor.map { ", counted from \($0)" } ?? ""
    reasons.append(
      (
        "contract_month", month.description,
        "it begins \(Paris.text(appointment.startsAt))\(anchor)",
        "BC-6.3", contract.activatedPosition
      ))
    if let rank = place.rank, let bucket = place.bucket {
      let quota = contract.event.quota ?? 0
      reasons.append(
        (
          "bucket", bucket,
          "rank \(rank), quota \(quota) a month of plan \(contract.event.plan)"
            + (bucket == "extra" ? "; \(contract.event.extraPrice ?? .zero) each above" : ""),
          "BC-6.2", contract.subscribedPosition
        ))
    } else {
      reasons.append(
        ("bucket", "", "only what is validated has a rank", "BC-6.3", nil))
    }
    return reasons
  }

  /// Whether an event may be what gave an appointment its status.
  private static func decides(_ event: Event, _ status: String) -> Bool {
    switch event {
    case .appointmentBooked: status == "planned"
    case .appointmentRescheduled: status == "planned"
    case .appointmentOutcomeRecorded(let event):
      status == "held" || status == "void" && event.effect == .void
    case .appointmentCancelled(let event): status == "void" && event.effect == .void
    case .appointmentDeemedValidated: status == "validated"
    case .anomalyReported(let event): status == "contested" && event.admission != .denied
    case .appointmentValidationReversed(let event):
      status == "contested" && event.reason == .anomalyInTime
    case .anomalyResolved(let event): status == "void" && event.result == .accepted
    case .decisionRecorded(let event):
      status == "void" && event.right == .billAppointment && !event.exercised
        || status == "contested" && event.right == .admitAnomaly && event.exercised
    case .eventCorrected(let event): status == "void" && event.targetType == "AppointmentBooked"
    default: false
    }
  }
}

extension Explanation {
  /// Each day of a period, counted or skipped.
  fileprivate mutating func addDays(_ period: DeadlineModel.Period) {
    guard DayTrace.countsDays(period.unit) else { return }
    var rows: [[Value]] = []
    var counted = 0
    let last = Paris.day(of: period.last)
    var day = period.from
    while day < last {
      day = day + 1
      let skipped = period.skipped.first { $0.day == day }
      if skipped == nil { counted += 1 }
      rows.append([
        .day(day), .text(Explanation.weekdays[day.weekday - 1]),
        skipped == nil ? .integer(counted) : .none, .maybe(skipped?.reason.rawValue),
      ])
    }
    add(
      "days", [("day", .day), ("weekday", .text), ("counted", .integer), ("skipped", .text)], rows)
  }

  private static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  fileprivate mutating func addReasons(
    _ reasons: [(what: String, is: String, because: String, rule: String, at: Int?)]
  ) {
    add(
      "reasons",
      [
        ("what", .text), ("is", .text), ("because", .text), ("rule", .text),
        ("position", .integer),
      ],
      reasons.map {
        [.text($0.what), .text($0.is), .text($0.because), .text($0.rule), .maybe($0.at)]
      })
  }

  /// All that is validated in the month, in the order of the ranks.
  fileprivate mutating func addMonth(
    _ month: Day, _ contract: Int, _ appointments: [AppointmentModel.Appointment],
    _ ranking: Ranking
  ) {
    let members = appointments.indices.filter {
      appointments[$0].contractIndex == contract && ranking.month(of: $0) == month
        && ranking.ranks[$0] != 0
    }.sorted { abs(ranking.ranks[$0]) < abs(ranking.ranks[$1]) }
    add(
      "month",
      [
        ("rank", .integer), ("bucket", .text), ("appointment", .text), ("starts_at", .instant),
        ("validated_at", .instant), ("invoiced_in", .text), ("position", .integer),
      ],
      members.map { index in
        let member = appointments[index]
        let rank = Int(ranking.ranks[index])
        return [
          .integer(abs(rank)), .text(rank < 0 ? "extra" : "included"), .text(member.id),
          .instant(member.startsAt), .instant(member.validatedAt), .maybe(member.invoice),
          .maybe(member.validated),
        ]
      })
  }

  /// The lines of invoices and credit notes that bear it.
  fileprivate mutating func addInvoiceLines(of id: String, _ about: [RecordedEvent]) {
    var rows: [[Value]] = []
    func add(_ lines: [InvoiceLine], _ document: String, _ kind: String, _ position: Int) {
      for line in lines where line.appointment == id {
        rows.append([
          .text(document), .text(kind), .text(line.label), .money(line.ht), .maybe(line.rank),
          .positions(line.sourceEvents), .integer(position),
        ])
      }
    }
    for event in about {
      switch event.event {
      case .invoiceLinesListed(let listed):
        add(listed.lines, listed.invoice, "invoice", event.position)
      case .invoiceIssued(let issued):
        add(issued.lines, issued.number, "invoice", event.position)
      case .creditNoteIssued(let issued):
        add(issued.lines, issued.number, "credit_note", event.position)
      default: continue
      }
    }
    self.add(
      "documents",
      [
        ("document", .text), ("kind", .text), ("label", .text), ("net", .money),
        ("rank", .integer), ("source_positions", .list), ("position", .integer),
      ], rows)
  }
}
