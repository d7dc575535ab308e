import CLinux
import Glibc
import Ledger

/// WeasyPrint, which makes PDFs of pages: a program beside ours, started without a shell.
enum WeasyPrint {
  /// Makes a PDF/A-3: the profile that is kept for years, and that an XML of the invoice may join.
  ///
  /// - Parameter issued: what stands for the clock in the file, so that it comes out the same again.
  /// - Returns: its exit code.
  static func run(_ paths: [String], issued: Day) throws(PageFolder.Failed) -> Int32 {
    let words = ["weasyprint", "--quiet", "--pdf-variant", "pdf/a-3b"] + paths
    let clock = "SOURCE_DATE_EPOCH=\(Paris.start(of: issued).microseconds / 1_000_000)"
    var child = pid_t()
    var argv = words.map { strdup($0) } + [nil]
    var envp = (environment + [clock]).map { strdup($0) } + [nil]
    defer { for text in argv + envp { free(text) } }
    let problem = posix_spawnp(&child, words[0], nil, nil, &argv, &envp)
    if problem == ENOENT {
      throw PageFolder.Failed(
        description: "weasyprint is not installed; install the Debian package weasyprint, "
          + "as tools/setup does, or leave --pdf out")
    }
    if problem != 0 {
      throw PageFolder.Failed(
        description: "couldn't start weasyprint: \(String(cString: strerror(problem)))")
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return clinux_wifexited(status) != 0 ? clinux_wexitstatus(status) : -1
  }

  /// Our own environment: it is only read, since other threads may read it too.
  private static var environment: [String] {
    var texts: [String] = []
    var next = environ
    while let text = next.pointee {
      texts.append(String(cString: text))
      next += 1
    }
    return texts.filter { !$0.hasPrefix("SOURCE_DATE_EPOCH=") }
  }
}
