public import EventStore
public import Ledger

/// A ledger's directory: where its parts lie, and its small files.
///
/// ```
/// LEDGER/
///   ledger.json          name, origin, clock, contract, format version
///   log/                 segments, append-only
///   checkpoints/         signed notes, one a file
///   keys/                never inside log/
///   index/               disposable: streams of the log, state of the writer
///   projections/         disposable
/// ```
public struct LedgerHome: Sendable {
  public let path: String
  public let files: any FileLayer

  public init(_ path: String, files: any FileLayer = SystemFiles()) {
    self.path = path
    self.files = files
  }

  public var log: String { path + "/log" }
  var keys: String { path + "/keys" }
  var checkpoints: String { path + "/checkpoints" }
  public var projections: String { path + "/projections" }
  public var database: String { projections + "/minutier.sqlite" }

  func makeDirectory(_ path: String) throws(LedgerError) {
    do { try files.makeDirectory(path) } catch { throw .file(error) }
  }

  /// A whole small file.
  func read(_ path: String) throws(LedgerError) -> [UInt8] {
    do {
      let file = try files.open(path, .read)
      defer { files.close(file) }
      var bytes = [UInt8](repeating: 0, count: try files.size(file))
      let count = try bytes.filling { (buffer) throws(FileError) in
        try files.read(file, at: 0, into: buffer)
      }
      return Array(bytes[..<count])
    } catch { throw .file(error) }
  }

  /// Writes a new file and its entry in the directory to the disk.
  func write(_ bytes: [UInt8], to path: String) throws(LedgerError) {
    do {
      let file = try files.open(path, .create)
      defer { files.close(file) }
      try bytes.reading { (bytes) throws(FileError) in
        try files.write(file, at: 0, bytes)
      }
      try files.sync(file)
      try files.syncDirectory(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
    } catch { throw .file(error) }
  }

  /// A whole small file; nil when it is not there.
  func readIfThere(_ path: String) throws(LedgerError) -> [UInt8]? {
    do throws(LedgerError) { return try read(path) } catch {
      if case .file(let error) = error, error.isAbsence { return nil }
      throw error
    }
  }

  /// Adds to a file, on the disk when it returns.
  func append(_ bytes: [UInt8], to path: String, at offset: Int) throws(LedgerError) {
    do {
      let file = try files.open(path, .write)
      defer { files.close(file) }
      try bytes.reading { (bytes) throws(FileError) in
        try files.write(file, at: offset, bytes)
      }
      try files.sync(file)
    } catch { throw .file(error) }
  }

  /// What `ledger.json` says.
  public func card() throws(LedgerError) -> LedgerCard {
    let bytes = try read(path + "/ledger.json")
    var tape = Tape()
    do {
      return try bytes.reading { (text) throws(FormatError) in
        try tape.read(text)
        return try LedgerCard.read(tape, 0)
      }
    } catch { throw .home("couldn't read \(path)/ledger.json: \(error)") }
  }
}

/// `ledger.json`: what a ledger is, for whoever opens its directory. Event 0 says the same.
public struct LedgerCard: Record {
  public var clock = Clock.unset
  public var contract = System.unset
  public var format = Int.unset
  public var name = String.unset
  public var origin = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("clock", &clock)
    try visitor.field("contract", &contract)
    try visitor.field("format", &format)
    try visitor.field("name", &name)
    try visitor.field("origin", &origin)
  }

  /// What event 0 says of the same things.
  init(_ created: LedgerCreated) {
    clock = created.clock
    contract = created.contract
    format = created.format
    name = created.name
    origin = created.origin
  }

  /// As `ledger.json` holds it.
  var bytes: [UInt8] {
    var writer = CanonicalWriter()
    LedgerCard.write(self, into: &writer)
    return Array(writer.bytes) + [0x0A]
  }

  /// The version of FORMAT.md that this program writes.
  public static let currentFormat = 1
}
