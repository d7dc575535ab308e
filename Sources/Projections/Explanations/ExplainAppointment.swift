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
    let place = PlaceInMonth(index, ranking, appointment)
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
        (
          "invoiced_in", .text,
          .maybe(appointment.invoice ?? models.invoice(ofPack: appointment.order))
        ),
        ("credited_in", .text, .maybe(appointment.creditNote)),
      ])
    explanation.add("life", events: about, in: language)
    if let period { explanation.addDays(period) }
    explanation.addReasons(reasons(appointment, contract, place))
    if let month = place.month {
      explanation.addMonth(
        month, appointment.contractIndex, models.appointments.appointments, ranking)
    }
    explanation.addInvoiceLines(of: id, about)
    explanation.addReadings(
      version,
      UsedReadings.ofAppointments.rows(
        in: models.terms.config(version), plan: contract?.event.plan, language))
    return explanation
  }
}

extension Explanation {
  /// Each day of a period, counted or skipped.
  fileprivate mutating func addDays(_ period: DeadlineModel.Period) {
    guard DayTrace.countsDays(period) else { return }
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

  fileprivate mutating func addReasons(_ reasons: [AppointmentReason]) {
    add(
      "reasons",
      [
        ("what", .text), ("is", .text), ("because", .text), ("rule", .text),
        ("position", .integer),
      ],
      reasons.map {
        [
          .text($0.what), .text($0.value), .text($0.because), .text($0.rule), .maybe($0.position),
        ]
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
