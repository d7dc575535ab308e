/// What reading a line directly needs of the kind of its event, found from the end of the line.
final class DirectKind: Sendable {
  let name: StaticString
  let isPersonal: Bool
  /// Reads a line from its data to its sealed fields; nil when they are not as the writer writes them.
  let read: @Sendable (inout DirectLine) -> Event?

  init<P: EventPayload>(_ type: P.Type, _ wrap: @escaping @Sendable (P) -> Event) {
    name = P.type
    isPersonal = P.isPersonal
    read = { line in line.payload(P.self).map(wrap) }
  }

  /// Every kind, the most frequent first.
  private static let all = EventKind.all.map(\.direct)

  /// The kind that a line names at its end: `"type":"…","version":1}`.
  ///
  /// - Returns: a guess, to be checked by reading the line up to there; nil when there is none.
  static func atEnd(of line: UnsafeRawBufferPointer) -> DirectKind? {
    var quotes = 0
    var at = line.count
    var end = 0
    while at > 0 {
      at -= 1
      guard line[at] == UInt8(ascii: "\"") else { continue }
      quotes += 1
      // Two quotes are those of the key `version`, the next two those of the name.
      if quotes == 3 { end = at }
      if quotes == 4 { return named(UnsafeRawBufferPointer(rebasing: line[at + 1..<end])) }
    }
    return nil
  }

  private static func named(_ name: UnsafeRawBufferPointer) -> DirectKind? {
    for kind in all
    where kind.name.utf8CodeUnitCount == name.count
      && name.elementsEqual(UnsafeBufferPointer(start: kind.name.utf8Start, count: name.count))
    {
      return kind
    }
    return nil
  }
}
