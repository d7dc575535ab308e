// Tables by key: what was put in is found, joined and removed as said, and no altered byte is believed.
import FaultFiles
import Foundation
import Testing

@testable import EventStore

@Suite struct `Tables by key` {
  @Test func `what was added last is found, and an absent key is not`() throws {
    let folder = try TableFolder()
    var tables = folder.none
    for round in 0..<40 {
      tables = try tables.adding(
        folder.entries((0..<100).map { ("key-\($0 * (round + 1))", "\(round)-\($0)") }))
    }
    #expect(tables.tables.count < 10)
    for key in 0..<4000 {
      let round = (0..<40).last { key % ($0 + 1) == 0 && key / ($0 + 1) < 100 }
      let expected = round.map { "\($0)-\(key / ($0 + 1))" }
      #expect(try folder.text(tables, "key-\(key)") == expected, "key-\(key)")
    }
    for absent in 0..<2000 { #expect(try folder.text(tables, "none-\(absent)") == nil) }
  }

  @Test func `a removed key stays removed when tables are joined, and is forgotten in the oldest`()
    throws
  {
    let folder = try TableFolder()
    var tables = try folder.none.adding(
      folder.entries((0..<500).map { ("key-\($0)", String(repeating: "x", count: 90)) }))
    tables = try tables.adding(folder.entries([("key-7", nil), ("new", "1")]))
    #expect(tables.tables.count == 2)
    #expect(try folder.text(tables, "key-7") == nil)
    #expect(try folder.text(tables, "key-8") != nil)
    for round in 0..<9 {
      tables = try tables.adding(
        folder.entries((0..<(200 << round)).map { ("more-\(round)-\($0)", "y") }))
    }
    #expect(try folder.text(tables, "key-7") == nil)
    var found: Set<String> = []
    try tables.forEach { key, _ in found.insert(String(decoding: key, as: UTF8.self)) }
    #expect(found.contains("key-8") && found.contains("new") && !found.contains("key-7"))
  }

  @Test func `records of equal keys are joined where that is wanted`() throws {
    let folder = try TableFolder()
    var tables = folder.none
    for round in 0..<9 {
      tables = try tables.adding(folder.entries([("a", "\(round)"), ("b-\(round)", "x")])) {
        Array($0) + Array($1)
      }
    }
    var joined = ""
    try Array("a".utf8).withUnsafeBytes { key in
      try tables.records(of: key) { record in
        joined += String(decoding: record, as: UTF8.self)
        return true
      }
    }
    #expect(joined == "876543210")
  }

  @Test func `any byte altered is found when the tables are opened, and when its block is read`()
    throws
  {
    let folder = try TableFolder()
    let tables = try folder.none.adding(
      folder.entries((0..<300).map { ("key-\($0)", String(repeating: "r", count: 40)) }))
    let path = folder.path + "/t.1"
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    let references = tables.references
    for offset in stride(from: 0, to: whole.count, by: 7) {
      var bytes = whole
      bytes[offset] ^= 0x20
      try bytes.write(to: URL(fileURLWithPath: path))
      #expect(
        try KeyedTables.open(references: references, folder.place, SystemFiles()) == nil,
        "byte \(offset)")
    }
    // Altered behind the back of a table that is open: each look-up is right, or says that it cannot be.
    try whole.write(to: URL(fileURLWithPath: path))
    let open = try #require(
      try KeyedTables.open(references: references, folder.place, SystemFiles()))
    let file = try #require(FileHandle(forUpdatingAtPath: path))
    try file.seek(toOffset: 5000)
    try file.write(contentsOf: Data([0xFF]))
    var damaged = 0
    for key in 0..<300 {
      do throws(TableError) {
        let found = try open.record(of: Array("key-\(key)".utf8))
        #expect(found?.count == 40)
      } catch { damaged += 1 }
    }
    #expect(damaged > 0 && damaged < 300)
    #expect(throws: TableError.self) { try open.forEach { _, _ in } }
  }

  @Test func `a table of another time or another log is not the one named`() throws {
    let (folder, other) = try (TableFolder(), TableFolder())
    let tables = try folder.none.adding(folder.entries([("a", "1")]))
    _ = try other.none.adding(other.entries([("a", "2")]))
    let path = folder.path + "/t.1"
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.copyItem(atPath: other.path + "/t.1", toPath: path)
    #expect(try KeyedTables.open(references: tables.references, folder.place, SystemFiles()) == nil)
    try FileManager.default.removeItem(atPath: path)
    #expect(try KeyedTables.open(references: tables.references, folder.place, SystemFiles()) == nil)
  }

  @Test func `files that are not named go, others stay`() throws {
    let folder = try TableFolder()
    var tables = folder.none
    for round in 0..<5 { tables = try tables.adding(folder.entries([("k-\(round)", "v")])) }
    for name in ["t.99", "t.new", "t", "other.1"] {
      try Data().write(to: URL(fileURLWithPath: folder.path + "/" + name))
    }
    try tables.removeOthers()
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let named = tables.tables.map { "t.\($0.reference.number)" }
    #expect(Set(left) == Set(named + ["t.new", "t", "other.1"]))
    #expect(try folder.text(tables, "k-0") == "v")
  }

  @Test func `records larger than a block, and empty ones`() throws {
    let folder = try TableFolder()
    let large = String(repeating: "long ", count: 40_000)
    let tables = try folder.none.adding(folder.entries([("a", large), ("b", ""), ("", "empty")]))
    #expect(try folder.text(tables, "a") == large)
    #expect(try folder.text(tables, "b") == "")
    #expect(try folder.text(tables, "") == "empty")
  }
}

/// Tables named `t` in a temporary folder.
private final class TableFolder {
  let path: String
  var place: String { path + "/t" }
  var none: KeyedTables { KeyedTables(place, SystemFiles()) }

  init() throws {
    path = NSTemporaryDirectory() + "minutier-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch { print("left \(path)") }
  }

  func entries(_ pairs: [(String, String?)]) -> TableEntries {
    let entries = TableEntries()
    for (key, record) in pairs { entries.add(Array(key.utf8), record.map { Array($0.utf8) }) }
    return entries
  }

  func text(_ tables: KeyedTables, _ key: String) throws -> String? {
    try tables.record(of: Array(key.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }
}
