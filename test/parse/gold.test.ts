/** The headings of real documents, against gold checked by hand. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseDocument } from '../../src/parse/parse-document.ts'
import { decodeSource } from '../../src/text/decode.ts'

const FOLDER = new URL('../fixtures/documents/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, FOLDER))

interface Gold {
  headings: { line: number; level: number; span: string }[]
  toc_lines: number[]
  page_number_lines?: number[]
}

function parse(id: string) {
  return parseDocument(decodeSource(id, read(`${id}.txt`), {}))
}

describe.each(['sd-chain-2024', 'qd-aipark-2023', 'miit-zzgh-2021', 'gz-housing-2024', 'bj-water-2022'])(
  'gold headings of %s',
  (id) => {
    const gold = JSON.parse(read(`gold/${id}.json`).toString()) as Gold
    const tree = parse(id)

    it('finds every heading on its line, with its level, and no other', () => {
      const found = tree.sections.map((section) => `${section.line}:${section.level}`)
      expect(found).toEqual(gold.headings.map((heading) => `${heading.line}:${heading.level}`))
    })

    it('sets the contents list and page numbers apart', () => {
      expect(tree.receipt.tocLines).toEqual(gold.toc_lines)
      expect(tree.receipt.pageNumberLines).toEqual(gold.page_number_lines ?? [])
    })
  },
)

describe('the seed plan', () => {
  const tree = parse('jiading-2023-27')

  it('has 9 × 一、, 26 × (一), 16 × 1. and no other section', () => {
    const levels = [1, 2, 3].map((level) => tree.sections.filter((section) => section.level === level).length)
    expect(levels).toEqual([9, 26, 16])
    expect(tree.sections).toHaveLength(51)
  })

  it('has 35 responsibility sentences', () => {
    const all = tree.paragraphs.flatMap((paragraph) => paragraph.sentences)
    expect(all.filter((sentence) => sentence.kind === 'responsibility')).toHaveLength(35)
  })

  it('keeps the wrapper lines 1 and 102 out of the plan', () => {
    expect(tree.receipt.wrapperLines).toEqual([1, 102])
  })

  it('reads the head', () => {
    const { title, number, issuer, date, drafter } = tree.metadata
    expect([title.value, number?.value, issuer?.value, date?.value, drafter?.value]).toEqual([
      '嘉定区减污降碳协同增效实施方案',
      '嘉府发〔2023〕27号',
      '上海市嘉定区人民政府',
      '2023-11-23',
      '区生态环境局',
    ])
  })
})
