// The real file system.
import CLinux
import Glibc

/// Files of the operating system; an `OpenFile` is a file descriptor.
public struct SystemFiles: FileLayer {
  public init() {}

  static let absent = ENOENT

  static func message(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }

  public func open(_ path: String, _ mode: OpenMode) throws(FileError) -> OpenFile {
    let flags =
      switch mode {
      case .read: O_RDONLY
      case .write: O_RDWR | O_CREAT
      case .create: O_RDWR | O_CREAT | O_EXCL
      }
    let descriptor = Glibc.open(path, flags | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(call: "open", path: path, code: errno) }
    return OpenFile(descriptor: descriptor)
  }

  public func close(_ file: OpenFile) {
    clinux_unlock(file.descriptor)
    _ = Glibc.close(file.descriptor)
  }

  public func size(_ file: OpenFile) throws(FileError) -> Int {
    var status = stat()
    guard fstat(file.descriptor, &status) == 0 else { throw failure("stat", file) }
    return Int(status.st_size)
  }

  public func read(
    _ file: OpenFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FileError) -> Int {
    var done = 0
    while done < buffer.count {
      let some = pread(
        file.descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
      if some == 0 { break }
      if some < 0 {
        if errno == EINTR { continue }
        throw failure("read", file)
      }
      done += some
    }
    return done
  }

  public func write(
    _ file: OpenFile, at offset: Int, _ bytes: UnsafeRawBufferPointer
  ) throws(FileError) {
    var done = 0
    while done < bytes.count {
      let some = pwrite(
        file.descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(offset + done))
      if some < 0 {
        if errno == EINTR { continue }
        throw failure("write", file)
      }
      done += some
    }
  }

  public func truncate(_ file: OpenFile, to size: Int) throws(FileError) {
    guard ftruncate(file.descriptor, off_t(size)) == 0 else { throw failure("truncate", file) }
  }

  public func sync(_ file: OpenFile) throws(FileError) {
    guard fdatasync(file.descriptor) == 0 else { throw failure("sync", file) }
  }

  public func makeDirectory(_ path: String) throws(FileError) {
    guard mkdir(path, 0o755) == 0 || errno == EEXIST
    else { throw FileError(call: "create directory", path: path, code: errno) }
  }

  public func syncDirectory(_ path: String) throws(FileError) {
    let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(call: "open", path: path, code: errno) }
    defer { _ = Glibc.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileError(call: "sync", path: path, code: errno) }
  }

  public func list(_ path: String) throws(FileError) -> [String] {
    guard let directory = opendir(path)
    else { throw FileError(call: "list", path: path, code: errno) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  public func rename(_ path: String, to other: String) throws(FileError) {
    guard Glibc.rename(path, other) == 0
    else { throw FileError(call: "rename", path: path, code: errno) }
  }

  public func remove(_ path: String) throws(FileError) {
    guard unlink(path) == 0 else { throw FileError(call: "remove", path: path, code: errno) }
  }

  public func lock(_ file: OpenFile) throws(FileError) -> Bool {
    let answer = clinux_lock(file.descriptor)
    guard answer >= 0 else { throw failure("lock", file) }
    return answer == 1
  }

  public func isLocked(_ file: OpenFile) throws(FileError) -> Bool {
    let answer = clinux_locked(file.descriptor)
    guard answer >= 0 else { throw failure("ask the lock of", file) }
    return answer == 1
  }

  private func failure(_ call: String, _ file: OpenFile) -> FileError {
    let code = errno
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/fd/\(file.descriptor)", &buffer, buffer.count)
    let path = buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }
    return FileError(call: call, path: String(decoding: path, as: UTF8.self), code: code)
  }
}
