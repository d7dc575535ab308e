import Ledger

/// Why an appointment has its deadline, its status, its month and its bucket: the rule, and the event
/// that decided.
struct AppointmentReason {
  /// The column that is explained, and what stands in it.
  var what: String
  var value: String
  var because: String
  var rule: String
  var position: Int?
}

/// Where an appointment stands in its month.
struct PlaceInMonth {
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

extension Explainer {
  func reasons(
    _ appointment: AppointmentModel.Appointment, _ contract: ContractModel.Contract?,
    _ place: PlaceInMonth
  ) -> [AppointmentReason] {
    [
      appointment.deadline.map { deadline(models.deadlines.deadlines[$0]) }, status(appointment),
      contract.flatMap { contract in
        place.month.map { month($0, appointment, contract) }
      },
      contract.map { bucket(place, $0) },
    ].compactMap(\.self)
  }

  private func deadline(_ deadline: DeadlineModel.Deadline) -> AppointmentReason {
    let period = models.deadlines.periods[deadline.period]
    let skipped = period.skipped.count
    return AppointmentReason(
      what: "anomaly_deadline", value: Paris.text(period.last),
      because: language.said(
        "\(period.n) days (\(period.unit.rawValue)) after \(period.from), \(skipped) skipped",
        "\(period.n) \(FrenchSummary.unit(period.unit)) après le \(period.from), non comptés : \(skipped)"
      ),
      rule: period.rule, position: deadline.recomputedPosition ?? deadline.setPosition)
  }

  private func status(_ appointment: AppointmentModel.Appointment) -> AppointmentReason {
    let status = "\(appointment.status)"
    let decisive = about.last { Explainer.decides($0.event, status) }
    return AppointmentReason(
      what: "status", value: status,
      because: decisive.map { Summary.of($0, in: language) } ?? "", rule: decisive?.rule ?? "",
      position: decisive?.position)
  }

  private func month(
    _ month: Day, _ appointment: AppointmentModel.Appointment,
    _ contract: ContractModel.Contract
  ) -> AppointmentReason {
    let start = Paris.text(appointment.startsAt)
    let anchor = contract.anchor.map { "\($0)" } ?? ""
    return AppointmentReason(
      what: "contract_month", value: month.description,
      because: language.said(
        "it begins \(start), months are counted from \(anchor)",
        "il a lieu le \(start), les mois sont comptés du \(anchor)"),
      rule: "BC-6.3", position: contract.activatedPosition)
  }

  private func bucket(_ place: PlaceInMonth, _ contract: ContractModel.Contract)
    -> AppointmentReason
  {
    let isOfPack = place.bucket == "starter"
    var because =
      isOfPack
      ? language.said(
        "one of the appointments of the pack", "un des rendez-vous du Starter Pack")
      : language.said("only what is validated has a rank", "seul ce qui est validé a un rang")
    if let rank = place.rank {
      let (quota, plan) = (contract.quota(ofMonth: place.month ?? .unset), contract.event.plan)
      because = language.said(
        "rank \(rank), quota \(quota) a month of plan \(plan)",
        "rang \(rank), quota de \(quota) par mois de la formule \(plan)")
      if place.bucket == "extra", let price = contract.event.extraPrice {
        because += language.said("; \(price) each above", " ; \(price) chacun au-delà")
      }
    }
    return AppointmentReason(
      what: "bucket", value: place.bucket ?? "", because: because,
      rule: isOfPack ? "BC-3.1" : "BC-6.2",
      position: contract.subscribedPosition)
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
      status == "void" && !event.exercised
        && [.billAppointment, .validateAppointment].contains(event.right)
        || status == "contested" && event.right == .admitAnomaly && event.exercised
    case .eventCorrected(let event): status == "void" && event.targetType == "AppointmentBooked"
    // What else happens to it leaves its status as it is.
    default: false
    }
  }
}
