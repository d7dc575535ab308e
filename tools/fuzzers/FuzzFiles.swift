// Files in memory, without faults, for one input of a fuzzer.
import Glibc

/// Used by one thread.
final class FuzzFiles: FileLayer, @unchecked Sendable {
  private(set) var contents: [String: [UInt8]] = [:]
  private var handles: [OpenFile: String] = [:]
  private var locked: OpenFile?
  private var next: Int32 = 1

  subscript(path: String) -> [UInt8]? {
    get { contents[path] }
    set { contents[path] = newValue }
  }

  func open(_ path: String, _ mode: OpenMode) throws(FileError) -> OpenFile {
    let path = Self.plain(path)
    if mode == .create, contents[path] != nil {
      throw FileError(call: "open", path: path, code: EEXIST)
    }
    if contents[path] == nil {
      if mode == .read { throw FileError(call: "open", path: path, code: ENOENT) }
      contents[path] = []
    }
    let file = OpenFile(descriptor: next)
    next += 1
    handles[file] = path
    return file
  }

  func close(_ file: OpenFile) {
    precondition(handles.removeValue(forKey: file) != nil, "a file is closed once")
    if locked == file { locked = nil }
  }

  var isAnythingOpen: Bool { !handles.isEmpty }

  func size(_ file: OpenFile) throws(FileError) -> Int { image(file).count }

  func read(
    _ file: OpenFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FileError) -> Int {
    let image = image(file)
    let end = min(image.count, offset + buffer.count)
    guard offset < end else { return 0 }
    image[offset..<end].withUnsafeBytes {
      UnsafeMutableRawBufferPointer(rebasing: buffer[..<(end - offset)]).copyMemory(from: $0)
    }
    return end - offset
  }

  func write(
    _ file: OpenFile, at offset: Int, _ bytes: UnsafeRawBufferPointer
  ) throws(FileError) {
    change(file) { image in
      if image.count < offset + bytes.count {
        image += [UInt8](repeating: 0, count: offset + bytes.count - image.count)
      }
      image.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
  }

  func truncate(_ file: OpenFile, to size: Int) throws(FileError) {
    change(file) { image in
      if image.count > size {
        image.removeLast(image.count - size)
      } else {
        image += [UInt8](repeating: 0, count: size - image.count)
      }
    }
  }

  func sync(_ file: OpenFile) throws(FileError) {}
  func makeDirectory(_ path: String) throws(FileError) {}
  func syncDirectory(_ path: String) throws(FileError) {}

  func list(_ path: String) throws(FileError) -> [String] {
    let prefix = Self.plain(path) + "/"
    return contents.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
      .sorted()
  }

  func rename(_ path: String, to other: String) throws(FileError) {
    contents[Self.plain(other)] = contents.removeValue(forKey: Self.plain(path))
  }

  func remove(_ path: String) throws(FileError) { contents[Self.plain(path)] = nil }

  func lock(_ file: OpenFile) throws(FileError) -> Bool {
    if locked != nil { return false }
    locked = file
    return true
  }

  func isLocked(_ file: OpenFile) throws(FileError) -> Bool { locked != nil && locked != file }

  private func image(_ file: OpenFile) -> [UInt8] {
    guard let path = handles[file], let image = contents[path]
    else { preconditionFailure("a file is used while it is open") }
    return image
  }

  private func change(_ file: OpenFile, _ body: (inout [UInt8]) -> Void) {
    guard let path = handles[file], var image = contents.removeValue(forKey: path)
    else { preconditionFailure("a file is used while it is open") }
    body(&image)
    contents[path] = image
  }

  private static func plain(_ path: String) -> String {
    path.replacing("/log/../", with: "/")
  }
}
