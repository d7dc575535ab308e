public import Foundation

/// A ledger of simulated time in a directory of its own, used through the program only.
public struct TestLedger: Sendable {
  public let scratch: Scratch
  public let path: String
  public var environment: [String: String]

  /// What a verb did that had to succeed.
  public struct Failed: Error, CustomStringConvertible {
    public var description: String
  }

  /// - Parameter parent: the directory to make it in, by default one of its own.
  public init(
    start: String, name: String = "ledger", environment: [String: String] = [:]
  ) throws {
    scratch = try Scratch()
    path = scratch.file(name).path
    self.environment = environment
    try must([
      "init", path, "--contract", "btbconnect", "--clock", "simulated", "--start", start,
    ])
  }

  @discardableResult
  public func run(_ arguments: [String], input: Data = Data()) throws -> Program.Run {
    try Program.run(arguments, input: input, environment: environment)
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

  /// The stored lines, those of the ledger's making left out.
  public func history() throws -> [JSON] {
    let run = try must(["history", path])
    return try run.lines.filter { !$0.contains("\"command\":\"init\"") }
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
