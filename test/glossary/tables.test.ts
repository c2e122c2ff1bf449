import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { englishKey } from '../../src/glossary/english-words.ts'
import {
  colloquialSchema,
  confusablesSchema,
  glossarySchema,
  outOfScopeSchema,
  placesSchema,
  renderingWordsSchema,
  stopwordsSchema,
  typosSchema,
} from '../../src/glossary/schema.ts'

const text = (name: string) => readFileSync(new URL(`../../src/data/${name}.json`, import.meta.url), 'utf8')
const table = <T extends z.ZodType>(name: string, schema: T): z.infer<T> =>
  schema.parse(JSON.parse(text(name)))

const glossary = table('glossary', glossarySchema)
const colloquial = table('colloquial', colloquialSchema)
const places = table('places', placesSchema)
const outOfScope = table('out-of-scope', outOfScopeSchema)
const typos = table('typos', typosSchema)
const confusables = table('confusables', confusablesSchema)
const rendering = table('rendering-words', renderingWordsSchema)
const stopwords = table('stopwords', stopwordsSchema)

/** Values that occur more than once. */
function repeated(values: readonly string[]): string[] {
  const seen = new Set<string>()
  return values.filter((value) => seen.has(value) || !seen.add(value))
}

describe('word tables', () => {
  it('hold enough to be of use', () => {
    expect(glossary.entries.length).toBeGreaterThanOrEqual(2000)
    expect(colloquial.chinese.length + colloquial.english.length).toBeGreaterThanOrEqual(500)
    expect(places.places.length).toBeGreaterThanOrEqual(900)
    expect(confusables.sound.length).toBeGreaterThan(200)
  })

  it('keep one entry a line', () => {
    for (const [name, count] of [
      ['glossary', glossary.entries.length],
      ['places', places.places.length],
      ['typos', typos.typos.length],
    ] as const) {
      expect(text(name).match(/^ {4}\{.*\},?$/gm)?.length, name).toBe(count)
    }
  })

  it('name every term once and no rendering twice', () => {
    expect(repeated(glossary.entries.map((entry) => entry.zh))).toEqual([])
    for (const { zh, en } of glossary.entries) expect(repeated(en.map(englishKey)), zh).toEqual([])
  })

  it('have renderings that leave a key and no Chinese in them', () => {
    for (const { zh, en } of glossary.entries) {
      for (const phrase of en) {
        expect(englishKey(phrase), `${zh}: ${phrase}`).not.toBe('')
        expect(phrase, zh).not.toMatch(/[\u3400-\u9fff]/)
      }
    }
  })

  it.each(['chinese', 'english'] as const)('say nothing twice in one relation (%s)', (list) => {
    for (const relation of ['synonym', 'hypernym', 'former name', 'abbreviation']) {
      const rows = colloquial[list].filter((row) => row.relation === relation)
      expect(repeated(rows.flatMap((row) => row.say.map((say) => say.toLowerCase()))), relation).toEqual([])
    }
  })

  it('map no saying to itself, and no two sayings to each other as class and member', () => {
    const classes = new Map<string, string[]>()
    for (const { say, means, relation } of colloquial.chinese) {
      for (const word of say) {
        expect(means, word).not.toContain(word)
        expect([...word].length, word).toBeGreaterThan(1)
        if (relation === 'hypernym') classes.set(word, means)
      }
    }
    for (const [word, means] of classes) {
      for (const broader of means)
        expect(classes.get(broader) ?? [], `${word} < ${broader}`).not.toContain(word)
    }
  })

  it('place every place within one that is listed', () => {
    const names = new Set(places.places.map((place) => place.zh))
    for (const { zh, within, level } of places.places) {
      if (level === 'province') expect(within, zh).toBeUndefined()
      else expect(names, `${zh} in ${within}`).toContain(within)
    }
    expect(repeated(places.places.map((place) => `${place.within}${place.zh}`))).toEqual([])
  })

  it('explain an absence only with kinds that some documents state', () => {
    expect(repeated(outOfScope.kinds.map((kind) => kind.kind))).toEqual([])
    for (const { kind, scope, ifAbsent, zh, en } of outOfScope.kinds) {
      expect(ifAbsent ?? false, kind).toBe(scope === 'absent')
      expect(repeated([...zh, ...en]), kind).toEqual([])
    }
  })

  it('correct each slip to one word of the same length that is no slip itself', () => {
    expect(repeated(typos.typos.map((typo) => typo.wrong))).toEqual([])
    const wrong = new Set(typos.typos.map((typo) => typo.wrong))
    const official = new Set(glossary.entries.map((entry) => entry.zh))
    for (const typo of typos.typos) {
      expect(typo.right.length, typo.wrong).toBe(typo.wrong.length)
      expect(wrong, typo.wrong).not.toContain(typo.right)
      expect(official, typo.wrong).not.toContain(typo.wrong)
    }
  })

  it('give a joining character no second meaning', () => {
    expect(Object.keys(rendering.joints).filter((joint) => joint in rendering.affixes)).toEqual([])
  })

  it('state meanings that a document can hold literally', () => {
    for (const { say, means } of [...colloquial.chinese, ...colloquial.english]) {
      for (const term of means) expect(term, say[0]).not.toMatch(/[…()?]{1}$|…/)
    }
  })

  it('list no stopword that is a policy term of two or more characters', () => {
    for (const words of [...Object.values(stopwords.zh), ...Object.values(stopwords.en)]) {
      expect(repeated(words)).toEqual([])
    }
    const subject = new Set(['垃圾', '补贴', '企业', '光伏', '学校'])
    for (const word of Object.values(stopwords.zh).flat()) expect(subject).not.toContain(word)
  })
})
