// A log in a temporary folder, and lines to put into it.
import EventStore
import Foundation

/// A folder that goes away with the value.
final class LogFolder: Sendable {
  let path: String
  var log: String { path + "/log" }
  var index: String { path + "/index/streams" }

  init() {
    path = NSTemporaryDirectory() + "minutier-" + UUID().uuidString
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      preconditionFailure("no temporary folder: \(error)")
    }
  }

  deinit { _ = unlinkTree(path) }

  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: log + "/" + name)))
  }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: log + "/" + name))
  }

  func segments() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: log).filter { $0.hasSuffix(".lz4") }
      .sorted()
  }

  func copy() throws -> LogFolder {
    let other = LogFolder()
    try FileManager.default.removeItem(atPath: other.path)
    try FileManager.default.copyItem(atPath: path, toPath: other.path)
    return other
  }
}

private func unlinkTree(_ path: String) -> Bool {
  do {
    try FileManager.default.removeItem(atPath: path)
    return true
  } catch {
    return false
  }
}

/// A canonical line of an event.
func line(_ position: UInt64, _ stream: String, _ version: UInt64, note: String = "n") -> String {
  #"{"data":{"list":[1,{"a":"}\"{"}],"note":"\#(note)"},"position":\#(position),"#
    + #""recorded":"2026-01-05T09:00:00.000000Z","stream":"\#(stream)","type":"Noted","version":\#(version)}"#
}

extension Batch {
  mutating func add(_ stream: String, _ version: UInt64, _ line: String) {
    var line = line
    line.withUTF8 { add(stream: stream, version: version, line: UnsafeRawBufferPointer($0)) }
  }
}

extension EventLog {
  /// Appends one event to each stream named, in order.
  func append(_ streams: [String], note: String = "n") throws {
    var batch = Batch()
    var versions: [String: UInt64] = [:]
    for (number, stream) in streams.enumerated() {
      let version = try versions[stream] ?? nextVersion(of: stream)
      versions[stream] = version + 1
      batch.add(stream, version, line(next + UInt64(number), stream, version, note: note))
    }
    try append(batch, expecting: next)
  }
}

extension LogReader {
  func lines(from: UInt64 = 0, to: UInt64? = nil, verify: Bool = true) throws -> [String] {
    var lines: [String] = []
    try forEach(from: from, to: to, verify: verify) { _, line in
      lines.append(String(decoding: line, as: UTF8.self))
    }
    return lines
  }
}
