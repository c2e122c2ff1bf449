/** Laws that hold for any text: spans slice back, sections nest, paragraphs cover the text once and in order. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DocumentTree, SourceText } from '../../src/domain/document.ts'
import { contains } from '../../src/domain/span.ts'
import { parseDocument } from '../../src/parse/parse-document.ts'
import { decodeSource } from '../../src/text/decode.ts'
import { compactTree } from './compact-tree.ts'

const FOLDERS = ['../fixtures/documents/', '../golden/trees/'].map((name) => new URL(name, import.meta.url))
const texts = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8')),
)

const sourceOf = (text: string): SourceText => ({ id: 'x', text, encoding: 'utf-8', sidecar: {} })

/** Pieces that headings, brackets and joints are made of, so that random documents reach the grammar's corners. */
const shard = fc.constantFrom(
  '一、', '二、总体要求', '（一）', '(二)工作原则', '1.', '11.121人才', '1．', '（1）', '①', '第一章 总则', '第二条', '第二条第一款规定',
  '专栏 1', '01 智能', '附件：1.清单', '附件1', '目 录', '……1', '。', '；', '：', '，', '（', '）', '“', '”', '(市水务局负责)', '\n', '\r',
  '\n\n', ' ', '\u3000', '\t', '3', '- 3 -', '2025年', '到2025年，达到50%以上', '推动产业升级。加快建设现代产业体系，形成集群', '1.1', '1.1 目的', '——',
  '某市人民政府', '2023年11月23日', '实施方案', '《', '》', '\u200b', '\ufeff', '😀', '\ud800',
) // biome-ignore format: a list of shards
const randomDocument = fc.array(shard, { maxLength: 60 }).map((parts) => parts.join(''))

/** A real document with a stretch cut out, doubled or moved. */
const mutatedDocument = fc
  .tuple(fc.constantFrom(...texts), fc.nat(), fc.nat(300), fc.nat(), shard)
  .map(([text, at, length, to, extra]) => {
    const from = at % text.length
    const cut = text.slice(from, from + length)
    const rest = text.slice(0, from) + text.slice(from + length)
    const target = to % (rest.length + 1)
    return rest.slice(0, target) + extra + cut + rest.slice(target)
  })

function checkTree(text: string, tree: DocumentTree): void {
  const blank = (part: string) => part.replace(/[\s\u3000\u00a0\u200b\ufeff]/g, '') === ''
  let at = 0
  for (const paragraph of tree.paragraphs) {
    expect(paragraph.span.start).toBeGreaterThanOrEqual(at)
    expect(blank(text.slice(at, paragraph.span.start))).toBe(true)
    expect(paragraph.span.end).toBeGreaterThan(paragraph.span.start)
    expect(contains(paragraph.span, paragraph.body)).toBe(true)
    let last = paragraph.body.start
    for (const sentence of paragraph.sentences) {
      expect(contains(paragraph.body, sentence.span)).toBe(true)
      expect(sentence.span.start).toBeGreaterThanOrEqual(last)
      expect(sentence.span.end).toBeGreaterThan(sentence.span.start)
      expect(blank(text.slice(last, sentence.span.start))).toBe(true)
      last = sentence.span.end
    }
    if (paragraph.sentences.length > 0) expect(blank(text.slice(last, paragraph.body.end))).toBe(true)
    for (const gap of paragraph.gaps) expect(contains(paragraph.span, gap)).toBe(true)
    expect(paragraph.line).toBe(text.slice(0, paragraph.span.start).split('\n').length)
    if (paragraph.section !== null) {
      expect(contains(tree.sections[paragraph.section]!.span, paragraph.span)).toBe(true)
    }
    at = paragraph.span.end
  }
  expect(blank(text.slice(at))).toBe(true)
  for (const section of tree.sections) {
    const parent = section.parent === null ? null : tree.sections[section.parent]!
    if (parent) {
      expect(contains(parent.span, section.span)).toBe(true)
      expect(section.level).toBeGreaterThan(parent.level)
      expect(section.path.slice(0, -1)).toEqual(parent.path)
    }
    expect(contains(section.span, section.heading)).toBe(true)
  }
  const locators = tree.sections.map((section) => section.locator)
  expect(new Set(locators).size).toBe(locators.length)
}

describe('any tree', () => {
  it('keeps its laws on real documents', () => {
    for (const text of texts) checkTree(text, parseDocument(sourceOf(text)))
  })

  it('keeps its laws on random documents', () => {
    fc.assert(
      fc.property(randomDocument, (text) => checkTree(text, parseDocument(sourceOf(text)))),
      { numRuns: 1000 },
    )
  })

  it('keeps its laws on mutated documents', () => {
    fc.assert(
      fc.property(mutatedDocument, (text) => checkTree(text, parseDocument(sourceOf(text)))),
      { numRuns: 60 },
    )
  })
})

describe('spelling of the same document', () => {
  const shape = (text: string) => {
    const tree = parseDocument(sourceOf(text))
    return {
      sections: tree.sections.map(({ level, kind, line, locator, inline }) => [
        level,
        kind,
        line,
        locator,
        inline,
      ]),
      paragraphs: tree.paragraphs.map(({ role, line, lastLine, locator, sentences }) => [
        role,
        line,
        lastLine,
        locator,
        sentences.map((sentence) => sentence.kind),
      ]),
    }
  }

  it('CRLF, a byte order mark and UTF-16 give the very same tree', () => {
    for (const text of texts) {
      const plain = decodeSource('x', new TextEncoder().encode(text), {})
      const crlf = decodeSource('x', new TextEncoder().encode(`\ufeff${text.replaceAll('\n', '\r\n')}`), {})
      const wide = decodeSource('x', new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le')), {})
      const tree = compactTree(plain, parseDocument(plain))
      expect(compactTree(crlf, parseDocument(crlf))).toEqual(tree)
      expect(compactTree(wide, parseDocument(wide))).toEqual(tree)
    }
  })

  it('full-width and half-width brackets, stops and colons give the same tree but for offsets', () => {
    const pairs = [['（', '('], ['）', ')'], ['，', ','], ['：', ':'], ['；', ';']] as const // biome-ignore format: pairs
    for (const text of texts) {
      const half = pairs.reduce((all, [wide, narrow]) => all.replaceAll(wide, narrow), text)
      const full = pairs.reduce((all, [wide, narrow]) => all.replaceAll(narrow, wide), text)
      expect(shape(half)).toEqual(shape(full))
    }
  })

  it('ideographic indents change nothing', () => {
    for (const text of texts) expect(shape(text.replace(/^(?=.)/gm, '\u3000\u3000'))).toEqual(shape(text))
  })
})

it('reads a long document in linear time', () => {
  const article = '第一条　为了推动节水（下列情形除外），制定本条例。“引号”（一）其他情形；（二）应当负责。\n'
  // Time of the processor: other programs take none of it.
  const time = (count: number) => {
    const text = article.repeat(count)
    const runs = [0, 1].map(() => {
      const before = process.cpuUsage()
      parseDocument(sourceOf(text))
      return process.cpuUsage(before).user
    })
    return Math.min(...runs)
  }
  time(500)
  // Eight times the text in less than thirty times the time: quadratic would be sixty-four.
  expect(time(24_000)).toBeLessThan(30 * time(3000))
})
