// A disk with a cache that a killed process takes with it: what was not synced is lost.
public import EventStore
import Glibc
import Synchronization

/// Files whose writes stay in this process's memory until `sync`, and whose names until `syncDirectory`.
///
/// Reads see them. A process killed by SIGKILL loses what was not synced, as a machine does
/// that loses power. The file named `lock` is written through: a lock needs a real file.
public final class WriteBackFiles: WrappingFiles {
  public let base: any FileLayer = SystemFiles()
  private let honoursSync: Bool
  private let cache: Mutex<Cache>

  /// - Parameters:
  ///   - honoursSync: false is the broken disk that acknowledges a sync and does nothing.
  ///   - seed: when given, some pages of each write reach the disk before any sync, chosen by it.
  public init(honoursSync: Bool = true, tearing seed: UInt64? = nil) {
    self.honoursSync = honoursSync
    cache = Mutex(Cache(chance: seed))
  }

  public func open(_ path: String, _ mode: OpenMode) throws(FileError) -> OpenFile {
    let path = Self.plain(path)
    if path.hasSuffix("/lock") { return try base.open(path, mode) }
    return try locked { (cache) throws(FileError) in try cache.open(path, mode, base) }
  }

  public func close(_ file: OpenFile) {
    guard file.descriptor >= Cache.firstHandle else { return base.close(file) }
    cache.withLock { $0.handles[file] = nil }
  }

  public func size(_ file: OpenFile) throws(FileError) -> Int {
    guard file.descriptor >= Cache.firstHandle else { return try base.size(file) }
    return try locked { (cache) throws(FileError) in try cache.image(of: file, base).count }
  }

  public func read(
    _ file: OpenFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FileError) -> Int {
    guard file.descriptor >= Cache.firstHandle
    else { return try base.read(file, at: offset, into: buffer) }
    nonisolated(unsafe) let buffer = buffer
    return try locked { (cache) throws(FileError) in
      let image = try cache.image(of: file, base)
      let end = min(image.count, offset + buffer.count)
      guard offset < end else { return 0 }
      image[offset..<end].withUnsafeBytes { buffer.copyMemory(from: $0) }
      return end - offset
    }
  }

  public func write(
    _ file: OpenFile, at offset: Int, _ bytes: UnsafeRawBufferPointer
  ) throws(FileError) {
    guard file.descriptor >= Cache.firstHandle
    else { return try base.write(file, at: offset, bytes) }
    let copy = [UInt8](unsafeUninitializedCapacity: bytes.count) { target, used in
      UnsafeMutableRawBufferPointer(target).copyMemory(from: bytes)
      used = bytes.count
    }
    let change = Change.write(offset, copy)
    try locked { (cache) throws(FileError) in try cache.change(file, change, base) }
  }

  public func truncate(_ file: OpenFile, to size: Int) throws(FileError) {
    guard file.descriptor >= Cache.firstHandle else { return try base.truncate(file, to: size) }
    try locked { (cache) throws(FileError) in try cache.change(file, .truncate(size), base) }
  }

  public func sync(_ file: OpenFile) throws(FileError) {
    guard file.descriptor >= Cache.firstHandle, honoursSync else { return }
    let isForgotten = cache.withLock { cache in
      defer { cache.forgetsNextSync = false }
      if cache.forgetsNextSync { cache.forget(file) }
      return cache.forgetsNextSync
    }
    if isForgotten { throw FileError(call: "sync", path: "a forgetful disk", code: EIO) }
    try locked { (cache) throws(FileError) in try cache.sync(file, base) }
  }

  /// Makes the next sync fail: reads go on showing what it was to keep, and later syncs succeed without it.
  public func forgetNextSync() { cache.withLock { $0.forgetsNextSync = true } }

  public func syncDirectory(_ path: String) throws(FileError) {
    guard honoursSync else { return }
    let path = Self.plain(path)
    try locked { (cache) throws(FileError) in try cache.settleNames(in: path, base) }
  }

  public func list(_ path: String) throws(FileError) -> [String] {
    let names = try base.list(path)
    let prefix = Self.plain(path) + "/"
    let unsettled = cache.withLock { cache in
      cache.files.filter { !$0.value.hasName && $0.key.hasPrefix(prefix) }
        .map { String($0.key.dropFirst(prefix.count)) }.filter { !$0.contains("/") }
    }
    return Set(names + unsettled).sorted()
  }

  public func rename(_ path: String, to other: String) throws(FileError) {
    let (path, other) = (Self.plain(path), Self.plain(other))
    try locked { (cache) throws(FileError) in
      guard let file = cache.files.removeValue(forKey: path) else {
        cache.files[other] = nil
        return try base.rename(path, to: other)
      }
      cache.files[other] = file
      if file.hasName { try base.rename(path, to: other) }
    }
  }

  public func remove(_ path: String) throws(FileError) {
    let path = Self.plain(path)
    let file = cache.withLock { $0.files.removeValue(forKey: path) }
    if file?.hasName ?? true { try base.remove(path) }
  }

  private func locked<R: Sendable>(
    _ body: (inout Cache) throws(FileError) -> sending R
  ) throws(FileError) -> R {
    try cache.withLock { (cache) throws(FileError) -> sending R in try body(&cache) }
  }

  /// A path without `x/..`.
  private static func plain(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }
}
