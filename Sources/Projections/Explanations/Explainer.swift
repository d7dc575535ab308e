public import Ledger

/// A fold that remembers what is about one subject, to explain it.
public struct Explainer: Sendable {
  private let subject: Subject
  let language: Language
  private(set) var models: ReadModels
  /// The events about the subject, in the order of the log.
  private(set) var about: [RecordedEvent] = []
  /// Payments and credit notes that settled the invoice; anomalies of the appointment, and invoices with
  /// lines listed ahead that bear it.
  private var related: Set<String> = []

  /// - Parameter language: of its sentences.
  public init(_ subject: Subject, from vantage: Vantage, in language: Language) {
    self.subject = subject
    self.language = language
    models = ReadModels(vantage)
  }

  /// Takes one event of the log.
  public mutating func fold(
    _ event: RecordedEvent, open: (SealedBox, _ field: StaticString, RecordedEvent) -> Personal?
  ) {
    models.fold(event, open: open)
    if isAbout(event) { about.append(event) }
  }

  /// Positions of events that the explanation cites beside those that were kept.
  public var cited: Set<Int> {
    let lines: [InvoiceLine]
    switch subject {
    case .invoice(let number): lines = models.documents.look(up: number)?.lines ?? []
    case .creditNote(let number):
      lines = models.documents.creditNote(named: number)?.event.lines ?? []
    case .balance, .appointment: lines = []
    }
    return Set(lines.flatMap(\.sourceEvents))
  }

  /// - Parameter events: those of `cited`, by position.
  /// - Throws: `unknownSubject` when nothing is known of it.
  public func explanation(citing events: [Int: RecordedEvent]) throws(ProjectionError)
    -> Explanation
  {
    let explanation =
      switch subject {
      case .invoice(let number): explainInvoice(number, events)
      case .creditNote(let number): explainCreditNote(number, events)
      case .balance(let client): explainBalance(client)
      case .appointment(let id): explainAppointment(id)
      }
    guard let explanation else {
      throw .unknownSubject(kind: subject.words.kind, id: subject.words.id)
    }
    return explanation
  }

  // MARK: What is about the subject

  private mutating func isAbout(_ event: RecordedEvent) -> Bool {
    switch subject {
    case .invoice(let number): isAboutInvoice(number, event)
    case .creditNote(let number): isAboutCreditNote(number, event.event)
    case .balance: false
    case .appointment(let id): isAboutAppointment(id, event)
    }
  }

  private mutating func isAboutInvoice(_ number: String, _ recorded: RecordedEvent) -> Bool {
    switch recorded.event {
    case .invoiceIssued(let event): return event.number == number
    case .creditNoteIssued(let event): return event.corrects.contains(number)
    case .paymentAllocated(let event):
      // Seen without its payment or its invoice, it settles nothing.
      guard models.payments.credits[event.payment] != nil,
        models.documents.look(up: number) != nil,
        event.to.contains(where: { $0.document == number })
      else { return false }
      related.insert(event.payment)
      return true
    case .paymentRejected(let event): return related.contains(event.payment)
    case .eventCorrected(let event):
      return event.targetType == "PaymentReceived" && related.contains(event.subject)
    // What else there is, is about other things.
    default: return false
    }
  }

  private func isAboutCreditNote(_ number: String, _ event: Event) -> Bool {
    switch event {
    case .creditNoteIssued(let event): event.number == number
    case .paymentAllocated(let event): event.payment == number
    default: false
    }
  }

  /// The streams of the appointment, of its tasks, and of its anomalies' tasks, and the documents that
  /// bear it.
  private mutating func isAboutAppointment(_ id: String, _ recorded: RecordedEvent) -> Bool {
    switch recorded.event {
    case .anomalyReported(let event) where event.appointment == id: related.insert(event.anomaly)
    case .invoiceLinesListed(let event):
      guard event.lines.contains(where: { $0.appointment == id }) else { return false }
      related.insert(event.invoice)
      return true
    case .invoiceIssued(let event):
      return related.contains(event.invoice) || event.lines.contains { $0.appointment == id }
    case .creditNoteIssued(let event): return event.lines.contains { $0.appointment == id }
    default: break
    }
    if recorded.stream == "appointment-\(id)" { return true }
    guard recorded.stream.hasPrefix("task-"), let end = recorded.stream.lastIndex(of: "~") else {
      return false
    }
    let about = String(recorded.stream[..<end].dropFirst("task-".count))
    return about == id || related.contains(about)
  }
}
