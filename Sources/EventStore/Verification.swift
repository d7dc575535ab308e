// Reads every byte of a log and reports every finding; goes on after damage where it can.

/// What a verification found.
public struct Verification: Sendable {
  /// Events found, damaged blocks with a valid header included.
  public private(set) var events: UInt64 = 0
  /// The root of the events read; it stands for all of them only without findings.
  public private(set) var root = MerkleTree.emptyRoot
  /// How many events, from 0, have a root that was recomputed and agrees.
  public private(set) var eventsWithRoot: UInt64 = 0
  public private(set) var findings: [Finding] = []
  /// The roots of the sizes that were asked for, of those whose events were all read.
  public private(set) var rootsAt: [UInt64: TreeHash] = [:]
  /// Whether a writer lived: what lies behind the durable tail was then not judged.
  public private(set) var writerLived = false

  /// Verifies a log.
  ///
  /// - Parameter sizes: how many events the roots in `rootsAt` are wanted of.
  /// - Parameter progress: called now and then with the bytes read and the bytes there are.
  public static func run(
    directory: String, files: any FileLayer = SystemFiles(), rootsAt sizes: Set<UInt64> = [],
    progress: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) -> Verification {
    var verification = Verification()
    do throws(FileError) {
      try verification.read(directory, files, sizes, progress)
    } catch {
      verification.findings.append(.unreadable(error))
    }
    return verification
  }

  private mutating func read(
    _ directory: String, _ files: any FileLayer, _ sizes: Set<UInt64>,
    _ progress: @escaping (Int, Int) -> Void
  ) throws(FileError) {
    writerLived = try WriterLock.isHeld(directory, files)
    let tail = try readTail(directory, files)
    let found = try Segments.list(directory, files)
    for name in found.unknown {
      findings.append(
        Finding(
          .unknownFile, segment: name, offset: 0, expected: "segments, tail and lock",
          found: "another file"))
    }
    var pass = VerificationPass(limit: writerLived ? tail : nil, progress: progress)
    pass.checker.watch(sizes)
    try pass.measure(found.firsts, directory, files)
    for (number, first) in found.firsts.enumerated() {
      let isLast = number == found.firsts.count - 1
      do throws(FileError) {
        try pass.read(try Segment(first, in: directory, files), isLast: isLast)
      } catch {
        pass.findings.append(.unreadable(error))
      }
    }
    findings += pass.findings
    events = pass.checker.position
    root = pass.checker.root
    rootsAt = pass.checker.rootsAt
    eventsWithRoot = pass.eventsWithRoot
    if let tail { compare(tail, pass) }
    if found.firsts.isEmpty {
      findings.append(
        Finding(
          .segmentGap, segment: Segments.name(0), offset: 0, position: 0, expected: "a segment",
          found: "none"))
    }
  }

  private mutating func readTail(
    _ directory: String, _ files: any FileLayer
  ) throws(FileError) -> Tail? {
    if let tail = try Tail.read(directory, files) { return tail }
    if let file = try openIfThere(directory + "/" + Tail.name, files) {
      files.close(file)
      findings.append(
        Finding(
          .tail, segment: Tail.name, offset: 0, expected: "\(Tail.size) bytes with their check",
          found: "others"))
    }
    return nil
  }

  private mutating func compare(_ tail: Tail, _ pass: VerificationPass) {
    let same = tail.events != events || !pass.checker.knowsRoot || tail.root == root
    if tail.events <= events, same { return }
    findings.append(
      Finding(
        .eventsMissing, segment: Segments.name(tail.segment), offset: Int(tail.offset),
        position: min(events, tail.events),
        expected: "\(tail.events) acknowledged events, root \(tail.root)",
        found: "\(events), root \(root)"))
  }
}

extension Finding {
  static func unreadable(_ error: FileError) -> Finding {
    let name = error.path.split(separator: "/").last.map(String.init) ?? error.path
    return Finding(
      .unreadable, segment: name, offset: 0, expected: "to \(error.call)",
      found: SystemFiles.message(error.code))
  }
}
