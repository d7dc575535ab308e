import Foundation
import Testing

/// A temporary folder with ledgers, and the built programs to run on them.
final class Folder {
  let path: String
  private static let built =
    Bundle.main.bundlePath.hasSuffix(".xctest")
    ? (Bundle.main.bundlePath as NSString).deletingLastPathComponent
    : (CommandLine.arguments[0] as NSString).deletingLastPathComponent

  init() throws {
    path = NSTemporaryDirectory() + "minutier-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch {
      print("left \(path): \(error)")
    }
  }

  static func program(_ name: String) -> String {
    let candidates = [built, built + "/..", ".build/debug", ".build/release"]
    return candidates.map { "\($0)/\(name)" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    } ?? name
  }

  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Runs a built program to its end.
  @discardableResult
  func run(_ name: String, _ arguments: [String], expecting status: Int32 = 0) throws -> Outcome {
    let outcome = try runAny(name, arguments)
    #expect(outcome.status == status, "\(name) \(arguments): \(outcome.errors)")
    return outcome
  }

  /// Runs a built program to its end, however it ends.
  func runAny(_ name: String, _ arguments: [String]) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Folder.program(name))
    process.arguments = arguments
    let output = path + "/out-\(UUID().uuidString)"
    let errors = output + ".err"
    for file in [output, errors] { try Data().write(to: URL(fileURLWithPath: file)) }
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
  }

  /// A new simulated ledger.
  func ledger(_ name: String, in folder: String = "ledgers") throws -> String {
    let parent = "\(path)/\(folder)"
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    let ledger = "\(parent)/\(name)"
    try run(
      "minutier",
      [
        "init", ledger, "--contract", "btbconnect", "--clock", "simulated", "--start",
        "2026-04-08T00:00:00+02:00",
      ])
    return ledger
  }

  struct Killed {
    /// Positions of events that were acknowledged.
    var acknowledged: Set<String>
    var wasDone: Bool
  }

  /// Runs a program and kills it after some seconds.
  func runKilled(
    _ name: String, _ arguments: [String], after delay: Double, from known: Set<String>
  ) throws -> Killed {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Folder.program(name))
    process.arguments = arguments
    let output = path + "/killed-\(UUID().uuidString)"
    try Data().write(to: URL(fileURLWithPath: output))
    process.standardOutput = FileHandle(forWritingAtPath: output)
    try process.run()
    let end = Date().addingTimeInterval(delay)
    while process.isRunning && Date() < end { usleep(500) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    let wasDone = process.terminationReason == .exit
    if wasDone { #expect(process.terminationStatus == 0, "\(name) failed") }
    let text = try String(contentsOfFile: output, encoding: .utf8)
    try FileManager.default.removeItem(atPath: output)
    return Killed(acknowledged: Folder.events(in: text), wasDone: wasDone)
  }

  /// `position stream type` of each event in complete lines of replies.
  private static func events(in text: String) -> Set<String> {
    var found: Set<String> = []
    for line in text.split(separator: "\n") {
      guard let reply = object(line), let events = reply["events"] as? [[String: Any]] else {
        continue
      }
      for event in events {
        found.insert("\(event["position"] ?? "") \(event["stream"] ?? "") \(event["type"] ?? "")")
      }
    }
    return found
  }

  /// The object of a line, or nil when the line was cut short.
  private static func object(_ line: Substring) -> [String: Any]? {
    do { return try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] } catch {
      return nil
    }
  }

  /// The acknowledged events that the log does not hold.
  func missing(_ ledger: String, of acknowledged: Set<String>) throws -> Set<String> {
    var held: Set<String> = []
    for line in try run("minutier", ["history", ledger]).output.split(separator: "\n") {
      let json = try JSONSerialization.jsonObject(with: Data(line.utf8))
      guard let event = json as? [String: Any] else { continue }
      held.insert("\(event["position"] ?? "") \(event["stream"] ?? "") \(event["type"] ?? "")")
    }
    return acknowledged.subtracting(held)
  }

  func check(_ ledger: String, holds acknowledged: Set<String>, seed: UInt64) throws {
    let lost = try missing(ledger, of: acknowledged)
    #expect(lost.isEmpty, "lost \(lost.sorted().prefix(3)), random state \(seed)")
  }

  /// `events N root HEX`, after a verification without findings.
  func verified(_ ledger: String) throws -> String {
    try run("minutier", ["verify", ledger]).output
  }
}
