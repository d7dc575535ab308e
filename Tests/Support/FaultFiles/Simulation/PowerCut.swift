// What a sync takes to a simulated disk, what a power cut leaves of the rest, and what time does to it.

extension SimulatedDisk {
  /// Takes all changes of a file to the disk, unless a write goes astray.
  func settle(_ file: SimulatedFile, _ path: String) {
    for unsynced in file.pending {
      if case .write(let offset, let bytes) = unsynced.change, !isCalm {
        if dice.strikes(rates.misdirectedWrite), misdirect(offset, bytes, path) { continue }
        if dice.strikes(rates.phantomWrite) {
          strikes.add(.phantomWrite)
          note("  phantomWrite")
          continue
        }
      }
      file.settle(unsynced.change)
    }
    file.forgetPending()
  }

  /// Lays a write over another place of some file, as far as that reaches; false where there is none.
  private func misdirect(_ offset: Int, _ bytes: [UInt8], _ path: String) -> Bool {
    let others = names.keys.filter { !$0.hasSuffix("/lock") }.sorted()
    let other = dice.flip() ? path : dice.pick(others)
    guard let target = names[other], target.disk.count > 0 else { return false }
    let pages = (target.disk.count + 4095) / 4096
    let at = dice.below(pages) * 4096 + (dice.strikes(200) ? dice.below(4096) : 0)
    let end = min(target.disk.count, at + bytes.count)
    if at >= end || (other == path && at == offset) { return false }
    strikes.add(.misdirectedWrite)
    note("  misdirectedWrite to \(other) \(at)")
    target.damage { $0.replaceSubrange(at..<end, with: bytes[..<(end - at)]) }
    return true
  }

  /// What a failed sync may do to the changes that it was to keep.
  func settlePart(of file: SimulatedFile) {
    switch dice.below(4) {
    case 0:
      // All are on the disk all the same.
      for unsynced in file.pending { file.settle(unsynced.change) }
      file.forgetPending()
    case 1:
      // They stay in the cache, and a later sync takes them.
      break
    case let kind:
      // Some pages are not, and never will be. Reads still show them, or what was there before.
      for unsynced in file.pending {
        guard case .write(let offset, let bytes) = unsynced.change else {
          file.settle(unsynced.change)
          continue
        }
        // The size is kept apart from the pages.
        let end = offset + bytes.count
        if end > file.disk.count { file.settle(.truncate(end)) }
        for part in Survival.sectors(offset, bytes, 4096, &dice) { file.settle(part) }
      }
      file.forgetPending()
      if file.image != file.disk {
        strikes.add(.forgottenWrite)
        note("  forgottenWrite")
      }
      if kind == 3 { file.evict() }
    }
  }

  /// Starts the machine again.
  func restart() {
    let death = death ?? .killed
    if death == .powerCut { losePower() } else if dice.strikes(300) { evictClean() }
    revive()
  }

  /// Between two lives of a process, what is on the disk already may leave the cache.
  private func evictClean() {
    for path in names.keys.sorted() where !path.hasSuffix("/lock") {
      if let file = names[path], file.pending.isEmpty, dice.flip() { file.evict() }
    }
  }

  private func losePower() {
    let survival = dice.pick(Survival.allCases)
    note("  what survives: \(survival)")
    let files = Set(names.keys).union(durableNames.keys).sorted().compactMap {
      names[$0] ?? durableNames[$0]
    }
    let orders = (files.flatMap { $0.pending.map(\.order) } + pendingNames.map(\.order)).sorted()
    let limit = orders.isEmpty ? 0 : dice.pick(orders)
    var fates: [(order: Int, isKept: Bool)] = []
    for file in files { fates += lose(file, survival, limit) }
    fates += loseNames(survival, limit)
    let firstLost = fates.filter { !$0.isKept }.map(\.order).min() ?? .max
    for fate in fates where fate.isKept && fate.order > firstLost { strikes.add(.reordered) }
    for path in durableNames.keys.sorted() where !path.hasSuffix("/lock") {
      durableNames[path]?.evict()
    }
    names = durableNames
  }

  /// - Returns: the place of each change among all, and whether any of it survived.
  private func lose(
    _ file: SimulatedFile, _ survival: Survival, _ limit: Int
  ) -> [(order: Int, isKept: Bool)] {
    var fates: [(order: Int, isKept: Bool)] = []
    for unsynced in file.pending {
      let parts = survival.parts(
        of: unsynced.change, order: unsynced.order, limit: limit, &dice)
      if parts.isEmpty { strikes.add(.lostWrite) }
      fates.append((unsynced.order, !parts.isEmpty))
      if case .write(let offset, let bytes) = unsynced.change, !parts.isEmpty {
        let kept = parts.reduce(0) { sum, part in
          if case .write(_, let bytes) = part { sum + bytes.count } else { sum }
        }
        if kept < bytes.count {
          strikes.add(.tornWrite)
          // The size may be kept without the last sectors.
          if offset + bytes.count > file.disk.count, survival != .cut, dice.flip() {
            file.settle(.truncate(offset + bytes.count))
          }
        }
      }
      for part in parts { file.settle(part) }
    }
    file.forgetPending()
    return fates
  }

  private func loseNames(
    _ survival: Survival, _ limit: Int
  ) -> [(order: Int, isKept: Bool)] {
    var fates: [(order: Int, isKept: Bool)] = []
    for unsynced in pendingNames {
      let isKept =
        switch survival {
        case .nothing: false
        case .everything: true
        case .prefix: unsynced.order <= limit
        default: dice.flip()
        }
      if isKept { settle(unsynced.change) } else { strikes.add(.lostName) }
      fates.append((unsynced.order, isKept))
    }
    pendingNames.removeAll()
    for directory in directories.sorted() where !durableDirectories.contains(directory) {
      let isKept =
        survival == .everything
        || (survival != .nothing && durableNames.keys.contains { $0.hasPrefix(directory + "/") })
      if isKept { durableDirectories.insert(directory) }
    }
    directories = durableDirectories
    durableNames = durableNames.filter { directories.contains(Self.directory(of: $0.key)) }
    return fates
  }

  // MARK: Damage at rest

  /// Flips a bit of a file of the log or of the index; only between a power cut and the next start.
  ///
  /// - Returns: the file's path.
  func flipBit() -> String? {
    let paths = durableNames.keys.filter {
      !$0.hasSuffix("/lock") && durableNames[$0]!.disk.count > 0
    }.sorted()
    guard !paths.isEmpty else { return nil }
    let path = dice.pick(paths)
    guard let file = durableNames[path] else { return nil }
    let at = dice.below(file.disk.count)
    let bit = UInt8(1) << UInt8(dice.below(8))
    file.damage { $0[at] ^= bit }
    file.evict()
    strikes.add(.flippedBit)
    note("  flippedBit in \(path) \(at)")
    return path
  }

  /// Puts other bytes in the place of a file's; only between a power cut and the next start.
  func replace(_ path: String, with bytes: [UInt8]) {
    guard let file = durableNames[path] else { return }
    file.damage { $0 = bytes }
    file.evict()
    strikes.add(.foreignSegment)
    note("  foreignSegment \(path)")
  }

  /// Whether the disk holds bytes in segments that were not sent there.
  var isDamaged: Bool {
    names.contains { $0.key.contains("/log/") && $0.key.hasSuffix(".lz4") && $0.value.isDamaged }
  }

  /// The bytes of a file as reads show them; nil where it is not there.
  public func bytes(_ path: String) -> [UInt8]? { names[path]?.image }

  func segmentPath(_ first: UInt64) -> String {
    let digits = String(first)
    return "ledger/log/" + String(repeating: "0", count: 20 - digits.count) + digits + ".lz4"
  }

  var segments: [String] {
    names.keys.filter { $0.contains("/log/") && $0.hasSuffix(".lz4") }.sorted()
  }
}
