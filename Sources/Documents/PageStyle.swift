/// How a page looks: A4, black on white, no image but lines and greys, no colour, nothing from elsewhere.
enum PageStyle {
  static let css: StaticString = """
    @page {
      size: A4;
      margin: 18mm 18mm 22mm;
      font: 8pt/1.4 Inter, "Helvetica Neue", Arial, "Liberation Sans", sans-serif;
      @top-left { content: string(title) " " string(number) " – " string(seller); color: #444; }
      @bottom-left { content: string(seller); color: #444; }
      @bottom-right { content: "page " counter(page) "/" counter(pages); color: #444; }
    }
    @page :first { margin-top: 16mm; @top-left { content: none; } }
    * { margin: 0; padding: 0; }
    body {
      font: 9pt/1.45 Inter, "Helvetica Neue", Arial, "Liberation Sans", sans-serif;
      font-variant-numeric: tabular-nums;
      color: #000;
      overflow-wrap: anywhere;
    }
    h1 { string-set: title content(); font-size: 22pt; font-weight: 600; line-height: 1.1; }
    .number { string-set: number content(); }
    .seller .name { string-set: seller content(); }
    header { display: flex; justify-content: space-between; }
    .seller { width: 95mm; font-size: 8pt; color: #333; }
    .seller .name { font-size: 13pt; font-weight: 600; color: #000; line-height: 1.3; margin-bottom: 1mm; }
    .title { width: 70mm; }
    .title .number { font-size: 11pt; margin-top: 1.5mm; }
    .parties { display: flex; justify-content: space-between; margin: 10mm 0 10mm; }
    .parties .facts { width: 95mm; }
    .client { width: 70mm; }
    .client .name { font-weight: 600; }
    .client .siren { margin-top: 1.5mm; font-size: 8pt; color: #333; }
    table { border-collapse: collapse; }
    th { font-weight: 400; text-align: left; }
    .facts th { color: #444; width: 40mm; vertical-align: top; }
    .lines { width: 100%; }
    .lines th, .vat th { font-size: 7.5pt; color: #444; border-bottom: 0.6pt solid #000; padding: 0 0 1.2mm; }
    .lines td { border-bottom: 0.3pt solid #999; padding: 1.3mm 0; }
    .lines th, .lines td, .vat th, .vat td, .totals td {
      text-align: right; vertical-align: top; padding-left: 4mm; white-space: nowrap;
    }
    .lines .label, .vat .label { text-align: left; padding-left: 0; white-space: normal; width: 100%; }
    .lines small { display: block; font-size: 7.5pt; color: #444; }
    thead { display: table-header-group; }
    tr { break-inside: avoid; }
    .sums { display: flex; justify-content: space-between; margin-top: 8mm; break-inside: avoid; }
    .vat { width: 98mm; font-size: 8pt; }
    .vat table, .totals table { width: 100%; }
    .vat td { padding-top: 1.2mm; }
    .totals { width: 60mm; }
    .totals th, .totals td { padding-top: 0.8mm; padding-bottom: 0.8mm; }
    .totals .net th, .totals .net td { padding-top: 0; }
    .totals .gross th, .totals .gross td {
      font-size: 11pt; font-weight: 600; border-top: 0.6pt solid #000; padding-top: 1.6mm;
    }
    h2 { font-size: 10pt; font-weight: 600; margin-bottom: 1.5mm; }
    svg { width: 174mm; display: block; margin: 1mm 0 2mm; font-family: inherit; overflow: visible; }
    .lines + .facts { margin-top: 2.5mm; }
    .reckoned { margin-top: 1.5mm; font-weight: 600; }
    .settlement { margin-top: 9mm; break-inside: avoid; }
    .legal { margin-top: 7mm; font-size: 7.5pt; color: #333; break-inside: avoid; }
    .legal p { margin-bottom: 0.8mm; }
    @media screen {
      body { width: 174mm; margin: 10mm auto; padding: 16mm 18mm; box-shadow: 0 0 0 0.5pt #999; }
    }

    """
}
