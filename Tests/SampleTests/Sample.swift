import Foundation
import Testing

/// A ledger under eventlogs/sample: its files, and what `lz4` alone prints of them.
struct Sample: Sendable, CustomTestStringConvertible {
  var name: String

  static let firstAppointments = Sample(name: "first-appointments")
  static let btbconnect = Sample(name: "btbconnect")
  static let all = [firstAppointments, btbconnect]

  var path: String { "eventlogs/sample/\(name)" }
  var testDescription: String { name }

  func events() throws -> String { try unpacked("log/00000000000000000000.lz4") }

  /// The commands that made it, or their results; large ones are kept packed.
  func text(_ file: String) throws -> String {
    let plain = "\(Program.root)/\(path)/\(file)"
    if !FileManager.default.fileExists(atPath: plain) { return try unpacked(file + ".lz4") }
    return try String(contentsOfFile: plain, encoding: .utf8)
  }

  func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  private func unpacked(_ file: String) throws -> String {
    let outcome = try Program.run("lz4", ["-dcm", "\(path)/\(file)"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output
  }
}
