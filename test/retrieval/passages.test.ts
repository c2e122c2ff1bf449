import { describe, expect, it } from 'vitest'
import { passagesOf } from '../../src/retrieval/passages.ts'
import { FIXTURES, fixtureLibrary, libraryOf } from './test-library.ts'

const ROLES = new Set(['body', 'table', 'heading'])

describe('passages', () => {
  it('are all body and table paragraphs of the fixtures, in text order, with their sentences', () => {
    const library = fixtureLibrary()
    for (const id of FIXTURES) {
      const { tree, source } = library.get(id)!
      const passages = [...passagesOf(new Map([[id, library.get(id)!]]))]
      const indexed = new Set(passages.map(({ paragraph }) => paragraph))
      for (const { index, role, body } of tree.paragraphs) {
        if ((role === 'body' || role === 'table') && source.text.slice(body.start, body.end).trim()) {
          expect(indexed.has(index), `${id}: paragraph ${index}`).toBe(true)
        }
        if (!ROLES.has(role)) expect(indexed.has(index), `${id}: ${role} ${index}`).toBe(false)
      }
      expect(passages.map(({ paragraph }) => paragraph)).toEqual([...indexed].sort((a, b) => a - b))
      for (const passage of passages) {
        expect(passage.sentences).toHaveLength(tree.paragraphs[passage.paragraph]!.sentences.length)
      }
    }
  })

  it('carry their headings without numbers, articles with them, and the lead-in of their list', () => {
    const find = (id: (typeof FIXTURES)[number], start: string) =>
      [...passagesOf(fixtureLibrary([id]))].find(({ body }) => body.startsWith(start))
    expect(find('jiading-2023-27', '积极支持新能源汽车发展')!.headings).toEqual([
      '强化大气污染防治与碳减排协同增效',
      '交通领域减污降碳协同增效',
      '加快道路交通能源结构转型',
    ])
    expect(find('bj-water-2022', '市、区水务部门负责')!.headings).toEqual(['第一章 总则', '第五条 '])
    expect(find('miit-zzgh-2021', '——转型升级成效显著')!.headings.at(-1)).toBe('2025年的主要目标是:')
  })

  it('hold a heading as text where nothing stands under it', () => {
    const text =
      '某市行动方案\n一、总体要求\n到2025年,建成示范区。\n二、建立部门联席会议制度\n三、开展评估\n每年评估一次。'
    const bodies = [...passagesOf(libraryOf({ x: text }))].map(({ body }) => body)
    expect(bodies).toContain('到2025年,建成示范区。')
    expect(bodies.join()).toContain('建立部门联席会议制度')
    expect(bodies.join()).not.toContain('总体要求')
    expect(bodies.join()).not.toContain('开展评估')
  })
})
