public import Ledger

// The parts of the book, field by field.

extension Party: StoredFields {
  static public var blank: Party {
    Party(eligible: false, territory: "", country: "", registrationNo: nil)
  }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&eligible)
    try visitor.field(&territory)
    try visitor.field(&country)
    try visitor.field(&registrationNo)
    try visitor.field(&acceptedTerms)
    try visitor.field(&mandate)
    try visitor.field(&mandateSigned)
    try visitor.field(&mandateFrom)
    try visitor.field(&mandatePosition)
    try visitor.field(&informed)
    try visitor.field(&packs)
    try visitor.field(&openCharges)
    try visitor.field(&openInvoices)
    try visitor.field(&credits)
    try visitor.field(&reserved)
  }
}

extension Contract: StoredFields {
  static public var blank: Contract {
    Contract(
      id: "", party: "", plan: "", quota: 0, extraPrice: .zero, price: .zero, vatCode: .standard,
      priceList: "", pinned: .none, termMonths: 0, subscribed: 0)
  }

  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&id)
    try visitor.field(&party)
    try visitor.field(&plan)
    try visitor.field(&quota)
    try visitor.field(&extraPrice)
    try visitor.field(&price)
    try visitor.field(&vatCode)
    try visitor.field(&priceList)
    try visitor.field(&pinned)
    try visitor.field(&termMonths)
    try visitor.field(&subscribed)
    try visitor.field(&anchor)
    try visitor.field(&termEnds)
    try visitor.field(&minimumEnds)
    try visitor.field(&monthsInvoiced)
    try visitor.field(&closingPlanned)
    try visitor.field(&validated)
    try visitor.field(&notices)
    try visitor.field(&noticeDays)
    try visitor.field(&endsOn)
    try visitor.field(&endedBy)
    try visitor.field(&ended)
    try visitor.field(&suspended)
    try visitor.field(&formalNotices)
    try visitor.field(&forceMajeure)
    try visitor.field(&pack)
    try visitor.field(&option)
    try visitor.field(&prepayment)
    try visitor.field(&lapsed)
    try visitor.field(&nextPlan)
    try visitor.field(&pastPlans)
  }
}

extension QuotaMonth: Stored {
  public func write(to writer: inout StateWriter) { first.write(to: &writer) }
  public static func read(from reader: inout StateReader) throws(StateError) -> QuotaMonth {
    QuotaMonth(first: try Day.read(from: &reader))
  }
}

extension ValidatedAppointment: StoredFields {
  static public var blank: ValidatedAppointment {
    ValidatedAppointment(
      appointment: "", effectiveAt: .unset, recorded: .unset, startsAt: .unset, booked: 0,
      validated: 0, invoicedRank: nil)
  }

  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&appointment)
    try visitor.field(&effectiveAt)
    try visitor.field(&recorded)
    try visitor.field(&startsAt)
    try visitor.field(&booked)
    try visitor.field(&validated)
    try visitor.field(&invoicedRank)
  }
}

extension PastPlan: StoredFields {
  static public var blank: PastPlan { PastPlan(until: .unset, quota: 0, extraPrice: .zero) }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&until)
    try visitor.field(&quota)
    try visitor.field(&extraPrice)
  }
}

extension GivenNotice: StoredFields {
  static public var blank: GivenNotice { GivenNotice(id: "", recorded: 0) }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&id)
    try visitor.field(&recorded)
    try visitor.field(&effectiveOn)
  }
}

extension FormalNotice: StoredFields {
  static public var blank: FormalNotice { FormalNotice(id: "", sent: 0) }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&id)
    try visitor.field(&sent)
    try visitor.field(&opens)
    try visitor.field(&cured)
    try visitor.field(&elapsed)
  }
}

extension ForceMajeurePeriod: StoredFields {
  static public var blank: ForceMajeurePeriod {
    ForceMajeurePeriod(affected: .client, from: .unset)
  }

  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&affected)
    try visitor.field(&from)
    try visitor.field(&to)
  }
}

extension Pack: StoredFields {
  static public var blank: Pack { Pack(slots: 0) }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&slots)
    try visitor.field(&invoice)
    try visitor.field(&campaign)
    try visitor.field(&refunded)
    try visitor.field(&stopped)
    try visitor.field(&used)
    try visitor.field(&validated)
    try visitor.field(&held)
  }
}

extension MultichannelOption: StoredFields {
  static public var blank: MultichannelOption {
    MultichannelOption(
      price: .zero, activated: 0, firstMonth: 0, nextMonth: 0, minUntil: .unset)
  }

  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&price)
    try visitor.field(&activated)
    try visitor.field(&firstMonth)
    try visitor.field(&nextMonth)
    try visitor.field(&minUntil)
    try visitor.field(&until)
    try visitor.field(&endMonth)
  }
}

extension Prepayment: StoredFields {
  static public var blank: Prepayment { Prepayment(month: 0, next: 0) }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&month)
    try visitor.field(&next)
    try visitor.field(&invoice)
    try visitor.field(&withOption)
  }
}

extension Appointment: StoredFields {
  static public var blank: Appointment {
    Appointment(
      id: "", contract: "", startsAt: .unset, booked: 0, deadlineEnd: .unset, deadlineSet: 0)
  }

  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&id)
    try visitor.field(&contract)
    try visitor.field(&pack)
    try visitor.field(&startsAt)
    try visitor.field(&booked)
    try visitor.field(&cancelled)
    try visitor.field(&effect)
    try visitor.field(&outcomeRecorded)
    try visitor.field(&anomalies)
    try visitor.field(&deadlineEnd)
    try visitor.field(&deadlineSet)
    try visitor.field(&elapsed)
    try visitor.field(&validated)
    try visitor.field(&invoice)
    try visitor.field(&credited)
  }
}

extension Appointment.InvoicedIn: StoredFields {
  static public var blank: Appointment.InvoicedIn { Appointment.InvoicedIn(number: "", rank: 0) }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&number)
    try visitor.field(&rank)
  }
}

extension Anomaly: StoredFields {
  static public var blank: Anomaly {
    Anomaly(id: "", reported: 0, received: .unset, admission: .admitted)
  }

  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&id)
    try visitor.field(&reported)
    try visitor.field(&received)
    try visitor.field(&admission)
    try visitor.field(&resolution)
    try visitor.field(&withdrawn)
  }
}

extension Invoice: StoredFields {
  static public var blank: Invoice {
    Invoice(
      party: "", kind: .subscription, dueOn: .unset, issueDate: .unset, open: .zero, lines: [],
      groups: [], pinned: .none, position: 0)
  }

  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&party)
    try visitor.field(&contract)
    try visitor.field(&kind)
    try visitor.field(&dueOn)
    try visitor.field(&collectOn)
    try visitor.field(&issueDate)
    try visitor.field(&periodFrom)
    try visitor.field(&open)
    try visitor.field(&lines)
    try visitor.field(&groups)
    try visitor.field(&pinned)
    try visitor.field(&position)
    try visitor.field(&paidOn)
    try visitor.field(&debits)
    try visitor.field(&pendingDebit)
    try visitor.field(&isAsked)
    try visitor.field(&rejections)
    try visitor.field(&indemnity)
    try visitor.field(&interestCharges)
    try visitor.field(&interestTo)
    try visitor.field(&lateParts)
    try visitor.field(&credited)
  }
}

// Lines of invoices are many: field by field, not as JSON.
extension InvoiceLine: StoredFields {
  static public var blank: InvoiceLine { InvoiceLine() }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&appointment)
    try visitor.field(&ht)
    try visitor.field(&label)
    try visitor.field(&lead)
    try visitor.field(&monthFrom)
    try visitor.field(&qty)
    try visitor.field(&rank)
    try visitor.field(&sourceEvents)
    try visitor.field(&unit)
    try visitor.field(&vatCode)
    try visitor.field(&vatRate)
  }
}

extension VATGroup: StoredFields {
  static public var blank: VATGroup { VATGroup() }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&base)
    try visitor.field(&rate)
    try visitor.field(&vat)
    try visitor.field(&vatCode)
  }
}

extension LatePart: StoredFields {
  static public var blank: LatePart { LatePart(base: .zero, from: .unset, to: .unset) }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&base)
    try visitor.field(&from)
    try visitor.field(&to)
  }
}

extension Charge: StoredFields {
  static public var blank: Charge {
    Charge(party: "", kind: .fee, amount: .zero, open: .zero, position: 0)
  }

  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&party)
    try visitor.field(&invoice)
    try visitor.field(&kind)
    try visitor.field(&amount)
    try visitor.field(&open)
    try visitor.field(&payment)
    try visitor.field(&through)
    try visitor.field(&position)
  }
}

extension CreditNote: StoredFields {
  static public var blank: CreditNote { CreditNote(party: "", usable: .refund) }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&party)
    try visitor.field(&usable)
  }
}

extension Payment: StoredFields {
  static public var blank: Payment {
    Payment(party: "", amount: .zero, valueDate: .unset, received: 0)
  }

  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&party)
    try visitor.field(&amount)
    try visitor.field(&valueDate)
    try visitor.field(&received)
    try visitor.field(&allocations)
    try visitor.field(&isGone)
  }
}

extension OpenTask: StoredFields {
  static public var blank: OpenTask {
    OpenTask(right: .resolveAnomaly, subject: "", rule: "", opened: 0)
  }

  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&right)
    try visitor.field(&subject)
    try visitor.field(&rule)
    try visitor.field(&opened)
  }
}

extension ConsentKey: StoredFields {
  static public var blank: ConsentKey { ConsentKey("", "") }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&subject)
    try visitor.field(&purpose)
  }
}

extension Scrub: StoredFields {
  static public var blank: Scrub { Scrub(file: "", day: .unset) }
  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&file)
    try visitor.field(&day)
  }
}

extension HolidayCalendar: StoredFields {
  static public var blank: HolidayCalendar {
    HolidayCalendar(id: "", region: .france, year: 0, version: 0, dates: [])
  }

  public mutating func fields<V: StateVisitor>(_ visitor: inout V) throws(StateError) {
    try visitor.field(&id)
    try visitor.field(&region)
    try visitor.field(&year)
    try visitor.field(&version)
    try visitor.field(&dates)
  }
}
