// Proofs that an event is in a log, and that a log only grew (RFC 6962 2.1, RFC 9162 2.1.3–2.1.4).

extension MerkleTree {
  /// The root of some leaves.
  public static func root(of leaves: ArraySlice<TreeHash>) -> TreeHash {
    var tree = MerkleTree()
    for leaf in leaves { tree.append(leaf: leaf) }
    return tree.root
  }

  /// The hashes that lead from a leaf to the root, the leaf's sibling first.
  ///
  /// - Parameter leaves: the leaf hashes of the tree, at least one.
  public static func inclusionProof(of index: UInt64, in leaves: [TreeHash]) -> [TreeHash] {
    precondition(index < UInt64(leaves.count), "the leaf is not in the tree")
    return path(Int(index), leaves[...])
  }

  /// The hashes that show that the tree of the first `size` leaves was only added to.
  public static func consistencyProof(from size: UInt64, in leaves: [TreeHash]) -> [TreeHash] {
    precondition(size <= UInt64(leaves.count), "the older tree is not the larger one")
    guard size > 0, size < UInt64(leaves.count) else { return [] }
    return subproof(Int(size), leaves[...], isWhole: true)
  }

  /// Whether a leaf is in the tree of that root (RFC 9162 2.1.3.2).
  public static func verifyInclusion(
    of leaf: TreeHash, at index: UInt64, size: UInt64, root: TreeHash, proof: [TreeHash]
  ) -> Bool {
    guard index < size else { return false }
    var place = index
    var last = size - 1
    var hash = leaf
    for sibling in proof {
      if last == 0 { return false }
      if place & 1 == 1 || place == last {
        hash = nodeHash(sibling, hash)
        while place & 1 == 0 && place != 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        hash = nodeHash(hash, sibling)
      }
      place >>= 1
      last >>= 1
    }
    return last == 0 && hash == root
  }

  /// Whether a tree is an older one with events added (RFC 9162 2.1.4.2).
  public static func verifyConsistency(
    from oldSize: UInt64, root oldRoot: TreeHash, to size: UInt64, root: TreeHash,
    proof: [TreeHash]
  ) -> Bool {
    if oldSize == size { return proof.isEmpty && oldRoot == root }
    guard oldSize > 0, oldSize < size, !proof.isEmpty else { return false }
    var rest = proof[...]
    var place = oldSize - 1
    var last = size - 1
    while place & 1 == 1 {
      place >>= 1
      last >>= 1
    }
    let start = oldSize.nonzeroBitCount == 1 ? oldRoot : rest.removeFirst()
    var old = start
    var new = start
    for hash in rest {
      if last == 0 { return false }
      if place & 1 == 1 || place == last {
        old = nodeHash(hash, old)
        new = nodeHash(hash, new)
        while place & 1 == 0 && place != 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        new = nodeHash(new, hash)
      }
      place >>= 1
      last >>= 1
    }
    return last == 0 && old == oldRoot && new == root
  }

  /// The largest power of two below a count of at least 2.
  private static func split(_ count: Int) -> Int {
    1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
  }

  private static func path(_ index: Int, _ leaves: ArraySlice<TreeHash>) -> [TreeHash] {
    guard leaves.count > 1 else { return [] }
    let half = split(leaves.count)
    let left = leaves.prefix(half)
    let right = leaves.dropFirst(half)
    return index < half
      ? path(index, left) + [root(of: right)] : path(index - half, right) + [root(of: left)]
  }

  private static func subproof(
    _ size: Int, _ leaves: ArraySlice<TreeHash>, isWhole: Bool
  ) -> [TreeHash] {
    if size == leaves.count { return isWhole ? [] : [root(of: leaves)] }
    let half = split(leaves.count)
    let left = leaves.prefix(half)
    let right = leaves.dropFirst(half)
    return size <= half
      ? subproof(size, left, isWhole: isWhole) + [root(of: right)]
      : subproof(size - half, right, isWhole: false) + [root(of: left)]
  }
}

extension LogReader {
  /// The leaf hashes of the first events, for proofs: 32 bytes each.
  public func leafHashes(to end: UInt64? = nil) throws -> [TreeHash] {
    var leaves: [TreeHash] = []
    leaves.reserveCapacity(Int(min(end ?? self.end, self.end)))
    var hasher = Hasher256()
    try forEach(to: end) { _, line in
      leaves.append(hasher.leaf(line.baseAddress!, line.count))
    }
    return leaves
  }
}
