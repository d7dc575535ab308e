public import Ledger

/// What time alone brings about, in the order in which it falls due (G-7).
///
/// The agenda is filled by events and emptied by the scheduler: each item becomes a command, decided
/// like any other. An item that no longer holds when its instant comes is passed over.
public struct Agenda: Sendable {
  /// The moments at which something falls due, the next one last.
  private var moments: [AgendaItem.Moment] = []
  private var items: [AgendaItem.Moment: [AgendaItem]] = [:]
  /// Whether the items of the next moment are in order, the first one last.
  private var isSorted = false

  public init() {}

  public var count: Int { items.values.map(\.count).reduce(0, +) }

  /// The instant of the next item.
  public var nextInstant: Instant? { moments.last?.instant }

  /// All items, in the order in which they fall due.
  var kept: [AgendaItem] { items.values.flatMap { $0 }.sorted() }

  mutating func add(_ item: AgendaItem) {
    let moment = item.moment
    if let index = items.index(forKey: moment) {
      items.values[index].append(item)
    } else {
      items[moment] = [item]
      var low = 0
      var high = moments.count
      while low < high {
        let middle = (low + high) / 2
        if moment < moments[middle] { low = middle + 1 } else { high = middle }
      }
      moments.insert(moment, at: low)
    }
    if moment == moments.last { isSorted = false }
  }

  /// The next item, without taking it.
  mutating func next() -> AgendaItem? {
    guard let moment = moments.last, let index = items.index(forKey: moment) else { return nil }
    if !isSorted {
      items.values[index].sort { $1 < $0 }
      isSorted = true
    }
    return items.values[index].last
  }

  mutating func takeNext() -> AgendaItem? {
    guard next() != nil, let moment = moments.last, let index = items.index(forKey: moment) else {
      return nil
    }
    let item = items.values[index].removeLast()
    if items.values[index].isEmpty {
      items.remove(at: index)
      moments.removeLast()
      isSorted = false
    }
    return item
  }
}

/// One thing that falls due.
public struct AgendaItem: Sendable, Comparable {
  public var instant: Instant
  public var order: Order
  public var subject: String
  public var work: Work

  /// What comes first at one instant. This is the one list of that order.
  public enum Order: Int, Sendable, Comparable {
    /// Calendars: what the others are counted with.
    case reference
    /// Validations that the text presumes.
    case deemed
    /// Ends of terms, and renewals.
    case term
    /// Closings of the day before.
    case closing
    /// Months that were to be paid in advance.
    case prepayment
    /// Invoices of the day that begins.
    case invoice
    /// Debits of that day.
    case collection
    /// Interest and indemnities, and debits without an answer.
    case late
    /// Rights that formal notices open.
    case sanction
    /// What somebody has to ask for or to send.
    case reminder

    public static func < (left: Order, right: Order) -> Bool { left.rawValue < right.rawValue }
  }

  public enum Work: Sendable, Equatable {
    case calendar(Region, Int)
    case anomaly(String)
    case term(String, ends: Day)
    case extras(String, closing: Day)
    case month(String, Int)
    case prepayment(String, String)
    case collection(String)
    case late(String)
    case interest(String)
    case debit(String)
    case cure(String, notice: String)
    case market(MarketWork)
  }

  /// An instant, and a place in the order of what falls due then.
  struct Moment: Hashable, Comparable {
    var instant: Instant
    var order: Order

    static func < (left: Moment, right: Moment) -> Bool {
      (left.instant, left.order) < (right.instant, right.order)
    }
  }

  var moment: Moment { Moment(instant: instant, order: order) }

  public static func < (left: AgendaItem, right: AgendaItem) -> Bool {
    if left.moment != right.moment { return left.moment < right.moment }
    if left.subject != right.subject { return left.subject < right.subject }
    return left.commandID < right.commandID
  }

  /// The id of the command that the item becomes.
  public var commandID: String {
    switch work {
    case .calendar: "agenda:\(subject)"
    case .anomaly(let appointment): "agenda:\(DeadlineID.anomaly(appointment))"
    case .term(let contract, let ends): "agenda:\(DeadlineID.term(contract, ends: ends))"
    case .extras(let contract, let closing): "agenda:\(contract)~extras-\(closing)"
    case .month(let contract, let month): "agenda:\(contract)~month-\(month + 1)"
    case .prepayment(_, let invoice): "agenda:\(invoice)~prepayment"
    case .collection(let invoice): "agenda:\(invoice)~collection"
    case .late(let invoice): "agenda:\(invoice)~late"
    case .interest(let invoice): "agenda:\(invoice)~interest"
    case .debit(let payment): "agenda:\(payment)~answer"
    case .cure(_, let notice): "agenda:\(DeadlineID.cure(notice))"
    case .market(let work): work.commandID
    }
  }
}

extension Book {
  /// Takes the next item that still holds and is due by `limit`, with the command that it becomes.
  public mutating func takeDue(upTo limit: Instant) -> (item: AgendaItem, body: any CommandBody)? {
    while let instant = agenda.nextInstant, instant <= limit {
      guard let item = agenda.takeNext() else { return nil }
      if let body = command(for: item) { return (item, body) }
    }
    return nil
  }

  /// The instant of the next item that still holds.
  public mutating func nextDue() -> Instant? {
    while let next = agenda.next() {
      if command(for: next) != nil { return next.instant }
      _ = agenda.takeNext()
    }
    return nil
  }

  /// The command that an item becomes, or nil when it does not hold any more.
  private func command(for item: AgendaItem) -> (any CommandBody)? {
    switch item.work {
    case .calendar(let region, let year):
      if calendars.published(region, year) != nil { return nil }
      return PublishCalendar.byLaw(region, year)
    case .anomaly(let id):
      guard let appointment = appointments[id], !appointment.elapsed,
        appointment.deadlineEnd == item.instant
      else { return nil }
      return ElapseDeadline.with { $0.deadline = DeadlineID.anomaly(id) }
    case .term(let id, let ends):
      guard let contract = contracts[id], contract.termEnds == ends, contract.ended == nil else {
        return nil
      }
      if contract.endsOn.map({ $0 <= ends }) == true {
        return EndContract.with { $0.contract = id }
      }
      return RenewContract.with { $0.contract = id }
    case .extras(let id, let closing):
      guard let contract = contracts[id],
        !ExtrasToInvoice(contract, closing: closing).isEmpty
      else { return nil }
      return CloseExtras.with {
        $0.contract = id
        $0.month = CalendarMonth(of: closing)
      }
    case .month(let id, let month):
      guard let contract = contracts[id], let anchor = contract.anchor,
        contract.billsPlan(in: month) || contract.billsOption(in: month)
      else { return nil }
      return InvoiceSubscription.with {
        $0.contract = id
        $0.periodFrom = ContractMonth.first(month, anchor: anchor)
      }
    default: return moneyCommand(for: item)
    }
  }

  private func moneyCommand(for item: AgendaItem) -> (any CommandBody)? {
    switch item.work {
    case .prepayment(let id, let number):
      guard let contract = contracts[id], contract.prepayment?.invoice == number,
        let invoice = invoices[number],
        invoice.open > .zero && invoice.pendingDebit == nil
          || invoice.paidOn.map({ $0 > invoice.lastDayInAdvance }) == true
      else { return nil }
      return ElapsePrepayment.with { $0.contract = id }
    case .collection(let number):
      guard let invoice = invoices[number], invoice.open > .zero, invoice.debits.isEmpty,
        invoice.kind != .prepayment
          || contracts[invoice.contract ?? ""]?.prepayment?.invoice == number,
        // Whatever the ledger was opened in between: a mandate that came after changes nothing.
        parties[invoice.party]?.mandateFrom.map({ $0 < item.instant }) == true
          || parties[invoice.party]?.mandatePosition.map({ $0 < invoice.position }) == true
      else { return nil }
      return InitiateDebit.with { $0.invoice = number }
    case .late(let number):
      guard let invoice = invoices[number], invoice.open > .zero, invoice.pendingDebit == nil else {
        return nil
      }
      if !clauses.chargesIndemnity { return askForCollection(of: invoice.party) }
      guard !invoice.indemnity, invoice.pinned.config.common.lateOverlay == .on else { return nil }
      return ChargeIndemnity.with { $0.invoice = number }
    case .interest(let number):
      guard tasks[taskID(number, .publishRate)] != nil, let invoice = invoices[number],
        let late = invoice.pinned.config.lateRate,
        invoice.lateParts.allSatisfy({
          LateInterest.periods($0, due: invoice.dueOn, at: late, rates: rates) != nil
        })
      else { return nil }
      return AssessInterest.with { $0.invoice = number }
    case .debit(let payment):
      guard let number = debits[payment], let invoice = invoices[number],
        invoice.pendingDebit == payment, invoice.open > .zero, !invoice.isAsked
      else { return nil }
      return ElapseDebit.with { $0.payment = payment }
    case .cure(let id, let notice):
      guard let contract = contracts[id], contract.ended == nil,
        let formal = contract.formalNotices.first(where: { $0.id == notice }), !formal.cured,
        !formal.elapsed
      else { return nil }
      return ElapseDeadline.with { $0.deadline = DeadlineID.cure(notice) }
    case .market(let work): return marketCommand(for: work)
    case .calendar, .anomaly, .term, .extras, .month: return nil
    }
  }
}
