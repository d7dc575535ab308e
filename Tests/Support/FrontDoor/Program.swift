public import Foundation
import Glibc

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

  /// Runs the program to its end. Input and output go through files that the child opens: nothing can
  /// fill up, and no descriptor of ours is left to it.
  public static func run(
    _ arguments: [String], input: Data = Data(), environment: [String: String] = [:],
    through: [String] = []
  ) throws -> Run {
    let folder = try Scratch()
    try input.write(to: folder.file("in"))
    let status = try spawn(
      through + [path] + arguments,
      ProcessInfo.processInfo.environment.merging(environment) { $1 }, folder)
    return Run(
      status: status, output: try Data(contentsOf: folder.file("out")),
      complaint: String(decoding: try Data(contentsOf: folder.file("err")), as: UTF8.self))
  }

  private static func spawn(
    _ words: [String], _ environment: [String: String], _ folder: Scratch
  ) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let created = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, folder.file("in").path, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, folder.file("out").path, created, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, folder.file("err").path, created, 0o600)
    var argv = words.map { strdup($0) } + [nil]
    var envp = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var child = pid_t()
    let problem = posix_spawnp(&child, words[0], &actions, nil, &argv, &envp)
    if problem != 0 {
      throw NotStarted(program: words[0], cause: String(cString: strerror(problem)))
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
  }

  /// The program could not be started.
  public struct NotStarted: Error, CustomStringConvertible {
    var program: String
    var cause: String
    public var description: String { "couldn't start \(program): \(cause)" }
  }
}

/// A directory of its own, gone with the value.
public final class Scratch: Sendable {
  public let url: URL

  /// In memory where the machine has it: what is on the disk is the event store's tests' business.
  private static let parent =
    FileManager.default.fileExists(atPath: "/dev/shm")
    ? URL(fileURLWithPath: "/dev/shm") : FileManager.default.temporaryDirectory

  public init() throws {
    url = Scratch.parent.appendingPathComponent("minutier-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    do { try FileManager.default.removeItem(at: url) } catch {
      FileHandle.standardError.write(Data("left behind: \(url.path): \(error)\n".utf8))
    }
  }

  public func file(_ name: String) -> URL { url.appendingPathComponent(name) }
}
