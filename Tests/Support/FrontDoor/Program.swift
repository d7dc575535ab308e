public import Foundation

/// The built program, run as its users run it.
public enum Program {
  /// What one run printed, and how it ended.
  public struct Run: Sendable {
    public var status: Int32
    public var output: Data
    public var complaint: String

    public var text: String { String(decoding: output, as: UTF8.self) }
    public var lines: [Substring] { text.split(separator: "\n") }
  }

  /// `minutier`, beside the bundle of the tests.
  public static let path = URL(fileURLWithPath: CommandLine.arguments[0])
    .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("minutier").path

  /// Runs the program to its end. Input and output go through files: nothing can fill up.
  public static func run(
    _ arguments: [String], input: Data = Data(), environment: [String: String] = [:],
    through: [String] = []
  ) async throws -> Run {
    let folder = try Scratch()
    try input.write(to: folder.file("in"))
    for name in ["out", "err"] { try Data().write(to: folder.file(name)) }
    let process = Process()
    let words = through + [path] + arguments
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst())
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: folder.file("in"))
    process.standardOutput = try FileHandle(forWritingTo: folder.file("out"))
    process.standardError = try FileHandle(forWritingTo: folder.file("err"))
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in done.resume() }
      do { try process.run() } catch { done.resume(throwing: error) }
    }
    return Run(
      status: process.terminationStatus, output: try Data(contentsOf: folder.file("out")),
      complaint: String(decoding: try Data(contentsOf: folder.file("err")), as: UTF8.self))
  }
}

/// A directory of its own, gone with the value.
public final class Scratch: Sendable {
  public let url: URL

  public init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("minutier-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    do { try FileManager.default.removeItem(at: url) } catch {
      FileHandle.standardError.write(Data("left behind: \(url.path): \(error)\n".utf8))
    }
  }

  public func file(_ name: String) -> URL { url.appendingPathComponent(name) }
}
