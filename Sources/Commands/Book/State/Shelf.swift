// Parts of the book that grow with the ledger: what is new or open in memory, the rest in records outside it.

/// Where records stand that are not in memory: read when a command names them.
public protocol KeptRecords: AnyObject, Sendable {
  /// The newest record of a key; nil when there is none.
  func record(of key: [UInt8]) -> [UInt8]?
  /// Gives every record whose key starts with a byte.
  func forEach(startingWith byte: UInt8, _ body: (_ key: String, _ record: [UInt8]) -> Void)
  /// The stream of the event at a position, when it is on the disk.
  func stream(at position: Int) -> String?
}

/// What the shelves of one book share: the records outside memory, and the terms that these name.
public final class ShelfRoom: @unchecked Sendable {
  let records: any KeptRecords
  /// Touched by the thread that decides, as the book is.
  var terms: [String: PublishedTerms] = [:]

  public init(_ records: any KeptRecords) { self.records = records }

  func reader(_ bytes: [UInt8]) -> StateReader {
    var reader = StateReader(bytes)
    reader.terms = terms
    reader.room = self
    return reader
  }
}

/// The shelves, each with the byte that its keys start with.
public enum ShelfName: UInt8, Sendable {
  case appointments = 1
  case anomalies, invoices, payments, tasks, debits, creditNotes, charges, interest, months
  /// Of the writer, not of the book.
  case slots, replies

  public func key(_ id: String) -> [UInt8] { [rawValue] + id.utf8 }
}

/// A value on a shelf.
public protocol Shelved: Stored {
  /// Whether it stays in memory, because it is likely to be asked for again soon, or is looked for without its id.
  var staysInMemory: Bool { get }
}

extension Shelved {
  public var staysInMemory: Bool { false }
}

extension Int: Shelved {}
extension String: Shelved {}

/// Values by id: what changed since they were last put away and what is open in memory, the others in records.
///
/// A look-up finds either; only `held` and what changes is limited to memory.
public struct Shelf<Value: Shelved & Sendable>: Sendable {
  private struct Entry: Sendable {
    /// Nil where it was removed, and a record may still stand outside.
    var value: Value?
    var isChanged: Bool
  }

  private var entries: [String: Entry] = [:]
  fileprivate let name: ShelfName
  private(set) var room: ShelfRoom?

  public init(_ name: ShelfName, room: ShelfRoom? = nil) {
    self.name = name
    self.room = room
  }

  public subscript(id: String) -> Value? {
    get {
      if let entry = entries[id] { return entry.value }
      return stored(id)
    }
    set {
      if newValue != nil || stored(id) != nil {
        entries[id] = Entry(value: newValue, isChanged: true)
      } else {
        entries[id] = nil
      }
    }
    _modify {
      let index = place(of: id)
      entries.values[index].isChanged = true
      yield &entries.values[index].value
      if case .none = entries.values[index].value, room == nil { entries.remove(at: index) }
    }
  }

  /// Changes a value in place: it is found once, and not copied.
  mutating func change<R>(_ id: String, _ change: (inout Value) -> R) -> R? {
    var index = entries.index(forKey: id)
    if index == nil, let value = stored(id) {
      entries[id] = Entry(value: value, isChanged: false)
      index = entries.index(forKey: id)
    }
    guard let index, entries.values[index].value != nil else { return nil }
    entries.values[index].isChanged = true
    return change(&entries.values[index].value!)
  }

  private mutating func place(of id: String) -> Dictionary<String, Entry>.Index {
    if let index = entries.index(forKey: id) { return index }
    entries[id] = Entry(value: stored(id), isChanged: false)
    guard let index = entries.index(forKey: id) else { preconditionFailure("\(id) was put in") }
    return index
  }

  private func stored(_ id: String) -> Value? {
    guard let room, let bytes = room.records.record(of: name.key(id)) else { return nil }
    return decoded(bytes, room)
  }

  private func decoded(_ bytes: [UInt8], _ room: ShelfRoom) -> Value {
    var reader = room.reader(bytes)
    do { return try reader.take(Value.self) } catch {
      preconditionFailure("a record of \(name) that this program wrote cannot be read")
    }
  }

  /// What is in memory: all that changed since it was put away, and what stays.
  var held: [(id: String, value: Value)] {
    entries.compactMap { id, entry in entry.value.map { (id, $0) } }
  }

  /// All values that are as wanted, wherever they are: reads every record.
  func all(where isWanted: (Value) -> Bool) -> [(id: String, value: Value)] {
    var found = held.filter { isWanted($0.value) }
    guard let room else { return found }
    room.records.forEach(startingWith: name.rawValue) { id, record in
      if entries[id] != nil { return }
      let value = decoded(record, room)
      if isWanted(value) { found.append((id, value)) }
    }
    return found
  }

  // MARK: Putting away

  /// Gives what changed since it was last put away.
  public func changes(_ put: (_ key: [UInt8], _ record: [UInt8]?) -> Void) {
    var writer = StateWriter()
    for (id, entry) in entries where entry.isChanged {
      writer.removeAll()
      if let value = entry.value { writer.add(value) }
      put(name.key(id), entry.value == nil ? nil : writer.bytes)
    }
  }

  /// What changed is in records now: only what stays is kept in memory.
  public mutating func putAway(in room: ShelfRoom) {
    self.room = room
    entries = entries.compactMapValues { entry in
      guard let value = entry.value, value.staysInMemory else { return nil }
      return Entry(value: value, isChanged: false)
    }
  }
}

extension Shelf: Stored {
  /// What is in memory; where states are compared, all.
  public func write(to writer: inout StateWriter) {
    let values = writer.isWhole ? all { _ in true } : held
    writer.add(Dictionary(uniqueKeysWithValues: values.map { ($0.id, $0.value) }))
  }

  public static func read(from reader: inout StateReader) throws(StateError) -> Shelf<Value> {
    preconditionFailure("a shelf is read with its name")
  }

  /// As it was put away.
  public init(_ name: ShelfName, from reader: inout StateReader) throws(StateError) {
    self.init(name, room: reader.room)
    entries = try reader.take([String: Value].self).mapValues { Entry(value: $0, isChanged: false) }
  }
}

extension StateReader {
  /// Reads a shelf in the place of one that is new.
  public mutating func fill<V: Shelved & Sendable>(_ shelf: inout Shelf<V>) throws(StateError) {
    shelf = try Shelf(shelf.name, from: &self)
  }
}
