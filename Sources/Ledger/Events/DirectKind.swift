/// What reading a line directly needs of the kind of its event, found from the end of the line.
final class DirectKind: Sendable {
  let name: StaticString
  let isPersonal: Bool
  /// Reads a line from its data to its sealed fields.
  let read: @Sendable (inout DirectLine) throws(Surprise) -> Event

  init<P: EventPayload>(_ type: P.Type, _ wrap: @escaping @Sendable (P) -> Event) {
    name = P.type
    isPersonal = P.isPersonal
    read = { (line) throws(Surprise) in wrap(try line.payload(P.self)) }
  }

  /// Every kind, the most frequent first.
  private static let all = EventKind.all.map(\.direct)

  /// The kind that a line names at its end: `"type":"…","version":1}`.
  ///
  /// - Returns: a guess, to be checked by reading the line up to there; nil when there is none.
  static func atEnd(of line: UnsafeRawBufferPointer) -> DirectKind? {
    var end = line.count - 2
    while end >= 0, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(line[end]) { end -= 1 }
    end -= versionKey.utf8CodeUnitCount - 1
    guard end > 0 else { return nil }
    let before = UnsafeRawBufferPointer(rebasing: line[..<end])
    for kind in all where ByteCursor.ends(before, with: kind.name) { return kind }
    return nil
  }

  /// What stands between the name of the type and the version.
  private static let versionKey: StaticString = "\",\"version\":"
}
