import Ledger

/// The validated appointments of a contract, by quota month; months long past stand in records.
///
/// Of a month in records it is remembered how many of its appointments were not invoiced: as long as these are no more
/// than the quota, no extra of it can be due.
public struct ValidatedMonths: Sendable {
  private var open: [QuotaMonth: [ValidatedAppointment]] = [:]
  /// For each month in records: how many of its appointments are not invoiced.
  private var closed: [QuotaMonth: Int] = [:]
  private var contract = ""
  private var room: ShelfRoom?

  init() {}

  /// A month is put into records so many days after its first day.
  private static let daysOpen = 62

  subscript(month: QuotaMonth) -> [ValidatedAppointment]? { open[month] ?? stored(month) }

  private func key(_ month: QuotaMonth) -> [UInt8] {
    ShelfName.months.key("\(contract)/\(month.first)")
  }

  private func stored(_ month: QuotaMonth) -> [ValidatedAppointment]? {
    guard closed[month] != nil, let room, let bytes = room.records.record(of: key(month)) else {
      return nil
    }
    var reader = room.reader(bytes)
    do { return try reader.take([ValidatedAppointment].self) } catch {
      preconditionFailure("a month that this program wrote cannot be read")
    }
  }

  /// Brings a month back into memory, where it is in records.
  private mutating func reopen(_ month: QuotaMonth) {
    guard let list = stored(month) else { return }
    open[month] = list
    closed[month] = nil
  }

  mutating func append(_ appointment: ValidatedAppointment, to month: QuotaMonth) {
    reopen(month)
    open[month, default: []].append(appointment)
  }

  /// Changes the list of a month, if it has one.
  mutating func change(_ month: QuotaMonth, _ change: (inout [ValidatedAppointment]) -> Void) {
    reopen(month)
    if let index = open.index(forKey: month) { change(&open.values[index]) }
  }

  /// The months in order, without those that cannot have an extra that is not invoiced.
  func months(above quota: (QuotaMonth) -> Int)
    -> [(month: QuotaMonth, validated: [ValidatedAppointment])]
  {
    var months = open.map { (month: $0.key, validated: $0.value) }
    for (month, count) in closed where count > quota(month) {
      if let list = stored(month) { months.append((month, list)) }
    }
    return months.sorted { $0.month < $1.month }
  }

  // MARK: Putting away

  private func isPast(_ month: QuotaMonth, on day: Day) -> Bool {
    month.first + Self.daysOpen <= day
  }

  /// Gives the months of a contract that are past by a day.
  func changes(of contract: String, on day: Day, _ put: ([UInt8], [UInt8]?) -> Void) {
    for (month, list) in open where isPast(month, on: day) {
      var writer = StateWriter()
      writer.add(list)
      put(ShelfName.months.key("\(contract)/\(month.first)"), writer.bytes)
    }
  }

  /// Months that are past by a day are in records now.
  mutating func putAway(of contract: String, on day: Day, in room: ShelfRoom) {
    self.contract = contract
    self.room = room
    for (month, list) in open where isPast(month, on: day) {
      closed[month] = list.count { $0.invoicedRank == nil }
      open[month] = nil
    }
  }
}

extension ValidatedMonths: Stored {
  public func write(to writer: inout StateWriter) {
    if writer.isWhole {
      var all = open
      for month in closed.keys { all[month] = stored(month) }
      return writer.add(all)
    }
    writer.add(open)
    writer.add(closed)
    writer.add(contract)
  }

  public static func read(from reader: inout StateReader) throws(StateError) -> ValidatedMonths {
    var months = ValidatedMonths()
    months.open = try reader.take()
    months.closed = try reader.take()
    months.contract = try reader.take()
    months.room = reader.room
    return months
  }
}
