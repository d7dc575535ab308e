// Reading the few events of some types or streams, past the segments that hold none of them.

extension LogReader {
  /// Hands out the lines of the events of one type, or of one stream, or of both, in order.
  ///
  /// A segment whose footer says that it holds none is not read. Blocks are read as by `forEach(from:to:)`.
  ///
  /// - Returns: how many segments were read.
  @discardableResult
  public func forEach<E: Error>(
    ofType type: String?, inStream stream: String? = nil, from start: UInt64 = 0,
    to end: UInt64? = nil,
    _ body: (_ position: UInt64, _ line: UnsafeRawBufferPointer) throws(E) -> Void
  ) throws -> Int {
    let limit = min(end ?? self.end, self.end)
    var read = 0
    let firsts = Array(segments(from: start))
    for (number, first) in firsts.enumerated() where first < limit {
      if try holdsNone(first, type, stream) { continue }
      read += 1
      let next = number + 1 < firsts.count ? firsts[number + 1] : limit
      try forEach(from: max(first, start), to: min(next, limit), verify: true) {
        (position, line) throws(E) in
        if let keys = LineKeys(line), keys.is(type, stream) { try body(position, line) }
      }
    }
    return read
  }

  private func holdsNone(_ first: UInt64, _ type: String?, _ stream: String?) throws(LogError)
    -> Bool
  {
    let footer = try filing { [directory, files] () throws(FileError) in
      try Footer.read(try Segment(first, in: directory, files))
    }
    guard let footer else { return false }
    return type.map { footer.types[$0] == nil } == true
      || stream.map { !footer.streams.mayHold($0) } == true
  }
}

extension LineKeys {
  fileprivate func `is`(_ type: String?, _ stream: String?) -> Bool {
    let isOfType = type.map { name in self.type.map { String(decoding: $0, as: UTF8.self) } == name
    }
    return isOfType != false && stream.map(says) != false
  }
}
