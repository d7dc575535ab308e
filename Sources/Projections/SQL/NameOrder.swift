/// A name to be sorted, with its first sixteen bytes as numbers: most comparisons need no more.
private struct NameKey {
  var high: UInt64
  var low: UInt64
  var index: Int

  init(_ name: String, _ index: Int) {
    var copy = name
    (high, low) = copy.withUTF8 { bytes in
      (NameKey.number(bytes, from: 0), NameKey.number(bytes, from: 8))
    }
    self.index = index
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> UInt64 {
    var number: UInt64 = 0
    for index in start..<start + 8 {
      number = number << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0)
    }
    return number
  }
}

extension Array {
  /// Gives the elements, with where they stand, in the order of the bytes of a name: the order of the
  /// primary key. No element is copied.
  func forEach(
    by name: (Element) -> String, _ body: (Int, Element) throws(ProjectionError) -> Void
  ) throws(ProjectionError) {
    let order = order(by: name)
    try withUnsafeBufferPointer { elements throws(ProjectionError) in
      for index in order { try body(index, elements[index]) }
    }
  }

  private func order(by name: (Element) -> String) -> [Int] {
    withUnsafeBufferPointer { elements in
      var keys: [NameKey] = []
      keys.reserveCapacity(count)
      for index in elements.indices { keys.append(NameKey(name(elements[index]), index)) }
      keys.sort { one, two in
        if one.high != two.high { return one.high < two.high }
        if one.low != two.low { return one.low < two.low }
        let (first, second) = (name(elements[one.index]), name(elements[two.index]))
        if first.utf8.elementsEqual(second.utf8) { return one.index < two.index }
        return first.utf8.lexicographicallyPrecedes(second.utf8)
      }
      return keys.map(\.index)
    }
  }
}
