import Foundation
import Testing

/// The session printed in the README is what the program prints.
@Suite struct ReadmeSessionTests {
  @Test func `the session in the README is printed as it stands there`() throws {
    let text = try String(contentsOfFile: Program.root + "/README.md", encoding: .utf8)
    let block = try #require(
      text.components(separatedBy: "```").first { $0.contains("$ minutier init") })
    let steps = block.components(separatedBy: "\n$ ").dropFirst()
    #expect(steps.count == 5)
    let folder = try Folder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/eventlogs", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: Program.root + "/eventlogs/sample", toPath: folder.path + "/eventlogs/sample")
    for step in steps {
      let lines = step.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let printed = try shell(lines[0], in: folder.path)
      #expect(printed.trimmed == lines.dropFirst().joined(separator: "\n").trimmed, "\(lines[0])")
    }
  }

  private func shell(_ command: String, in folder: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    var environment = ProcessInfo.processInfo.environment
    let built = (Program.minutier as NSString).deletingLastPathComponent
    environment["PATH"] = built + ":" + (environment["PATH"] ?? "")
    process.environment = environment
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .newlines) }
}
