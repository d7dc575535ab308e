/// `withUnsafeBytes` with the error type of its closure kept.
extension Array where Element == UInt8 {
  func reading<Answer, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    try withUnsafeBytes { bytes in
      Result { () throws(Failure) in try body(bytes) }
    }.get()
  }

  mutating func filling<Answer, Failure: Error>(
    _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    try withUnsafeMutableBytes { bytes in
      Result { () throws(Failure) in try body(bytes) }
    }.get()
  }
}
