// What each decoder of foreign bytes promises, whatever the bytes are; compiled together with Sources/EventStore.
import Glibc

/// A decoder, by the name that `tools/fuzz` takes.
enum FuzzTarget: String, CaseIterable {
  case header, frame, keys, footer, tail, index, note, proof, log

  func run(_ bytes: [UInt8]) {
    switch self {
    case .header: Self.header(bytes)
    case .frame: Self.frame(bytes)
    case .keys: Self.keys(bytes)
    case .footer: Self.footer(bytes)
    case .tail: Self.tail(bytes)
    case .index: Self.index(bytes)
    case .note: Self.note(bytes)
    case .proof: Self.proof(bytes)
    case .log: FuzzedLog(bytes).run()
    }
  }

  /// A valid header is written again as the same bytes.
  private static func header(_ bytes: [UInt8]) {
    var bytes = bytes
    for isMended in [false, true] where bytes.count >= BlockHeader.size {
      if isMended { Mending.header(&bytes, at: 0) }
      guard case .valid(let header) = bytes.withUnsafeBytes({ BlockHeader.read($0) }) else {
        continue
      }
      var again = [UInt8](repeating: 0, count: BlockHeader.size)
      again.withUnsafeMutableBytes { header.write(to: $0) }
      precondition(again.elementsEqual(bytes.prefix(BlockHeader.size)))
    }
    if bytes.count < BlockHeader.size {
      _ = bytes.withUnsafeBytes { BlockHeader.read($0) }
    }
  }

  /// Content has the size named, and its lines end where they say.
  private static func frame(_ bytes: [UInt8]) {
    guard bytes.count > 3 else { return }
    let size = Int(bytes[0]) | Int(bytes[1]) << 8 | Int(bytes[2] & 15) << 16
    bytes[3...].withUnsafeBytes { frame in
      let reader = FrameReader()
      defer { withExtendedLifetime(reader) {} }
      do throws(FrameError) {
        let content = try reader.content(of: frame, bytes: size)
        precondition(content.count == size)
        var total = 0
        let count = eachLine(content) { total += $0.count + 1 }
        precondition(count == nil || total == size)
      } catch { precondition(!error.expected.isEmpty) }
    }
  }

  /// The stream's name lies inside the line; a line written from what was read is read the same.
  private static func keys(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { line in
      guard let keys = LineKeys(line) else { return }
      guard let start = keys.stream.baseAddress, let all = line.baseAddress else {
        preconditionFailure("a stream has a name")
      }
      precondition(start > all && start + keys.stream.count < all + line.count)
      precondition(keys.position < 10_000_000_000_000_000)
      precondition(keys.version < 10_000_000_000_000_000)
    }
  }

  /// What is decoded is decoded the same when it is encoded again, and its filter may be asked for any stream.
  private static func footer(_ bytes: [UInt8]) {
    var bytes = bytes
    guard bytes.count > 8 + Footer.trailer else { return }
    Mending.footer(&bytes)
    guard let footer = bytes.withUnsafeBytes({ Footer.decode($0) }) else { return }
    _ = footer.streams.mayHold("party-1")
    // Names that are no UTF-8 are read as others.
    guard footer.types.keys.allSatisfy({ !$0.contains("\u{FFFD}") }) else { return }
    precondition(footer.encoded().withUnsafeBytes { Footer.decode($0) } == footer)
  }

  /// A note that is read is written again as the same bytes; whose it is can be asked of any.
  private static func note(_ bytes: [UInt8]) {
    do throws(NoteError) {
      let note = try SignedNote(bytes)
      precondition(note.bytes == bytes)
      precondition(Witnesses.log.verifier.verdict(on: note) != .holds(since: 0))
      _ = Witnesses.witness.verifier.verdict(on: note)
      let signed = try SignedCheckpoint(bytes)
      precondition(signed.note == note)
      if signed.objection(for: Witnesses.log.verifier) == nil {
        precondition(signed.checkpoint.origin == Witnesses.log.verifier.name)
      }
    } catch { precondition(!error.description.isEmpty) }
    do throws(NoteError) {
      let text = String(decoding: bytes, as: UTF8.self)
      let key = try VerifierKey(text)
      precondition(key.description == text)
    } catch { precondition(!error.description.isEmpty) }
  }

  /// A proof that is read is written again as the same bytes, and proves nothing but what was signed.
  private static func proof(_ bytes: [UInt8]) {
    do throws(NoteError) {
      switch try ProofFile(bytes) {
      case .inclusion(let proof):
        precondition(proof.bytes == bytes)
        let isProven = proof.extra.map { proof.proves($0) } ?? false
        let isSigned = proof.signed.objection(for: Witnesses.log.verifier) == nil
        if isProven, isSigned {
          precondition(
            proof.extra == Witnesses.line(Int(proof.position)), "no other line is proved")
        }
      case .consistency(let proof):
        precondition(proof.bytes == bytes)
        if proof.holds { precondition(proof.older.checkpoint.size <= proof.newer.checkpoint.size) }
      }
    } catch { precondition(!error.description.isEmpty) }
  }

  private static func tail(_ bytes: [UInt8]) {
    guard bytes.count >= 64 else { return }
    var bytes = Array(bytes.prefix(64)) + [UInt8](repeating: 0, count: 8)
    Mending.tail(&bytes)
    guard let tail = bytes.withUnsafeBytes({ Tail.decode($0) }) else { return }
    // Where a file could not reach is no place in a segment.
    precondition(Int(exactly: tail.offset) != nil && Int(exactly: tail.events) != nil)
    let files = FuzzFiles()
    do {
      let file = try files.open("log/tail", .write)
      try tail.write(to: file, files)
    } catch { preconditionFailure("memory does not fail") }
    precondition(files["log/tail"] == bytes)
  }

  /// What is decoded is encoded as the same bytes.
  private static func index(_ bytes: [UInt8]) {
    var bytes = bytes
    guard bytes.count > 40 else { return }
    Mending.index(&bytes)
    guard let index = bytes.withUnsafeBytes({ StreamIndex.decode($0) }) else { return }
    precondition(index.encoded() == bytes)
  }
}

/// Checks made right, so that a fuzzer gets behind them.
enum Mending {
  static func header(_ bytes: inout [UInt8], at start: Int) {
    bytes.withUnsafeMutableBytes { all in
      let header = UnsafeMutableRawBufferPointer(rebasing: all[start..<start + BlockHeader.size])
      let first = UnsafeRawBufferPointer(header).load(UInt64.self, at: 24)
      let count = UnsafeRawBufferPointer(header).load(UInt32.self, at: 20)
      header.store(Magic.header, at: 0)
      header.store(UInt32(BlockHeader.size - 8), at: 4)
      header.store(BlockHeader.mark, at: 8)
      header.store(first &+ UInt64(count), at: 32)
      var hasher = Hasher256()
      let size = Int(UnsafeRawBufferPointer(header).load(UInt32.self, at: 44))
      let from = start + BlockHeader.size
      if from + size <= all.count {
        header.store(hasher.check(UnsafeRawBufferPointer(all).part(from, size)), at: 112)
      }
      header.store(hasher.check(UnsafeRawBufferPointer(header).part(0, 120)), at: 120)
    }
  }

  /// Every header that stands on a page, the checks of its frame included.
  static func headers(_ bytes: inout [UInt8]) {
    for start in stride(from: 0, to: bytes.count - BlockHeader.size, by: Padding.page) {
      let mark = bytes.withUnsafeBytes { $0.load(UInt64.self, at: start + 8) }
      if mark == BlockHeader.mark { header(&bytes, at: start) }
    }
  }

  /// A footer's magic, sizes, mark and check.
  static func footer(_ bytes: inout [UInt8]) {
    let body = bytes.count - Footer.trailer
    bytes.withUnsafeMutableBytes { all in
      all.store(Magic.footer, at: 0)
      all.store(UInt32(all.count - 8), at: 4)
      all.store(Footer.mark, at: 8)
      var hasher = Hasher256()
      all.store(hasher.check(UnsafeRawBufferPointer(all).part(0, body)), at: body)
      all.store(UInt32(all.count), at: body + 8)
      all.store(Footer.end, at: body + 12)
    }
  }

  static func tail(_ bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBytes { bytes in
      var hasher = Hasher256()
      bytes.store(Tail.mark, at: 0)
      bytes.store(hasher.check(UnsafeRawBufferPointer(bytes).part(0, 64)), at: 64)
    }
  }

  static func index(_ bytes: inout [UInt8]) {
    let body = bytes.count - 32
    var hasher = Hasher256()
    bytes.withUnsafeMutableBytes { $0.store(StreamIndex.mark, at: 0) }
    let sum = bytes.withUnsafeBytes { hasher.hash($0.part(0, body)) }
    sum.withBytes { sum in
      bytes.withUnsafeMutableBytes {
        UnsafeMutableRawBufferPointer(rebasing: $0[body...]).copyMemory(from: sum)
      }
    }
  }
}
