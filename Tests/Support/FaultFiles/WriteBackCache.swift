// The state of `WriteBackFiles`: what each written file holds, and what of it is not on the disk.
import EventStore
import Glibc

/// One change of a file that is not on the disk yet.
enum Change: Sendable {
  case write(Int, [UInt8])
  case truncate(Int)

  func apply(to image: inout [UInt8]) {
    switch self {
    case .truncate(let size): Self.resize(&image, to: size)
    case .write(let offset, let bytes):
      if image.count < offset + bytes.count { Self.resize(&image, to: offset + bytes.count) }
      image.withUnsafeMutableBytes { image in
        bytes.withUnsafeBytes { bytes in
          UnsafeMutableRawBufferPointer(rebasing: image[offset..<offset + bytes.count])
            .copyMemory(from: bytes)
        }
      }
    }
  }

  private static func resize(_ image: inout [UInt8], to size: Int) {
    if image.count > size {
      image.removeLast(image.count - size)
    } else {
      image += [UInt8](repeating: 0, count: size - image.count)
    }
  }
}

struct CachedFile: Sendable {
  /// What a reader sees.
  var image: [UInt8]
  /// Changes since the last sync.
  var pending: [Change] = []
  /// Changes synced while the name was not; they reach the disk with it.
  var settled: [Change] = []
  /// Whether the directory's entry is on the disk.
  var hasName: Bool
}

struct Cache: Sendable {
  static let firstHandle: Int32 = 1 << 30

  var files: [String: CachedFile] = [:]
  var handles: [OpenFile: String] = [:]
  var forgetsNextSync = false
  private var nextHandle = Self.firstHandle
  /// The state of the dice, when writes tear.
  private var chance: UInt64?

  init(chance: UInt64?) { self.chance = chance }

  mutating func open(
    _ path: String, _ mode: OpenMode, _ base: any FileLayer
  ) throws(FileError) -> OpenFile {
    if mode == .create, files[path] != nil {
      throw FileError(call: "open", path: path, code: EEXIST)
    }
    if files[path] == nil {
      if let image = try Self.load(path, base) {
        // The real layer says why a file cannot be created twice.
        if mode == .create { base.close(try base.open(path, .create)) }
        if mode == .write { files[path] = CachedFile(image: image, hasName: true) }
      } else {
        if mode == .read { base.close(try base.open(path, .read)) }
        files[path] = CachedFile(image: [], hasName: false)
      }
    }
    let handle = OpenFile(descriptor: nextHandle)
    nextHandle += 1
    handles[handle] = path
    return handle
  }

  func image(of file: OpenFile, _ base: any FileLayer) throws(FileError) -> [UInt8] {
    let path = path(of: file)
    if let cached = files[path] { return cached.image }
    return try Self.load(path, base) ?? []
  }

  mutating func change(
    _ file: OpenFile, _ change: Change, _ base: any FileLayer
  ) throws(FileError) {
    let path = path(of: file)
    guard var cached = files.removeValue(forKey: path)
    else { preconditionFailure("\(path) was opened for reading") }
    defer { files[path] = cached }
    change.apply(to: &cached.image)
    cached.pending.append(change)
    if cached.hasName { try leak(change, path, base) }
  }

  mutating func sync(_ file: OpenFile, _ base: any FileLayer) throws(FileError) {
    let path = path(of: file)
    guard var cached = files.removeValue(forKey: path) else { return }
    defer { files[path] = cached }
    if cached.hasName {
      try Self.write(cached.pending, path, .write, base)
    } else {
      cached.settled += cached.pending
    }
    cached.pending = []
  }

  /// Drops what a sync would have taken to the disk.
  mutating func forget(_ file: OpenFile) { files[path(of: file)]?.pending = [] }

  mutating func settleNames(in directory: String, _ base: any FileLayer) throws(FileError) {
    for (path, file) in files where !file.hasName && path.hasPrefix(directory + "/") {
      guard !path.dropFirst(directory.count + 1).contains("/") else { continue }
      try Self.write([.truncate(0)] + file.settled, path, .write, base)
      files[path]?.settled = []
      files[path]?.hasName = true
    }
  }

  /// Lets some pages of a write reach the disk before any sync.
  private mutating func leak(
    _ change: Change, _ path: String, _ base: any FileLayer
  ) throws(FileError) {
    guard chance != nil, case .write(let offset, let bytes) = change else { return }
    var parts: [Change] = []
    for start in stride(from: 0, to: bytes.count, by: 4096) where throwDice() {
      let part = bytes[start..<min(start + 4096, bytes.count)]
      parts.append(.write(offset + start, Array(part)))
    }
    try Self.write(parts, path, .write, base)
  }

  private mutating func throwDice() -> Bool {
    guard var state = chance else { return false }
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    chance = state
    return state >> 63 == 1
  }

  private func path(of file: OpenFile) -> String {
    guard let path = handles[file] else { preconditionFailure("the file is closed") }
    return path
  }

  private static func load(
    _ path: String, _ base: any FileLayer
  ) throws(FileError) -> [UInt8]? {
    let file: OpenFile
    do throws(FileError) {
      file = try base.open(path, .read)
    } catch {
      if error.isAbsence { return nil }
      throw error
    }
    defer { base.close(file) }
    var image = [UInt8](repeating: 0, count: try base.size(file))
    _ = try image.withUnsafeMutableBytes { bytes in
      Result { () throws(FileError) in try base.read(file, at: 0, into: bytes) }
    }.get()
    return image
  }

  private static func write(
    _ changes: [Change], _ path: String, _ mode: OpenMode, _ base: any FileLayer
  ) throws(FileError) {
    guard !changes.isEmpty else { return }
    let file = try base.open(path, mode)
    defer { base.close(file) }
    for change in changes {
      switch change {
      case .truncate(let size): try base.truncate(file, to: size)
      case .write(let offset, let bytes):
        try bytes.withUnsafeBytes { bytes in
          Result { () throws(FileError) in try base.write(file, at: offset, bytes) }
        }.get()
      }
    }
  }
}
