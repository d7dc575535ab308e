// libFuzzer's entries: the target's name is in FUZZ_TARGET; FUZZ_SEEDS names a folder to write seeds to.
import Glibc

private let target: FuzzTarget = {
  let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    print("no target \(name); there are: \(FuzzTarget.allCases.map(\.rawValue))")
    exit(2)
  }
  return target
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  target.run(Array(UnsafeBufferPointer(start: data, count: count)))
  return 0
}

@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>
) -> Int32 {
  guard let folder = getenv("FUZZ_SEEDS").map({ String(cString: $0) }) else { return 0 }
  do {
    for (number, seed) in try FuzzSeeds.make(target).enumerated() {
      let files = SystemFiles()
      let file = try files.open("\(folder)/\(target.rawValue)-\(number)", .write)
      try files.truncate(file, to: 0)
      try files.write(file, at: 0, array: seed)
      files.close(file)
    }
    exit(0)
  } catch {
    print(error)
    exit(2)
  }
}

/// Inputs that the decoders accept, of small logs written here and of the bytes of given ledgers.
enum FuzzSeeds {
  static func make(_ target: FuzzTarget) throws -> [[UInt8]] {
    var seeds: [[UInt8]] = []
    switch target {
    case .footer: return footers()
    case .note:
      return Witnesses.sizes.map { Witnesses.checkpoint($0).note.bytes }
        + [Array("\(Witnesses.log.verifier)".utf8), Array("\(Witnesses.witness.verifier)".utf8)]
    case .proof: return Witnesses.proofs()
    default: break
    }
    for blocks in [1, 2, 5, 12] {
      let files = try sample(blocks)
      let tail = files["ledger/log/tail"] ?? []
      let segments = files.contents.keys.filter { $0.hasSuffix(".lz4") }.sorted().map {
        (name: $0, bytes: files[$0] ?? [])
      }
      switch target {
      case .tail: seeds.append(tail)
      case .index: seeds.append(files["ledger/index/streams"] ?? [])
      case .log: seeds += logs(tail, segments)
      case .footer, .note, .proof: break
      case .keys, .header, .frame:
        for segment in segments { seeds += try pieces(target, segment.bytes) }
      }
    }
    return seeds
  }

  private static func footers() -> [[UInt8]] {
    let types: [[String: UInt64]] = [["Noted": 2], ["": 1], ["A": 1, "Noted": 2, "Zed": 70_000]]
    return types.enumerated().map { number, types in
      let names = (0...number * 20).map { "party-\($0)" }
      let blocks = (0...number).map {
        Footer.Block(first: UInt64($0) * 9, offset: UInt64($0) << 12)
      }
      return Footer(
        first: 9, count: types.values.reduce(0, +), types: types, streams: StreamFilter(names),
        blocks: blocks
      ).encoded()
    }
  }

  private static func logs(_ tail: [UInt8], _ segments: [(name: String, bytes: [UInt8])])
    -> [[UInt8]]
  {
    let head: [UInt8] = [7, 0, 0, 0]
    let first = segments[0].bytes
    var seeds = [head + tail + first, [5, 0, 0, 0] + tail + first]
    if segments.count > 1 {
      let second = UInt64(segments[1].name.dropLast(4).suffix(20)) ?? 0
      let pages = UInt8(first.count / Padding.page)
      let start = [15, UInt8(second & 255), UInt8(second >> 8), pages]
      seeds.append(start + tail + first + segments[1].bytes)
    }
    return seeds
  }

  /// The headers, frames or lines of a segment.
  private static func pieces(_ target: FuzzTarget, _ bytes: [UInt8]) throws -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    try bytes.withUnsafeBytes { all in
      for at in stride(from: 0, to: all.count - BlockHeader.size, by: Padding.page) {
        guard case .valid(let header) = BlockHeader.read(all.part(at, BlockHeader.size)) else {
          continue
        }
        let frame = all.part(at + BlockHeader.size, Int(header.frameBytes))
        let size = header.contentBytes
        switch target {
        case .header: pieces.append(Array(all.part(at, BlockHeader.size)))
        case .frame:
          pieces.append(
            [UInt8(size & 255), UInt8(size >> 8 & 255), UInt8(size >> 16 & 15)] + frame)
        default:
          let reader = FrameReader()
          let lines = try reader.content(of: frame, bytes: Int(size))
          _ = eachLine(lines) { pieces.append(Array($0)) }
          withExtendedLifetime(reader) {}
        }
      }
    }
    return pieces
  }

  private static func sample(_ blocks: Int) throws -> FuzzFiles {
    let files = FuzzFiles()
    var settings = LogSettings()
    settings.segmentBytes = 16_384
    settings.firstPreallocated = 4096
    settings.fillsAhead = false
    settings.repacks = false
    let log = try EventLog.create(in: "ledger/log", files: files, settings: settings)
    for number in 0..<blocks {
      var batch = Batch()
      for (offset, stream) in ["party-\(number)", "ledger"].enumerated() {
        let version = try log.nextVersion(of: stream)
        let line =
          #"{"data":{"list":[1,{"a":"}\"{"}],"note":"é"},"position":\#(Int(log.next) + offset),"#
          + #""stream":"\#(stream)","type":"Noted","version":\#(version)}"#
        Array(line.utf8).withUnsafeBytes { batch.add(stream: stream, version: version, line: $0) }
      }
      try log.append(batch, expecting: log.next)
    }
    try log.close()
    return files
  }
}
