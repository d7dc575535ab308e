// Running the built program, and the tools beside it, as a user runs them.
import Foundation

enum Program {
  /// The root of the source tree.
  static let root = String(#filePath.dropLast("/Tests/SampleTests/Program.swift".count))

  /// The program built with these tests: it stands beside their bundle.
  static let minutier: String = {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
    let places = [bundle, root + "/.build/debug", root + "/.build/release"]
    return places.map { $0 + "/minutier" }
      .first { FileManager.default.isExecutableFile(atPath: $0) } ?? "minutier"
  }()

  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
    var lines: [Substring] { output.split(separator: "\n") }
  }

  static func minutier(_ arguments: String..., input: String = "") throws -> Outcome {
    try run(minutier, arguments, input: input)
  }

  /// Runs a program found in PATH, or by its path, to its end.
  static func run(
    _ program: String, _ arguments: [String], input: String = "",
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let folder = try Folder()
    try folder.write(Data(input.utf8), "input")
    for name in ["output", "errors"] { try folder.write(Data(), name) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: root)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let handles = try ["input": FileHandle(forReadingFrom: folder.url("input"))]
      .merging(["output", "errors"].map { ($0, try FileHandle(forWritingTo: folder.url($0))) }) {
        $1
      }
    process.standardInput = handles["input"]
    process.standardOutput = handles["output"]
    process.standardError = handles["errors"]
    try process.run()
    process.waitUntilExit()
    for handle in handles.values { try handle.close() }
    return Outcome(
      status: process.terminationStatus, output: try folder.text("output"),
      errors: try folder.text("errors"))
  }
}

/// A temporary folder, gone with the last reference.
final class Folder {
  let path: String

  /// - Parameter isInMemory: for thousands of small files, where the system has a place for them.
  init(isInMemory: Bool = false) throws {
    let memory = "/dev/shm"
    let parent =
      isInMemory && FileManager.default.isWritableFile(atPath: memory)
      ? URL(fileURLWithPath: memory) : FileManager.default.temporaryDirectory
    let place = parent.appendingPathComponent("minutier-samples-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    path = place.path
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch {
      print("left \(path): \(error)")
    }
  }

  func url(_ name: String) -> URL { URL(fileURLWithPath: path + "/" + name) }

  func write(_ data: Data, _ name: String) throws { try data.write(to: url(name)) }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url(name)), as: UTF8.self)
  }

  /// Copies a ledger of the tree, and gives the copy's path; its name stays.
  func copy(_ ledger: String) throws -> String {
    let name = String(ledger.split(separator: "/").last ?? "")
    try FileManager.default.copyItem(
      atPath: Program.root + "/" + ledger, toPath: path + "/" + name)
    return path + "/" + name
  }
}
