// Roots and proofs of any size from a log and its disposable index: the same as from all leaves.
import EventStore
import Foundation
import Testing

@Suite struct `Log tree` {
  /// A log of many blocks in several segments, and its leaves.
  private func sample(
    _ events: Int, block: Int, note: String = "n", segment: Int = 64 << 20
  ) throws -> (LogFolder, [TreeHash]) {
    let folder = LogFolder()
    var settings = LogSettings()
    settings.segmentBytes = segment
    settings.repacks = false
    let log = try EventLog.create(in: folder.log, settings: settings)
    while log.next < UInt64(events) {
      try log.append(
        Array(repeating: "s", count: min(block, events - Int(log.next))), note: note)
    }
    try log.close()
    return (folder, try LogReader(directory: folder.log).leafHashes())
  }

  private func tree(_ folder: LogFolder, covering size: UInt64? = nil) throws -> LogTree {
    try LogTree(try LogReader(directory: folder.log), covering: size)
  }

  /// Compares roots, proofs and lines with those made of all leaves.
  private func compare(
    _ tree: LogTree, _ leaves: [TreeHash], sizes: [Int], positions: [Int]
  ) throws {
    for size in sizes {
      let part = Array(leaves[..<size])
      let root = MerkleTree.root(of: part[...])
      #expect(try tree.root(of: UInt64(size)) == root, "size \(size)")
      for position in positions where position < size {
        let path = try tree.inclusionProof(of: UInt64(position), size: UInt64(size))
        #expect(
          path == MerkleTree.inclusionProof(of: UInt64(position), in: part),
          "event \(position) of \(size)")
        let line = try tree.line(at: UInt64(position))
        #expect(line.withUnsafeBytes { MerkleTree.leafHash($0) } == leaves[position])
      }
      for older in sizes where older <= size {
        let path = try tree.consistencyProof(from: UInt64(older), to: UInt64(size))
        #expect(path == MerkleTree.consistencyProof(from: UInt64(older), in: part))
      }
    }
  }

  @Test(arguments: [1, 7, 256, 300]) func `it is that of all leaves, with an index and without`(
    _ block: Int
  ) throws {
    let (folder, leaves) = try sample(1100, block: block, segment: 200_000)
    let sizes = [0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 768, 1000, 1024, 1025, 1099, 1100]
    let positions = [0, 1, 254, 255, 256, 300, 511, 512, 767, 1023, 1024, 1098, 1099]
    let fresh = try tree(folder)
    try compare(fresh, leaves, sizes: sizes, positions: positions)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/index/tree"))
    #expect(fresh.save() == nil)
    #expect(try Data(contentsOf: place(folder)).count == 48 * 5)
    try compare(try tree(folder), leaves, sizes: sizes, positions: positions)
    // As much as an older size needs, and no more.
    let part = try tree(folder, covering: 300)
    #expect(part.size >= 300)
    try compare(part, leaves, sizes: sizes.filter { $0 <= 300 }, positions: [0, 255, 256, 299])
  }

  @Test(arguments: [(7, 200_000), (300, 8192)])
  func `an index made before segments were repacked gives the same`(
    _ block: Int, _ segment: Int
  ) throws {
    let (folder, leaves) = try sample(1100, block: block, segment: segment)
    #expect(try tree(folder).save() == nil)
    var settings = LogSettings()
    settings.repacks = false
    let log = try EventLog.open(in: folder.log, settings: settings)
    #expect(try log.repack().segments > 0)
    try log.close()
    let index = try Data(contentsOf: place(folder))
    try compare(
      try tree(folder), leaves, sizes: [1, 256, 700, 1024, 1100],
      positions: Array(stride(from: 0, to: 1100, by: 61)))
    #expect(try Data(contentsOf: place(folder)) == index)
  }

  @Test func `an index is continued as the log grows, and is the one made at once`() throws {
    let (folder, _) = try sample(900, block: 100)
    try tree(folder).save()
    let log = try EventLog.open(in: folder.log)
    for _ in 0..<9 { try log.append(Array(repeating: "s", count: 50)) }
    let live = try tree(folder)
    live.save()
    try log.close()
    let leaves = try LogReader(directory: folder.log).leafHashes()
    try compare(live, leaves, sizes: [1, 899, 900, 1349, 1350], positions: [0, 899, 900, 1349])
    let grown = try Data(contentsOf: place(folder))
    try FileManager.default.removeItem(at: place(folder))
    try tree(folder).save()
    #expect(try Data(contentsOf: place(folder)) == grown)
  }

  @Test func `beyond 65 536 events their root stands in the index too`() throws {
    let (folder, leaves) = try sample(66_000, block: 3000)
    try tree(folder, covering: 65_300).save()
    let tree = try tree(folder)
    tree.save()
    #expect(try Data(contentsOf: place(folder)).count == 48 * (1 + 257 + 1))
    let again = try self.tree(folder)
    for tree in [tree, again] {
      try compare(
        tree, leaves, sizes: [40_000, 66_000], positions: [12_345, 65_535])
    }
    // A row that no root of the whole is made of is compared with the others around it.
    var bytes = try Data(contentsOf: place(folder))
    bytes[48 * 100 + 3] ^= 1
    try bytes.write(to: place(folder))
    try compare(try self.tree(folder), leaves, sizes: [66_000], positions: [98 * 256 + 5])
  }

  @Test func `an index with any byte altered, or cut anywhere, changes no answer`() throws {
    let (folder, leaves) = try sample(600, block: 60)
    try tree(folder).save()
    let whole = try Data(contentsOf: place(folder))
    #expect(whole.count == 48 * 3)
    for offset in whole.indices {
      var bytes = whole
      bytes[offset] ^= 0x11
      try bytes.write(to: place(folder))
      try compare(try tree(folder), leaves, sizes: [300, 600], positions: [10, 257, 599])
      try whole.prefix(offset).write(to: place(folder))
      let tree = try tree(folder)
      try compare(tree, leaves, sizes: [600], positions: [257])
      tree.save()
      #expect(try Data(contentsOf: place(folder)) == whole, "cut at \(offset)")
    }
  }

  @Test func `the index of another log, or of a newer copy, is not believed`() throws {
    let (folder, leaves) = try sample(600, block: 60)
    let (other, otherLeaves) = try sample(900, block: 60, note: "other")
    try tree(other).save()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/index", withIntermediateDirectories: true)
    try Data(contentsOf: place(other)).write(to: place(folder))
    let tree = try tree(folder)
    #expect(leaves[0] != otherLeaves[0])
    try compare(tree, leaves, sizes: [256, 300, 600], positions: [0, 511, 512, 599])
    tree.save()
    try compare(try self.tree(folder), leaves, sizes: [600], positions: [0])
  }

  @Test func `a line altered behind the index's back gives an error, and no proof`() throws {
    // The same log twice, but for notes of the same length: the frame of one's block under the other's header, whose
    // checks are made again. Its roots still say what the lines were.
    let (folder, _) = try sample(600, block: 60, note: "aaaa")
    let (other, _) = try sample(600, block: 60, note: "bbbb")
    try tree(folder).save()
    let name = try folder.segments()[0]
    var bytes = try folder.bytes(name)
    let others = try other.bytes(name)
    #expect(bytes.count == others.count)
    bytes.replaceSubrange((4096 + 112)..<8192, with: others[(4096 + 112)..<8192])
    let check = try sha256(Array(bytes[4096..<(4096 + 120)]), in: folder)
    bytes.replaceSubrange((4096 + 120)..<(4096 + 128), with: check.prefix(8))
    try folder.write(name, bytes)
    #expect(try LogReader(directory: folder.log).line(at: 70) != nil, "nothing else tells")
    let tree = try tree(folder)
    #expect(throws: LogError.self) { try tree.inclusionProof(of: 70, size: 600) }
  }

  private func sha256(_ bytes: [UInt8], in folder: LogFolder) throws -> [UInt8] {
    let place = folder.path + "/hashed"
    try Data(bytes).write(to: URL(fileURLWithPath: place))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
    process.arguments = [place]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let hash = try #require(TreeHash(hex: String(decoding: text.prefix(64), as: UTF8.self)))
    return hash.withBytes { Array($0) }
  }

  private func place(_ folder: LogFolder) -> URL {
    URL(fileURLWithPath: folder.path + "/index/tree")
  }
}
