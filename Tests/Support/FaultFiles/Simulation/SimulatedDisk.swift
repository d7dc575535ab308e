// A machine's disk and cache in memory, deterministic from a seed, with every fault of `Fault`.
public import EventStore
import Glibc

/// A file layer over a disk that fails as disks do.
///
/// Used by one thread. What is written shows in reads at once, and is on the disk after a sync. After `cut` the
/// machine is dead, and every call fails until `restart`. The file named `lock` is only a lock: nothing
/// happens to its bytes.
public final class SimulatedDisk: FileLayer, @unchecked Sendable {
  struct Handle {
    var file: SimulatedFile
    var path: String
    var holdsLock = false
  }

  struct NameChange {
    var directory: String
    var removed: String?
    var added: (path: String, file: SimulatedFile)?
  }

  enum Death { case powerCut, killed }

  var dice: Dice
  var rates: FaultRates
  /// No fault strikes now.
  var isCalm = false
  public internal(set) var strikes = Strikes()
  private(set) var trace = Trace()
  /// Told what happens, for the replay of one run.
  var narrate: ((String) -> Void)?
  /// Calls so far; the machine stops inside call `stop.call`.
  public private(set) var calls = 0
  var stop: (call: Int, death: Death)?
  private(set) var death: Death?
  /// How many calls were made to fail.
  private(set) var failures = 0
  /// Whether one that changes a file of the log was, since this was last reset.
  var failedLogChange = false
  /// What no program may do with files.
  private(set) var misuse: [String] = []

  var names: [String: SimulatedFile] = [:]
  var durableNames: [String: SimulatedFile] = [:]
  var pendingNames: [Unsynced<NameChange>] = []
  var directories: Set<String>
  var durableDirectories: Set<String>
  var handles: [OpenFile: Handle] = [:]
  private var nextHandle: Int32 = 1
  /// The first handle since the machine or the process started.
  private var firstHandle: Int32 = 1
  private var changes = 0
  private var isFull = false

  /// - Parameter directory: the only one there is at first.
  init(seed: UInt64, directory: String, rates: FaultRates) {
    dice = Dice(seed: seed)
    self.rates = rates
    directories = [directory]
    durableDirectories = [directory]
  }

  var isDead: Bool { death != nil }
  var openHandles: [String] { handles.values.map(\.path).sorted() }

  // MARK: The calls

  public func open(_ path: String, _ mode: OpenMode) throws(FileError) -> OpenFile {
    let path = Self.plain(path)
    let dies = try enter("open", path)
    if mode == .read {
      if struck(rates.failedRead) { throw fail(.failedRead, "open", path, EIO, changes: false) }
    } else if struck(rates.failedCall) {
      throw fail(.failedCall, "open", path, EIO, changes: true)
    }
    if mode == .create, names[path] != nil {
      throw FileError(call: "open", path: path, code: EEXIST)
    }
    if names[path] == nil {
      guard mode != .read, directories.contains(Self.directory(of: path))
      else { throw FileError(call: "open", path: path, code: ENOENT) }
      if isFull, dice.flip() { throw fail(.fullDisk, "open", path, ENOSPC, changes: true) }
      add(NameChange(directory: Self.directory(of: path), added: (path, SimulatedFile())))
    }
    try requireAlive(dies)
    let handle = OpenFile(descriptor: nextHandle)
    nextHandle += 1
    handles[handle] = Handle(file: names[path]!, path: path)
    return handle
  }

  public func close(_ file: OpenFile) {
    if handles.removeValue(forKey: file) == nil, file.descriptor >= firstHandle, !isDead {
      misuse.append("a file was closed twice")
    }
  }

  public func size(_ file: OpenFile) throws(FileError) -> Int {
    let handle = try reading("stat", file)
    return handle.file.image.count
  }

  public func read(
    _ file: OpenFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FileError) -> Int {
    let image = try reading("read", file).file.image
    let end = min(image.count, offset + buffer.count)
    guard offset < end else { return 0 }
    image.withUnsafeBytes {
      UnsafeMutableRawBufferPointer(rebasing: buffer[..<(end - offset)])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<end]))
    }
    return end - offset
  }

  public func write(
    _ file: OpenFile, at offset: Int, _ bytes: UnsafeRawBufferPointer
  ) throws(FileError) {
    let handle = try handle(file)
    let isLock = handle.path.hasSuffix("/lock")
    let dies = try enter("write", handle.path, isLock ? 0 : offset, isLock ? 0 : bytes.count)
    let growth = max(0, offset + bytes.count - handle.file.image.count)
    if isLock { return Change.write(offset, Array(bytes)).apply(to: &handle.file.image) }
    if !isCalm, growth > 0, isFull || dice.strikes(rates.fullDisk) {
      isFull = true
      let kept = bytes.count - growth + dice.below(growth)
      record(handle, .write(offset, Array(bytes[..<kept])))
      throw fail(.fullDisk, "write", handle.path, ENOSPC, changes: true)
    }
    if struck(rates.failedWrite) {
      // A write inside one sector is made whole or not at all.
      let isSmall = offset / 512 == (offset + bytes.count - 1) / 512
      let kept = isSmall ? 0 : dice.below(bytes.count)
      record(handle, .write(offset, Array(bytes[..<kept])))
      throw fail(.failedWrite, "write", handle.path, EIO, changes: true)
    }
    let done = dies && stop?.death == .killed ? dice.below(bytes.count + 1) : bytes.count
    record(handle, .write(offset, Array(bytes[..<done])))
    try requireAlive(dies)
  }

  public func truncate(_ file: OpenFile, to size: Int) throws(FileError) {
    let handle = try handle(file)
    let isLock = handle.path.hasSuffix("/lock")
    let dies = try enter("truncate", handle.path, isLock ? 0 : size)
    if isLock { return Change.truncate(size).apply(to: &handle.file.image) }
    if struck(rates.failedCall) {
      throw fail(.failedCall, "truncate", handle.path, EIO, changes: true)
    }
    record(handle, .truncate(size))
    try requireAlive(dies)
  }

  public func sync(_ file: OpenFile) throws(FileError) {
    let handle = try handle(file)
    let dies = try enter("sync", handle.path)
    try requireAlive(dies)
    if struck(rates.failedSync) {
      settlePart(of: handle.file)
      throw fail(.failedSync, "sync", handle.path, EIO, changes: true)
    }
    settle(handle.file, handle.path)
  }

  public func makeDirectory(_ path: String) throws(FileError) {
    let path = Self.plain(path)
    let dies = try enter("create directory", path)
    if struck(rates.failedCall) {
      throw fail(.failedCall, "create directory", path, EIO, changes: false)
    }
    directories.insert(path)
    try requireAlive(dies)
  }

  public func syncDirectory(_ path: String) throws(FileError) {
    let path = Self.plain(path)
    let dies = try enter("sync directory", path)
    try requireAlive(dies)
    // The names stay unsynced: a later sync takes them to the disk.
    if struck(rates.failedSync) {
      throw fail(.failedSync, "sync", path + "/log/.", EIO, changes: true)
    }
    for change in pendingNames where change.change.directory == path { settle(change.change) }
    pendingNames.removeAll { $0.change.directory == path }
    for directory in directories where Self.directory(of: directory) == path {
      durableDirectories.insert(directory)
    }
  }

  public func list(_ path: String) throws(FileError) -> [String] {
    let path = Self.plain(path)
    try requireAlive(try enter("list", path))
    if struck(rates.failedRead) { throw fail(.failedRead, "list", path, EIO, changes: false) }
    guard directories.contains(path)
    else { throw FileError(call: "list", path: path, code: ENOENT) }
    return names.keys.filter { Self.directory(of: $0) == path }
      .map { String($0.dropFirst(path.utf8.count + 1)) }.sorted()
  }

  public func rename(_ path: String, to other: String) throws(FileError) {
    let (path, other) = (Self.plain(path), Self.plain(other))
    let dies = try enter("rename", path)
    if struck(rates.failedCall) { throw fail(.failedCall, "rename", path, EIO, changes: true) }
    guard let file = names[path] else { throw FileError(call: "rename", path: path, code: ENOENT) }
    add(NameChange(directory: Self.directory(of: path), removed: path, added: (other, file)))
    try requireAlive(dies)
  }

  public func remove(_ path: String) throws(FileError) {
    let path = Self.plain(path)
    let dies = try enter("remove", path)
    if struck(rates.failedCall) { throw fail(.failedCall, "remove", path, EIO, changes: true) }
    guard names[path] != nil else { throw FileError(call: "remove", path: path, code: ENOENT) }
    add(NameChange(directory: Self.directory(of: path), removed: path))
    try requireAlive(dies)
  }

  public func lock(_ file: OpenFile) throws(FileError) -> Bool {
    try requireAlive(try enter("lock", handle(file).path))
    if try isHeldByAnother(file) { return false }
    handles[file]?.holdsLock = true
    return true
  }

  public func isLocked(_ file: OpenFile) throws(FileError) -> Bool {
    try requireAlive(try enter("ask the lock of", handle(file).path))
    if struck(rates.failedRead) {
      throw fail(.failedRead, "ask the lock of", try handle(file).path, EIO, changes: false)
    }
    return try isHeldByAnother(file)
  }

  // MARK: Beneath the calls

  /// Counts a call; true when the machine stops inside it.
  private func enter(
    _ call: String, _ path: String, _ offset: Int = 0, _ count: Int = 0
  ) throws(FileError) -> Bool {
    if isDead { throw Self.dead }
    calls += 1
    note("\(calls) \(call) \(path)" + (count > 0 || offset > 0 ? " \(offset) \(count)" : ""))
    guard let stop, calls >= stop.call else { return false }
    return true
  }

  private static let dead = FileError(call: "reach", path: "a machine that stopped", code: EIO)

  private func requireAlive(_ dies: Bool) throws(FileError) {
    guard dies, let stop else { return }
    die(stop.death)
    throw Self.dead
  }

  /// Adds to the trace.
  func note(_ text: String) {
    trace.add(text)
    narrate?(text)
  }

  /// Stops the machine or the process now.
  func die(_ death: Death) {
    guard !isDead else { return }
    self.death = death
    stop = nil
    strikes.add(death == .powerCut ? .powerCut : .killed)
    note("  \(death)")
  }

  /// Lets the machine or the process start again, with nothing open.
  func revive() {
    death = nil
    handles.removeAll()
    firstHandle = nextHandle
    isFull = false
  }

  private func struck(_ rate: Int) -> Bool { !isCalm && dice.strikes(rate) }

  private func fail(
    _ fault: Fault, _ call: String, _ path: String, _ code: Int32, changes: Bool
  ) -> FileError {
    strikes.add(fault)
    failures += 1
    note("  \(fault.rawValue)")
    if changes, path.contains("/log/") { failedLogChange = true }
    return FileError(call: call, path: path, code: code)
  }

  private func handle(_ file: OpenFile) throws(FileError) -> Handle {
    if let handle = handles[file] { return handle }
    if !isDead { misuse.append("a file was used after it was closed") }
    throw FileError(call: "use", path: "a closed file", code: EBADF)
  }

  private func reading(_ call: String, _ file: OpenFile) throws(FileError) -> Handle {
    let handle = try handle(file)
    let dies = try enter(call, handle.path)
    try requireAlive(dies)
    if struck(rates.failedRead) { throw fail(.failedRead, call, handle.path, EIO, changes: false) }
    return handle
  }

  private func isHeldByAnother(_ file: OpenFile) throws(FileError) -> Bool {
    let own = try handle(file).file
    return handles.contains { $0 != file && $1.holdsLock && $1.file === own }
  }

  private func record(_ handle: Handle, _ change: Change) {
    changes += 1
    handle.file.change(change, changes)
  }

  private func add(_ change: NameChange) {
    if let removed = change.removed { names[removed] = nil }
    if let (path, file) = change.added { names[path] = file }
    changes += 1
    pendingNames.append(Unsynced(order: changes, change: change))
  }

  func settle(_ change: NameChange) {
    if let removed = change.removed { durableNames[removed] = nil }
    if let (path, file) = change.added { durableNames[path] = file }
  }

  /// A path without `x/..`.
  static func plain(_ path: String) -> String {
    guard path.contains("/..") else { return path }
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      if part == "..", !parts.isEmpty { parts.removeLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }

  static func directory(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}
