// Which events each stream has, in memory.

/// The streams of a log, and for each event the one before it in its stream.
struct StreamTable: Equatable {
  /// In `previous` and `lasts`: no event.
  static let none = UInt64.max

  private var ids: [String: Int] = [:]
  /// In order of first appearance; the three arrays run in parallel.
  private(set) var names: [String] = []
  private(set) var lasts: [UInt64] = []
  private(set) var versions: [UInt64] = []
  /// By position.
  private(set) var previous: [UInt64] = []
  /// The streams of the events added since `commit`, for `revert`.
  private var pending: [Int] = []

  init() {}

  /// From an index file; nil when its parts do not fit.
  init?(names: [String], lasts: [UInt64], versions: [UInt64], previous: [UInt64]) {
    guard names.count == lasts.count, names.count == versions.count else { return nil }
    self.names = names
    self.lasts = lasts
    self.versions = versions
    self.previous = previous
    ids.reserveCapacity(names.count)
    for (id, name) in names.enumerated() {
      guard ids.updateValue(id, forKey: name) == nil else { return nil }
      guard lasts[id] < UInt64(previous.count) else { return nil }
    }
  }

  /// The version of a stream's last event, 0 when it has none.
  func version(of stream: String) -> UInt64 { ids[stream].map { versions[$0] } ?? 0 }

  /// The number of a stream, new or not.
  mutating func id(of stream: String) -> Int {
    if let id = ids[stream] { return id }
    ids[stream] = names.count
    names.append(stream)
    lasts.append(Self.none)
    versions.append(0)
    return names.count - 1
  }

  /// Adds the next event.
  mutating func add(_ id: Int, version: UInt64) {
    previous.append(lasts[id])
    lasts[id] = UInt64(previous.count - 1)
    versions[id] = version
    pending.append(id)
  }

  /// Makes the events added so far permanent.
  mutating func commit() { pending.removeAll(keepingCapacity: true) }

  /// Takes back the events added since `commit`, which all continued their streams, and the streams
  /// that are left without any.
  mutating func revert() {
    while let id = pending.popLast() {
      lasts[id] = previous.removeLast()
      versions[id] -= 1
    }
    while versions.last == 0 {
      ids[names.removeLast()] = nil
      lasts.removeLast()
      versions.removeLast()
    }
  }

  /// The positions of a stream's events, in order.
  func positions(of stream: String) -> [UInt64] {
    guard let id = ids[stream] else { return [] }
    var positions: [UInt64] = []
    var position = lasts[id]
    while position < UInt64(previous.count) {
      positions.append(position)
      let before = previous[Int(position)]
      guard before < position else { break }
      position = before
    }
    return positions.reversed()
  }

  static func == (left: StreamTable, right: StreamTable) -> Bool {
    left.names == right.names && left.lasts == right.lasts && left.versions == right.versions
      && left.previous == right.previous
  }
}
