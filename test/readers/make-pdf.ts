/** Makes small PDFs for tests: text at places in a Chinese font that is not embedded, and ruled lines. */

export interface PdfText {
  readonly text: string
  readonly x: number
  /** Of the baseline, from the top of the page. */
  readonly y: number
  readonly size?: number
}

export interface PdfPage {
  readonly texts: readonly PdfText[]
  /** x1, y1, x2, y2 from the top of the page. */
  readonly rules?: readonly (readonly [number, number, number, number])[]
  /** Operators added as they are. */
  readonly more?: string
}

const HEIGHT = 842
const WIDTH = 595

export function makePdf(pages: readonly PdfPage[], more: { readonly trailer?: string } = {}): Uint8Array {
  const objects: string[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${6 + 2 * index} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R /DW 1000 /W [1 [500] 814 939 500] >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>',
  ]
  pages.forEach((page, index) => {
    const content = contentOf(page)
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${7 + 2 * index} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    )
  })
  let file = '%PDF-1.4\n'
  const places = objects.map((object, index) => {
    const at = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const start = file.length
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${more.trailer ?? ''}>>\nstartxref\n${start}\n%%EOF\n`
  return new Uint8Array(Buffer.from(file, 'latin1'))
}

function contentOf({ texts, rules = [], more = '' }: PdfPage): string {
  const shown = texts.map(({ text, x, y, size = 16 }) => {
    const hex = [...text].map((sign) => sign.charCodeAt(0).toString(16).padStart(4, '0')).join('')
    return `BT /F1 ${size} Tf 1 0 0 1 ${x} ${HEIGHT - y} Tm <${hex}> Tj ET`
  })
  const drawn = rules.map(([x1, y1, x2, y2]) => `${x1} ${HEIGHT - y1} m ${x2} ${HEIGHT - y2} l S`)
  return [...shown, ...drawn, more].join('\n')
}

/** Lines of a paragraph set in a column: the first indented by two characters, all but the last full. */
export function paragraph(text: string, x: number, y: number, characters: number, size = 16): PdfText[] {
  const lines: PdfText[] = []
  const first = characters - 2
  lines.push({ text: text.slice(0, first), x: x + 2 * size, y, size })
  for (let at = first; at < text.length; at += characters) {
    lines.push({ text: text.slice(at, at + characters), x, y: y + 1.75 * size * lines.length, size })
  }
  return lines
}

/** Rules and texts of a table whose rows have one height. */
export function pdfTable(
  rows: readonly (readonly string[])[],
  edges: readonly number[],
  top: number,
  height = 24,
): PdfPage {
  const bottom = top + rows.length * height
  return {
    texts: rows.flatMap((cells, row) =>
      cells.flatMap((text, column) =>
        text === '' ? [] : [{ text, x: edges[column]! + 4, y: top + row * height + 17, size: 12 }],
      ),
    ),
    rules: [
      ...Array.from(
        { length: rows.length + 1 },
        (_, row) => [edges[0]!, top + row * height, edges.at(-1)!, top + row * height] as const,
      ),
      ...edges.map((x) => [x, top, x, bottom] as const),
    ],
  }
}
