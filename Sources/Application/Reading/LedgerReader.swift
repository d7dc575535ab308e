import EventStore
public import Ledger

/// Reads the durable events of a ledger, from any process, without a lock.
public struct LedgerReader: Sendable {
  let home: LedgerHome
  private let log: LogReader

  /// - Throws: `LedgerError.log` when the log cannot be read.
  public init(_ home: LedgerHome) throws(LedgerError) {
    self.home = home
    do { log = try LogReader(directory: home.log, files: home.files) } catch { throw .log(error) }
  }

  /// How many events were durable when the reader was made.
  public var end: Int { Int(log.end) }

  /// Gives each event in order, decoded.
  ///
  /// - Parameter verify: checks every line against the tree while reading.
  /// - Parameter names: whether the events' streams and commands are wanted (`Line.read`).
  /// - Returns: the root of the tree over the events read, when they were read to the end.
  @discardableResult
  public func forEach(
    from position: Int = 0, verify: Bool, names: Bool = true,
    _ body: (RecordedEvent) throws(LedgerError) -> Void
  ) throws(LedgerError) -> String {
    try DecodingAhead.forEach(self, from: position, verify: verify, names: names, body)
  }

  /// Gives each stored line in order.
  ///
  /// - Returns: the root of the tree over the events read, when they were read to the end.
  @discardableResult
  public func lines(
    from position: Int, to last: Int, verify: Bool,
    _ body: (UInt64, UnsafeRawBufferPointer) throws(LedgerError) -> Void
  ) throws(LedgerError) -> String {
    do {
      let root = try log.forEach(
        from: UInt64(position), to: UInt64(min(last, end)), verify: verify, threads: 2, body)
      return (root ?? MerkleTree.emptyRoot).hex
    } catch let error as LogError { throw .log(error) } catch let error as LedgerError {
      throw error
    } catch { throw .home("couldn't read \(home.log): \(error)") }
  }

  /// Gives the events of a range with the fingerprints of their commands.
  func decodedLines(
    in range: Range<Int>, _ body: (RecordedEvent, String?) -> Void
  ) throws(LedgerError) {
    var tape = Tape()
    try lines(from: range.lowerBound, to: range.upperBound, verify: false) {
      (at, line) throws(LedgerError) in
      do throws(FormatError) {
        let event = try Line.read(line, using: &tape)
        // A line is read without the tape where it can be.
        try tape.read(line, trusted: true)
        body(event, tape.text("fingerprint"))
      } catch { throw .event(position: at, problem: error.description) }
    }
  }

  /// The positions of a stream's events.
  public func positions(of stream: String) throws(LedgerError) -> [Int] {
    do { return try log.positions(of: stream).map { Int($0) } } catch { throw .log(error) }
  }

  /// Gives the stored lines of one type of event, between two positions.
  ///
  /// - Throws: `LedgerError.home` when no type has this name.
  public func lines(
    ofType type: String, from position: Int, to last: Int, _ body: ([UInt8]) -> Void
  ) throws(LedgerError) {
    guard EventKind.all.contains(where: { $0.name.description == type }) else {
      throw .home("\(type) is no type of event; see minutier schema")
    }
    do {
      try log.forEach(ofType: type, from: UInt64(position), to: UInt64(min(last, end - 1) + 1)) {
        (_, line) throws(Never) in
        body(Array(line))
      }
    } catch let error as LogError { throw .log(error) } catch {
      throw .home("couldn't read \(home.log): \(error)")
    }
  }

  public func line(at position: Int) throws(LedgerError) -> [UInt8]? {
    do { return try log.line(at: UInt64(position)) } catch { throw .log(error) }
  }

  /// Gives the lines of some events, in order; each block that holds some is read once.
  ///
  /// - Parameter positions: ascending, each once.
  func lines(
    at positions: [Int], _ body: (_ position: Int, _ line: UnsafeRawBufferPointer) -> Void
  ) throws(LedgerError) {
    do { try log.lines(at: positions.map(UInt64.init)) { body(Int($0), $1) } } catch {
      throw .log(error)
    }
  }

  /// Gives the stored lines about one client, between two positions.
  public func forClient(
    _ client: String, from position: Int, to last: Int, _ body: ([UInt8]) -> Void
  ) throws(LedgerError) {
    var tape = Tape()
    var filter = ClientFilter(client)
    try lines(from: 0, to: end, verify: true) { (at, line) throws(LedgerError) in
      let event: RecordedEvent
      do throws(FormatError) { event = try Line.read(line, using: &tape) } catch {
        throw .event(position: at, problem: error.description)
      }
      if filter.takes(event.event), (position...last).contains(Int(at)) { body(Array(line)) }
    }
  }
}
