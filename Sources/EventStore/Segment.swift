// Segment files: their names, and reading them through one sliding buffer.

/// The files of a log's directory.
struct Segments {
  /// First positions, in order.
  var firsts: [UInt64] = []
  /// Segments that were being written anew when a writer stopped.
  var unfinished: [String] = []
  /// Names that are none of these, nor `tail` or `lock`.
  var unknown: [String] = []

  static func name(_ first: UInt64) -> String {
    let digits = String(first)
    return String(repeating: "0", count: 20 - digits.count) + digits + ".lz4"
  }

  static func list(_ directory: String, _ files: any FileLayer) throws(FileError) -> Segments {
    var segments = Segments()
    for entry in try files.list(directory) {
      if let first = UInt64(entry.prefix(20)), name(first) == entry, first < 1 << 62 {
        segments.firsts.append(first)
      } else if entry.hasSuffix(Repacking.suffix), let first = UInt64(entry.prefix(20)),
        name(first) + Repacking.suffix == entry
      {
        segments.unfinished.append(entry)
      } else if entry != Tail.name && entry != WriterLock.name {
        segments.unknown.append(entry)
      }
    }
    segments.firsts.sort()
    return segments
  }
}

/// One segment opened for reading; closed with the last reference.
final class Segment {
  let name: String
  let first: UInt64
  let size: Int
  private let files: any FileLayer
  private let file: OpenFile
  private var buffer: UnsafeMutableRawBufferPointer
  /// The part of the file that the buffer holds.
  private var held = 0..<0

  /// - Parameter suffix: behind the usual name, of a file that is not in its place yet.
  init(
    _ first: UInt64, in directory: String, _ files: any FileLayer, suffix: String = ""
  ) throws(FileError) {
    self.name = Segments.name(first)
    self.first = first
    self.files = files
    file = try files.open(directory + "/" + name + suffix, .read)
    buffer = .allocate(byteCount: 0, alignment: Padding.page)
    do throws(FileError) {
      size = try files.size(file)
    } catch {
      // With its last property set the object is whole, and `deinit` closes the file.
      size = 0
      throw error
    }
  }

  deinit {
    files.close(file)
    buffer.deallocate()
  }

  /// Bytes of the file, fewer where it ends; valid until the next call.
  func bytes(at offset: Int, _ count: Int) throws(FileError) -> UnsafeRawBufferPointer {
    let end = min(offset + count, size)
    guard offset < end else { return UnsafeRawBufferPointer(start: buffer.baseAddress, count: 0) }
    if offset < held.lowerBound || end > held.upperBound {
      try fill(from: offset, least: end - offset)
    }
    let available = max(0, min(end, held.upperBound) - offset)
    return UnsafeRawBufferPointer(
      start: buffer.baseAddress.map { $0 + (offset - held.lowerBound) }, count: available)
  }

  private func fill(from offset: Int, least: Int) throws(FileError) {
    // Small reads while hopping over headers, long ones once the reading is in sequence.
    let follows = offset >= held.lowerBound && offset <= held.upperBound && !held.isEmpty
    let wanted = min(size - offset, max(least, follows ? 1 << 20 : 1 << 14))
    if buffer.count < wanted {
      let size = max(wanted, 2 * buffer.count)
      buffer.deallocate()
      buffer = .allocate(byteCount: size, alignment: Padding.page)
    }
    held = 0..<0
    let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
    let read = try files.read(file, at: offset, into: part)
    held = offset..<offset + read
  }
}

/// The segments of a directory; none when it is not there.
func segmentsIfThere(
  _ directory: String, _ files: any FileLayer
) throws(LogError) -> Segments {
  do throws(FileError) {
    return try Segments.list(directory, files)
  } catch {
    if error.isAbsence { return Segments() }
    throw .file(error)
  }
}
