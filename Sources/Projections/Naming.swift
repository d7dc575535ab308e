/// Where each named thing stands in the array of its read model, in the order of the log.
///
/// Events about one thing come in a row, so the last name asked is kept: an identifier of 15 bytes
/// or less is compared in a few nanoseconds.
struct Naming {
  private var positions: [String: Int] = [:]
  private var last = ""
  private var lastPosition = -1

  mutating func find(_ name: String) -> Int? {
    if lastPosition >= 0, name == last { return lastPosition }
    guard let found = positions[name] else { return nil }
    last = name
    lastPosition = found
    return found
  }

  /// The place of a name without remembering it.
  func look(up name: String) -> Int? { positions[name] }

  mutating func add(_ name: String, at position: Int) {
    positions[name] = position
    last = name
    lastPosition = position
  }
}

extension Array {
  /// Where the elements stand when sorted by name: the order of the primary key.
  func order(by name: (Element) -> String) -> [Int] {
    let names = map(name)
    var order = Array<Int>(indices)
    let isSorted = !zip(names, names.dropFirst()).contains { $0 > $1 }
    if !isSorted { order.sort { (names[$0], $0) < (names[$1], $1) } }
    return order
  }
}
