import Foundation
import Testing

/// A ledger under eventlogs/sample: its files, and what `lz4` alone prints of them.
struct Sample: Sendable, CustomTestStringConvertible {
  var name: String

  static let firstAppointments = Sample(name: "first-appointments")
  static let btbconnect = Sample(name: "btbconnect")
  static let activeProspects = Sample(name: "active-prospects")
  static let all = [firstAppointments, btbconnect, activeProspects]

  var path: String { "eventlogs/sample/\(name)" }
  var testDescription: String { name }

  func events() throws -> String {
    let files = try FileManager.default.contentsOfDirectory(atPath: "\(Program.root)/\(path)/log")
    return try unpacked(files.filter { $0.hasSuffix(".lz4") }.sorted().map { "log/" + $0 })
  }

  /// The files of it, by their path in it.
  func files() throws -> [String] {
    let folder = try #require(FileManager.default.enumerator(atPath: "\(Program.root)/\(path)"))
    return folder.compactMap { $0 as? String }.sorted()
  }

  /// The commands that made it, or their results; large ones are kept packed.
  func text(_ file: String) throws -> String {
    let plain = "\(Program.root)/\(path)/\(file)"
    if !FileManager.default.fileExists(atPath: plain) { return try unpacked([file + ".lz4"]) }
    return try String(contentsOfFile: plain, encoding: .utf8)
  }

  func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  private func unpacked(_ files: [String]) throws -> String {
    let outcome = try Program.run("lz4", ["-dcm"] + files.map { "\(path)/\($0)" })
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output
  }
}
