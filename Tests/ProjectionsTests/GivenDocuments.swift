import Ledger

/// Documents, payments and tasks in histories made by hand.
extension History {
  static func line(
    _ cents: Int, _ code: VATCode = .exempt261C, appointment: String? = nil, rank: Int? = nil,
    sources: [Int] = [7]
  ) -> InvoiceLine {
    InvoiceLine.with {
      $0.appointment = appointment
      $0.ht = money(cents)
      $0.label = "Ligne"
      $0.monthFrom = rank == nil ? nil : day("2026-04-10")
      $0.qty = 1
      $0.rank = rank
      $0.sourceEvents = sources
      $0.unit = UnitPrice(money(cents))
      $0.vatCode = code
    }
  }

  static func groups(_ lines: [InvoiceLine]) -> [VATGroup] {
    VAT.groups(of: lines, rounding: .perGroup) {
      $0 == .standard ? Rate(hundredths: 20_00) : .zero
    }
  }

  /// Issues an invoice; `spoil` breaks it.
  @discardableResult
  mutating func invoice(
    _ number: String, _ lines: [InvoiceLine], on: String = "2026-04-30", client: String = "C-1",
    kind: InvoiceKind = .extras, spoil: (inout InvoiceIssued) -> Void = { _ in }
  ) -> Int {
    var event = InvoiceIssued.with {
      let groups = History.groups(lines)
      $0.contract = "K-1"
      $0.dueOn = day(on)
      $0.ht = groups.map(\.base).sum()
      $0.invoice = number
      $0.issueDate = day(on)
      $0.kind = kind
      $0.lineCount = lines.count
      $0.lines = lines
      $0.mentions = VAT.mentions(of: groups)
      $0.number = number
      $0.party = client
      $0.ttc = groups.map { $0.base + $0.vat }.sum()
      $0.vatByRate = groups
    }
    spoil(&event)
    return add(.invoiceIssued(event), stream: "invoice-\(number)", rule: "BC-6.2")
  }

  mutating func credit(
    _ number: String, on invoice: String, _ lines: [InvoiceLine], client: String = "C-1",
    issued: String = "2026-05-05"
  ) {
    add(
      .creditNoteIssued(
        CreditNoteIssued.with {
          let groups = History.groups(lines)
          $0.contract = "K-1"
          $0.corrects = [invoice]
          $0.creditNote = number
          $0.ht = groups.map(\.base).sum()
          $0.issueDate = day(issued)
          $0.lines = lines
          $0.mentions = VAT.mentions(of: groups)
          $0.number = number
          $0.party = client
          $0.ttc = groups.map { $0.base + $0.vat }.sum()
          $0.usable = .nextInvoices
          $0.vatByRate = groups
        }), stream: "invoice-\(number)", rule: "G-8")
  }

  @discardableResult
  mutating func pay(
    _ payment: String, _ cents: Int, client: String = "C-1", on: String = "2026-05-04"
  )
    -> Int
  {
    add(
      .paymentReceived(
        PaymentReceived.with {
          $0.amount = money(cents)
          $0.method = .transfer
          $0.party = client
          $0.payment = payment
          $0.valueDate = day(on)
        }), stream: "payment-\(payment)", rule: "G-14")
  }

  mutating func allocate(_ payment: String, _ to: [Allocation], client: String = "C-1") {
    add(
      .paymentAllocated(
        PaymentAllocated.with {
          $0.party = client
          $0.payment = payment
          $0.rule = .oldestDue
          $0.to = to
        }), stream: "payment-\(payment)", rule: "G-14")
  }

  mutating func correct(_ target: Int, _ type: String, _ subject: String) {
    add(
      .eventCorrected(
        EventCorrected.with {
          $0.by = "U-1"
          $0.reason = "wrong"
          $0.subject = subject
          $0.target = target
          $0.targetType = type
        }), rule: "G-8")
  }

  mutating func open(_ right: Right, _ subject: String, code: String? = nil) {
    add(
      .taskOpened(
        TaskOpened.with {
          $0.code = code
          $0.opensAt = instant(now)
          $0.right = right
          $0.rule = "BC-1.3"
          $0.subject = subject
          $0.task = "\(subject)~\(right.rawValue)"
        }), stream: "task-\(subject)")
  }

  mutating func decide(_ right: Right, _ subject: String, exercised: Bool) {
    add(
      .decisionRecorded(
        DecisionRecorded.with {
          $0.by = "U-2"
          $0.exercised = exercised
          $0.reason = "so"
          $0.right = right
          $0.subject = subject
          $0.task = "\(subject)~\(right.rawValue)"
        }), stream: "task-\(subject)", rule: "G-15")
  }
}
