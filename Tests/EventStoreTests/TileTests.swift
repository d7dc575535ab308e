// tlog-tiles: the tree again from the tiles alone, its lines from the bundles.
import EventStore
import Foundation
import Testing

@Suite struct `Tiles` {
  @Test(arguments: [1, 255, 256, 257, 512, 1100, 66_000])
  func `the root is recomputed from the tiles alone, and each line from the bundles`(
    _ events: Int
  ) throws {
    let folder = try log(events)
    let reader = try LogReader(directory: folder.log)
    let tree = try LogTree(reader)
    var export = TileExport(
      reader, tree, size: reader.end, before: 0, into: folder.path + "/tiles")
    try export.run { _ in }
    let read = try Reading(folder.path + "/tiles", size: events)
    #expect(read.root == (try tree.root(of: reader.end)))
    #expect(read.lines == (try reader.lines()))
    #expect(read.files == export.written)
  }

  @Test func `an export into the same directory adds what came since, and touches nothing else`()
    throws
  {
    let folder = try log(1000)
    let place = folder.path + "/tiles"
    try export(folder, before: 0, into: place)
    let first = try contents(place)
    let log = try EventLog.open(in: folder.log)
    for _ in 0..<8 { try log.append(Array(repeating: "s", count: 100)) }
    try log.close()
    try export(folder, before: 1000, into: place)
    let second = try contents(place)
    for (name, bytes) in first { #expect(second[name] == bytes, "\(name)") }
    #expect(second["tile/0/004"]?.count == 8192 && first["tile/0/004"] == nil)
    let tree = try LogTree(try LogReader(directory: folder.log))
    #expect(try Reading(place, size: 1800).root == tree.root(of: 1800))
    // The same files as an export made at once, but for the older partial tiles.
    try export(folder, before: 0, into: folder.path + "/again")
    let again = try contents(folder.path + "/again")
    for (name, bytes) in again { #expect(second[name] == bytes, "\(name)") }
    let older = second.keys.filter { again[$0] == nil }
    #expect(older.sorted() == ["tile/0/003.p/232", "tile/1/000.p/3", "tile/entries/003.p/232"])
  }

  @Test func `numbers stand in groups of three digits`() {
    #expect(TileExport.path(of: 1_234_067, width: 256) == "x001/x234/067")
    #expect(TileExport.path(of: 1_234_067, width: 7) == "x001/x234/067.p/7")
    #expect(TileExport.path(of: 1000, width: 256) == "x001/000")
    #expect(TileExport.path(of: 999, width: 255) == "999.p/255")
    #expect(TileExport.path(of: 0, width: 256) == "000")
  }

  private func log(_ events: Int) throws -> LogFolder {
    let folder = LogFolder()
    let log = try EventLog.create(in: folder.log)
    while log.next < UInt64(events) {
      try log.append(Array(repeating: "s", count: min(3000, events - Int(log.next))))
    }
    try log.close()
    return folder
  }

  private func export(_ folder: LogFolder, before: UInt64, into place: String) throws {
    let reader = try LogReader(directory: folder.log)
    var export = TileExport(
      reader, try LogTree(reader), size: reader.end, before: before, into: place)
    try export.run { _ in }
  }

  private func contents(_ place: String) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: place) {
      var isFolder: ObjCBool = false
      let path = place + "/" + name
      _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      if !isFolder.boolValue {
        contents[name] = try Data(contentsOf: URL(fileURLWithPath: path))
      }
    }
    return contents
  }
}

/// A tree read from tiles as their specification says, with no code of the export.
private struct Reading {
  var root = TreeHash()
  var lines: [String] = []
  var files = 0

  init(_ place: String, size: Int) throws {
    var below: [TreeHash] = []
    var level = 0
    var leaves: [TreeHash] = []
    while size >> (8 * level) > 0 {
      var hashes: [TreeHash] = []
      for (number, width) in Reading.tiles(size >> (8 * level)) {
        let bytes = try Reading.file(place, "tile/\(level)", number, width)
        #expect(bytes.count == 32 * width)
        files += 1
        hashes += stride(from: 0, to: bytes.count, by: 32).map { at in
          bytes[at..<at + 32].withUnsafeBytes { TreeHash(bytes: $0) }
        }
        if level == 0 {
          files += 1
          try readBundle(try Reading.file(place, "tile/entries", number, width), width)
        }
      }
      if level == 0 {
        leaves = hashes
      } else {
        for (index, hash) in hashes.enumerated() {
          #expect(hash == MerkleTree.root(of: below[(256 * index)..<(256 * index + 256)]))
        }
      }
      below = hashes
      level += 1
    }
    for (line, leaf) in zip(lines, leaves) {
      #expect(Array(line.utf8).withUnsafeBytes { MerkleTree.leafHash($0) } == leaf)
    }
    root = MerkleTree.root(of: leaves[...])
  }

  private mutating func readBundle(_ bytes: [UInt8], _ width: Int) throws {
    var at = 0
    for _ in 0..<width {
      let length = Int(bytes[at]) << 8 | Int(bytes[at + 1])
      lines.append(String(decoding: bytes[(at + 2)..<(at + 2 + length)], as: UTF8.self))
      at += 2 + length
    }
    #expect(at == bytes.count)
  }

  private static func tiles(_ count: Int) -> [(Int, Int)] {
    (0..<(count + 255) / 256).map { ($0, min(256, count - 256 * $0)) }
  }

  private static func file(
    _ place: String, _ folder: String, _ number: Int, _ width: Int
  ) throws -> [UInt8] {
    precondition(number < 1000)
    var name = String(repeating: "0", count: 3 - String(number).count) + String(number)
    if width < 256 { name += ".p/\(width)" }
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(place)/\(folder)/\(name)")))
  }
}
