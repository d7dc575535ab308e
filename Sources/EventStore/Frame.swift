// LZ4 frames: one per block, independent blocks, content size and content checksum present.
import CLZ4

/// Makes frames, its compression state reused.
///
/// The library makes them without a content checksum; that, and what the header says of it, is put there here.
final class FrameWriter {
  /// Magic, flags, block size and content size, before the header's own check.
  private static let headerBytes = 14
  /// In the flags: the content's checksum stands behind the last block.
  private static let hasChecksum: UInt8 = 1 << 2
  private var context: OpaquePointer?
  private let level: Int32

  /// - Parameter level: 0 for speed; from 3 on LZ4 HC, which takes longer to pack and no longer to read.
  init(level: Int32 = 0) {
    self.level = level
    let code = LZ4F_createCompressionContext(&context, UInt32(LZ4F_VERSION))
    precondition(LZ4F_isError(code) == 0, "liblz4 gave no compression context")
  }

  deinit { LZ4F_freeCompressionContext(context) }

  /// The most bytes that the frame of so many bytes takes.
  static func bound(_ contentBytes: Int) -> Int {
    var preferences = preferences(contentBytes)
    return LZ4F_compressBound(contentBytes, &preferences) + 64 + MemoryLayout<UInt32>.size
  }

  /// Writes one whole frame and gives its size.
  func write(_ content: UnsafeRawBufferPointer, to target: UnsafeMutableRawBufferPointer) -> Int {
    var preferences = Self.preferences(content.count)
    preferences.compressionLevel = level
    let start = target.baseAddress!
    var size = checked(LZ4F_compressBegin(context, start, target.count, &preferences))
    size += checked(
      LZ4F_compressUpdate(
        context, start + size, target.count - size, content.baseAddress, content.count, nil))
    size += checked(LZ4F_compressEnd(context, start + size, target.count - size, nil))
    target[4] |= Self.hasChecksum
    let described = UnsafeRawBufferPointer(rebasing: target[4..<Self.headerBytes])
    target[Self.headerBytes] = UInt8(truncatingIfNeeded: ContentChecksum.of(described) >> 8)
    target.store(ContentChecksum.of(content), at: size)
    return size + MemoryLayout<UInt32>.size
  }

  private static func preferences(_ contentBytes: Int) -> LZ4F_preferences_t {
    var preferences = LZ4F_preferences_t()
    preferences.frameInfo.blockSizeID =
      switch contentBytes {
      case ...(64 << 10): LZ4F_max64KB
      case ...(256 << 10): LZ4F_max256KB
      case ...(1 << 20): LZ4F_max1MB
      default: LZ4F_max4MB
      }
    preferences.frameInfo.blockMode = LZ4F_blockIndependent
    preferences.frameInfo.contentSize = UInt64(contentBytes)
    preferences.autoFlush = 1
    return preferences
  }

  /// Its buffers are large enough by construction: a failure is a bug here.
  private func checked(_ code: Int) -> Int {
    precondition(
      LZ4F_isError(code) == 0,
      "liblz4: \(LZ4F_getErrorName(code).map { String(cString: $0) } ?? "")")
    return code
  }
}

/// Why a frame did not give the content its header names.
struct FrameError: Error {
  var expected: String
  var found: String
}

/// Reads frames, its state and its output buffer reused.
final class FrameReader {
  /// Version 1, independent blocks, no block checksums, content size, content checksum, no dictionary.
  private static let flags: UInt8 = 0x6C
  /// As the library calls it.
  private static let wrongChecksum = "ERROR_contentChecksum_invalid"
  private var context: OpaquePointer?
  private var options = LZ4F_decompressOptions_t()
  private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 0, alignment: 64)

  init() {
    // The checksum is compared here.
    options.skipChecksums = 1
    let code = LZ4F_createDecompressionContext(&context, UInt32(LZ4F_VERSION))
    precondition(LZ4F_isError(code) == 0, "liblz4 gave no decompression context")
  }

  deinit {
    LZ4F_freeDecompressionContext(context)
    buffer.deallocate()
  }

  /// The content of exactly one frame, which stays valid until the next call.
  ///
  /// - Throws: when the frame is malformed, its checksum is wrong, it ends early or late, or its
  ///   content has not the size named.
  func content(
    of frame: UnsafeRawBufferPointer, bytes: Int, checked: Bool = true
  ) throws(FrameError) -> UnsafeRawBufferPointer {
    reserve(bytes)
    try decode(frame, bytes: bytes, to: buffer, checked: checked)
    return UnsafeRawBufferPointer(start: buffer.baseAddress, count: bytes)
  }

  /// The most room that decoding takes beyond the content.
  static let slack = 4 << 20

  /// Decodes exactly one frame.
  ///
  /// - Parameter checked: whether the content's checksum is compared; not needed where its lines are hashed and their
  ///   root is known.
  /// - Parameter target: has room for the content and `slack`; with less than that behind the content, the library
  ///   decodes by a copy.
  func decode(
    _ frame: UnsafeRawBufferPointer, bytes: Int, to target: UnsafeMutableRawBufferPointer,
    checked: Bool = true
  ) throws(FrameError) {
    guard frame.count > 4, frame[4] == Self.flags else {
      throw FrameError(
        expected: "independent blocks, content size and content checksum", found: "other flags")
    }
    var done = 0
    var used = 0
    var rest = 1
    while rest != 0 && used < frame.count {
      // Room for a whole LZ4 block beyond the content lets the library decode in place.
      var room = target.count - done
      var taken = frame.count - used
      rest = LZ4F_decompress(
        context, target.baseAddress! + done, &room, frame.baseAddress! + used, &taken, &options)
      if LZ4F_isError(rest) != 0 {
        LZ4F_resetDecompressionContext(context)
        let name = LZ4F_getErrorName(rest).map { String(cString: $0) } ?? "an error"
        throw FrameError(expected: "an LZ4 frame", found: name)
      }
      done += room
      used += taken
      if room == 0 && taken == 0 { break }
    }
    if rest == 0, checked {
      let content = UnsafeRawBufferPointer(start: target.baseAddress, count: done)
      let stored = frame.load(UInt32.self, at: used - MemoryLayout<UInt32>.size)
      guard ContentChecksum.of(content) == stored else {
        throw FrameError(expected: "an LZ4 frame", found: Self.wrongChecksum)
      }
    }
    guard rest == 0, used == frame.count, done == bytes else {
      LZ4F_resetDecompressionContext(context)
      throw FrameError(
        expected: "one LZ4 frame of \(frame.count) bytes holding \(bytes)",
        found: "\(rest == 0 ? "one" : "part of one") of \(used) holding \(done)")
    }
  }

  private func reserve(_ bytes: Int) {
    let block = bytes <= 64 << 10 ? 64 << 10 : bytes <= 1 << 20 ? 1 << 20 : 4 << 20
    let needed = bytes + block
    guard buffer.count < needed else { return }
    let size = max(needed, 2 * buffer.count)
    buffer.deallocate()
    buffer = .allocate(byteCount: size, alignment: 64)
  }
}
