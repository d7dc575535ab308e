public import Ledger

/// What time alone brings about, in the order in which it falls due (G-7).
///
/// The agenda is filled by events and emptied by the scheduler: each item becomes a command, decided
/// like any other. An item that no longer holds when its instant comes is passed over.
public struct Agenda: Sendable {
  private var heap: [AgendaItem] = []

  public init() {}

  public var count: Int { heap.count }

  /// The next item, without taking it.
  public var next: AgendaItem? { heap.first }

  mutating func add(_ item: AgendaItem) {
    heap.append(item)
    var child = heap.count - 1
    while child > 0, heap[child] < heap[(child - 1) / 2] {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func takeNext() -> AgendaItem? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    if heap.isEmpty { return first }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child] < heap[least] { least = child }
      if least == parent { return first }
      heap.swapAt(parent, least)
      parent = least
    }
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
    /// Invoices of the day that begins.
    case invoice

    public static func < (left: Order, right: Order) -> Bool { left.rawValue < right.rawValue }
  }

  public enum Work: Sendable, Equatable {
    case calendar(Region, Int)
    case anomaly(String)
    case term(String, ends: Day)
    case extras(String, closing: Day)
    case subscription(String, month: Int)
  }

  public static func < (left: AgendaItem, right: AgendaItem) -> Bool {
    (left.instant, left.order, left.subject) < (right.instant, right.order, right.subject)
  }

  /// The id of the command that the item becomes.
  public var commandID: String {
    switch work {
    case .calendar: "agenda:\(subject)"
    case .anomaly(let appointment): "agenda:\(DeadlineID.anomaly(appointment))"
    case .term(let contract, let ends): "agenda:\(DeadlineID.term(contract, ends: ends))"
    case .extras(let contract, let closing): "agenda:\(contract)~extras-\(closing)"
    case .subscription(let contract, let month): "agenda:\(contract)~month-\(month + 1)"
    }
  }
}

extension Book {
  /// Takes the next item that still holds and is due by `limit`, with the command that it becomes.
  public mutating func takeDue(upTo limit: Instant) -> (item: AgendaItem, body: any CommandBody)? {
    while let next = agenda.next, next.instant <= limit {
      guard let item = agenda.takeNext() else { return nil }
      if let body = command(for: item) { return (item, body) }
    }
    return nil
  }

  /// The instant of the next item that still holds.
  public mutating func nextDue() -> Instant? {
    while let next = agenda.next {
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
      guard contracts[id]?.termEnds == ends else { return nil }
      return RenewContract.with { $0.contract = id }
    case .extras(let id, let closing):
      guard let contract = contracts[id],
        !ExtrasToInvoice(contract, closing: closing).isEmpty
      else { return nil }
      return CloseExtras.with {
        $0.contract = id
        $0.month = CalendarMonth(of: closing)
      }
    case .subscription(let id, let month):
      guard let contract = contracts[id], contract.monthsInvoiced == month,
        let anchor = contract.anchor
      else { return nil }
      return InvoiceSubscription.with {
        $0.contract = id
        $0.periodFrom = ContractMonth.first(month, anchor: anchor)
      }
    }
  }
}
