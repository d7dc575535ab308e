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
    var words = ["weasyprint", "--quiet", "--pdf-variant", "pdf/a-3b"] + paths
    words.insert("--optimize-size=fonts", at: 1)
    setenv("SOURCE_DATE_EPOCH", "\(Paris.start(of: issued).microseconds / 1_000_000)", 1)
    var child = pid_t()
    var argv = words.map { strdup($0) } + [nil]
    defer { for text in argv { free(text) } }
    let problem = posix_spawnp(&child, words[0], nil, nil, &argv, environ)
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
}
