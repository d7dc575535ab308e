public import Ledger

/// An event was wrong (G-8): it stays, and what it brought about is undone.
public struct CorrectEvent: CommandBody {
  public static let verb: StaticString = "CorrectEvent"
  public static let roles: [Role] = [.provider, .staff]

  public var reason = String.unset
  public var target = Int.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("reason", &reason)
    try visitor.field("target", &target)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let found = book.correctable(at: target) else {
      throw Refusal(
        .unknownReference, "G-8", "no event that can be corrected stands at position \(target)",
        try: "name an AppointmentBooked, AppointmentOutcomeRecorded, AnomalyReported, "
          + "PaymentReceived, PaymentRejected, NoticeRecorded or FormalNoticeSent that was not "
          + "corrected yet")
    }
    let corrected = EventCorrected.with {
      $0.by = request.actor.user ?? request.actor.id
      $0.reason = reason
      $0.subject = found.subject
      $0.target = target
      $0.targetType = found.type
    }
    let draft = Draft(
      found.stream, .eventCorrected(corrected), occurred: request.occurred(), rule: "G-8",
      basis: .decision, cause: target)
    guard let appointment = found.appointment, let contract = book.contracts[appointment.contract]
    else {
      return Decision([draft] + undoMoney(found, request, book))
    }
    return Decision([draft] + undo(found, appointment, contract, request, book))
  }

  /// What a payment, or its rejection, had brought about.
  private func undoMoney(_ found: Correctable, _ request: Request, _ book: borrowing Book)
    -> [Draft]
  {
    switch found.type {
    case "PaymentReceived":
      return ChargeCorrection.drafts(
        ChargeCorrection.interest(of: found.subject, book), request, book)
    case "PaymentRejected":
      guard let payment = book.payments[found.subject], let party = book.parties[payment.party]
      else { return pendingAgain(found.subject, request, book) }
      // It settles what it had settled, as far as that is still open.
      return AllocationDrafting.allocate(
        found.subject, payment.amount, of: payment.party, on: payment.valueDate, party,
        chosen: payment.allocations, request, book)
    default: return []
    }
  }

  /// A debit that waits for its answer is not late.
  private func pendingAgain(_ debit: String, _ request: Request, _ book: borrowing Book) -> [Draft]
  {
    guard let number = book.debits[debit], book.invoices[number]?.pendingDebit == nil else {
      return []
    }
    let charge = "\(number)-IR"
    guard let known = book.charges[charge], known.open == known.amount else { return [] }
    return ChargeCorrection.drafts([charge], request, book)
  }

  private func undo(
    _ found: Correctable, _ appointment: Appointment, _ contract: Contract, _ request: Request,
    _ book: borrowing Book
  ) -> [Draft] {
    if found.type == "AppointmentBooked" { return unbook(appointment, contract, request, book) }
    var after = appointment
    if found.type == "AppointmentOutcomeRecorded", !appointment.isVoidByAnomaly {
      after.effect = nil
    }
    let readings = contract.readings
    if readings.validationRule == .honouredAndUncontested, after.effect == nil,
      appointment.validated != nil
    {
      return Validation.reverse(
        appointment, contract, .corrected, evidence: request.position,
        occurred: request.occurred(), request)
    }
    let anomaly = found.type == "AnomalyReported" ? found.subject : nil
    guard Validation.opens(after, closing: anomaly, readings) else { return [] }
    return [
      Validation.draft(
        appointment, contract, at: request.received, .decision, cause: request.position)
    ]
  }

  private func unbook(
    _ appointment: Appointment, _ contract: Contract, _ request: Request, _ book: borrowing Book
  ) -> [Draft] {
    var drafts: [Draft] = []
    if appointment.validated != nil {
      drafts.append(
        Validation.reversal(
          appointment, contract, .corrected, evidence: request.position,
          occurred: request.occurred(), request))
    }
    if appointment.invoice != nil, !appointment.credited {
      drafts += CreditNoteDrafting.credit(
        appointment, source: request.position, rule: "G-8", request, book)
    }
    return drafts + LostInclusion.propose(appointment, contract, request, book)
  }
}

/// An event that can be corrected, as the book remembers it.
struct Correctable {
  var type: String
  var subject: String
  var stream: String
  var appointment: Appointment?
}

extension Book {
  /// What stands at a position, when it is of a type that can be corrected.
  func correctable(at position: Int) -> Correctable? {
    for (_, appointment) in appointments.held {
      if let found = appointment.correctable(at: position) { return found }
    }
    for (id, payment) in payments.held where payment.received == position && !payment.isGone {
      return Correctable(type: "PaymentReceived", subject: id, stream: "payment-\(id)")
    }
    if let found = kept(at: position) { return found }
    if let rejected = rejections.first(where: { $0.value == position })?.key {
      return Correctable(
        type: "PaymentRejected", subject: rejected, stream: "payment-\(rejected)")
    }
    for contract in contracts.values where contract.ended == nil {
      let stream = "contract-\(contract.id)"
      if let notice = contract.noticeDays.first(where: { $0.recorded == position }) {
        return Correctable(type: "NoticeRecorded", subject: notice.id, stream: stream)
      }
      if let formal = contract.formalNotices.first(where: { $0.sent == position && !$0.cured }) {
        return Correctable(type: "FormalNoticeSent", subject: formal.id, stream: stream)
      }
    }
    return nil
  }

  /// The same of what is not in memory, found by the stream of the event.
  private func kept(at position: Int) -> Correctable? {
    guard let stream = appointments.room?.records.stream(at: position) else { return nil }
    if stream.hasPrefix("appointment-") {
      return appointments[String(stream.dropFirst(12))]?.correctable(at: position)
    }
    guard stream.hasPrefix("payment-") else { return nil }
    let id = String(stream.dropFirst(8))
    guard let payment = payments[id], payment.received == position, !payment.isGone else {
      return nil
    }
    return Correctable(type: "PaymentReceived", subject: id, stream: stream)
  }
}

extension Appointment {
  fileprivate func correctable(at position: Int) -> Correctable? {
    let stream = "appointment-\(id)"
    if booked == position && !cancelled {
      return Correctable(type: "AppointmentBooked", subject: id, stream: stream, appointment: self)
    }
    if outcomeRecorded == position {
      return Correctable(
        type: "AppointmentOutcomeRecorded", subject: id, stream: stream, appointment: self)
    }
    let anomaly = anomalies.first {
      $0.reported == position && !$0.withdrawn && $0.resolution == nil
    }
    return anomaly.map {
      Correctable(type: "AnomalyReported", subject: $0.id, stream: stream, appointment: self)
    }
  }
}
