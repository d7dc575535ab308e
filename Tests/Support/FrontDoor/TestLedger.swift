public import Foundation

/// A ledger of simulated time in a directory of its own, used through the program only.
public struct TestLedger: Sendable {
  public let scratch: Scratch
  public let path: String
  private let environment: [String: String]
  /// A program that runs ours, with its first words: `faketime`.
  private let through: [String]

  /// What a verb did that had to succeed.
  public struct Failed: Error, CustomStringConvertible {
    public var description: String
  }

  public init(
    start: String, contract: String = "btbconnect", name: String = "ledger",
    environment: [String: String] = [:], through: [String] = []
  ) throws {
    scratch = try Scratch()
    path = scratch.file(name).path
    self.environment = environment
    self.through = through
    try must([
      "init", path, "--contract", contract, "--clock", "simulated", "--start", start,
    ])
  }

  @discardableResult
  public func run(_ arguments: [String], input: Data = Data()) throws -> Program.Run {
    try Program.run(arguments, input: input, environment: environment, through: through)
  }

  /// Runs a verb that must end with 0.
  @discardableResult
  public func must(_ arguments: [String], input: Data = Data()) throws -> Program.Run {
    let run = try run(arguments, input: input)
    if run.status != 0 {
      throw Failed(
        description: "\(arguments.joined(separator: " ")) ended with \(run.status): "
          + "\(run.text)\(run.complaint)")
    }
    return run
  }

  /// Hands commands in, and reads the answers.
  public func execute(_ commands: [JSON]) throws -> [JSON] {
    let text = commands.map { "\($0)\n" }.joined()
    let run = try run(["execute", path, "-"], input: Data(text.utf8))
    if run.status > 1 {
      throw Failed(description: "execute ended with \(run.status): \(run.complaint)")
    }
    return try JSON.lines(run.text)
  }

  public func advance(to instant: String) throws {
    try must(["advance", path, "--to", instant])
  }

  /// What `verify` ends with: `events N root HEX`.
  public func root() throws -> String { try must(["verify", path]).text }

  /// All stored lines, as printed.
  public func historyText() throws -> String { try must(["history", path]).text }

  /// The stored lines, those of the ledger's making left out.
  public func history() throws -> [JSON] {
    try historyText().split(separator: "\n").filter { !$0.contains("\"command\":\"init\"") }
      .map { line throws(JSONProblem) in try JSON(line) }
  }

  /// The bytes of the log's segments, in order.
  public func segments() throws -> [Data] {
    let log = URL(fileURLWithPath: path).appendingPathComponent("log")
    return try FileManager.default.contentsOfDirectory(atPath: log.path)
      .filter { $0.hasSuffix(".lz4") }.sorted()
      .map { try Data(contentsOf: log.appendingPathComponent($0)) }
  }
}
